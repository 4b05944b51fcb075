/// What a system is asked.
public struct HTTPRequest: Sendable {
  /// The method: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
  public var method: String
  /// Path and query below the address of the system, percent-encoded, from a slash on.
  public var target: String
  /// Header fields in their order.
  public var fields: [HTTPField]
  /// The body, sent with its length, never in chunks; `nil` for none.
  public var body: [UInt8]?

  /// A request.
  public init(_ method: String, _ target: String, fields: [HTTPField] = [], body: [UInt8]? = nil) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
  }

  /// Whether the request only reads, so that sending it again does nothing.
  public var isReading: Bool { method == "GET" || method == "HEAD" }

  /// Whether nothing in it could be taken for another line of the request.
  var isWellFormed: Bool {
    !method.isEmpty && method.utf8.allSatisfy { (65...90).contains($0) }
      && HTTPAddress.isTarget(target) && fields.allSatisfy(\.isWellFormed)
  }
}

/// A header field.
public struct HTTPField: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String

  /// A header field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  var isWellFormed: Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      } && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 }
  }
}
