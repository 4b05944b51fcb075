/// What a system answered.
public struct HTTPAnswer: Sendable {
  /// The status, from 100 to 599.
  public var status: Int
  /// The header fields in their order, names in lower case.
  public var fields: [HTTPField]
  /// The body, not longer than the policy allows.
  public var body: [UInt8]

  /// An answer.
  public init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// The value of the last header field of a name in lower case.
  public subscript(field name: String) -> String? { fields.last { $0.name == name }?.value }

  /// How many seconds to wait before asking again, as `Retry-After` says in seconds or as a date
  /// (RFC 9110, 10.2.3); `nil` without a value that can be read.
  ///
  /// - Parameter now: seconds since 1970.
  public func retryAfter(now: Int) -> Int? {
    guard let text = self[field: "retry-after"] else { return nil }
    if let seconds = Int(text), seconds >= 0 { return seconds }
    guard let instant = HTTPDate.seconds(text) else { return nil }
    return max(0, instant - now)
  }
}
