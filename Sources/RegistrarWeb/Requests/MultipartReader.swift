/// Takes the body of a form apart that browsers send as `multipart/form-data` (RFC 7578), as it arrives.
///
/// It is stricter than RFC 2046: nothing stands before the first boundary, and a part has few, short
/// fields. So what it keeps is bounded, whatever a client sends. For example:
///
///     var reader = MultipartReader(boundary: "x")
///     try reader.read(bytes) { event in … }
///     try reader.finish()
struct MultipartReader {
  /// What was met.
  enum Event: Equatable {
    /// A part begins: the name of its field, and that of its file if it is one.
    case part(name: String, fileName: String?)
    /// Bytes of the part.
    case bytes(ArraySlice<UInt8>)
    /// The part is complete.
    case end
  }

  /// Why a body cannot be read.
  struct Failure: Error, Equatable {}

  /// How many bytes the fields of a part may have.
  static let maximumHeadBytes = 4096

  private enum State { case start, head, body, afterBoundary, done }

  private var state = State.start
  /// CR LF and `--boundary`.
  private let delimiter: [UInt8]
  /// What has arrived and cannot be decided yet.
  private var pending: [UInt8] = []

  /// A reader; `nil` for a boundary that RFC 2046 does not allow.
  init?(boundary: String) {
    let bytes = Array(boundary.utf8)
    guard (1...70).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) }),
      bytes.last != 0x20
    else { return nil }
    delimiter = [13, 10, 45, 45] + bytes
  }

  /// The boundary that a content type names; `nil` if it is not that of such a form.
  static func boundary(ofContentType text: String) -> String? {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts[0].trimmed.lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() {
      guard let sign = part.firstIndex(of: "="),
        part[..<sign].trimmed.lowercased() == "boundary"
      else { continue }
      let value = part[part.index(after: sign)...].trimmed
      guard value.hasPrefix("\"") else { return value }
      return value.count > 2 && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : nil
    }
    return nil
  }

  /// Reads what has arrived.
  mutating func read(_ bytes: some Sequence<UInt8>, _ take: (Event) throws -> Void) throws {
    pending += bytes
    var position = 0
    defer { pending.removeFirst(position) }
    while true {
      switch state {
      case .start:
        // The first boundary has no line break before it.
        let first = delimiter.dropFirst(2)
        guard pending.count - position >= first.count else {
          guard first.starts(with: pending[position...]) else { throw Failure() }
          return
        }
        guard pending[position...].starts(with: first) else { throw Failure() }
        position += first.count
        state = .afterBoundary
      case .afterBoundary:
        guard pending.count - position >= 2 else { return }
        switch (pending[position], pending[position + 1]) {
        case (13, 10): state = .head
        case (45, 45): state = .done
        default: throw Failure()
        }
        position += 2
      case .head:
        let window = pending[position...].prefix(Self.maximumHeadBytes)
        guard let end = window.firstRange(of: [13, 10, 13, 10]) else {
          guard window.count < Self.maximumHeadBytes else { throw Failure() }
          return
        }
        try take(Self.part(of: pending[position..<end.lowerBound]))
        position = end.upperBound
        state = .body
      case .body:
        if let next = Self.find(delimiter, in: pending, from: position) {
          if next > position { try take(.bytes(pending[position..<next])) }
          try take(.end)
          position = next + delimiter.count
          state = .afterBoundary
        } else {
          // The last bytes may be the beginning of a boundary.
          let safe = max(position, pending.count - delimiter.count + 1)
          if safe > position { try take(.bytes(pending[position..<safe])) }
          position = safe
          return
        }
      case .done:
        // An epilogue says nothing.
        position = pending.count
        return
      }
    }
  }

  /// - Throws: ``Failure`` if the body ended before its last boundary.
  func finish() throws {
    guard state == .done else { throw Failure() }
  }

  /// Where a text begins at or behind a position.
  private static func find(_ text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      text.withUnsafeBufferPointer { text in
        var position = start
        let last = bytes.count - text.count
        while position <= last {
          // A boundary begins with CR, which is rare within a workbook.
          guard bytes[position] == 13 else {
            position += 1
            continue
          }
          var length = 1
          while length < text.count, bytes[position + length] == text[length] { length += 1 }
          if length == text.count { return position }
          position += 1
        }
        return nil
      }
    }
  }

  /// The names in the fields of a part.
  private static func part(of head: ArraySlice<UInt8>) throws -> Event {
    guard let text = String(validating: head, as: UTF8.self) else { throw Failure() }
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Failure() }
      guard line[..<colon].lowercased() == "content-disposition" else { continue }
      var parameters = line[line.index(after: colon)...]
      let kind = parameters.prefix { $0 != ";" }
      guard kind.trimmed.lowercased() == "form-data" else { throw Failure() }
      parameters = parameters[kind.endIndex...]
      let values = try Self.parameters(parameters)
      guard let name = values["name"] else { throw Failure() }
      return .part(name: name, fileName: values["filename"])
    }
    throw Failure()
  }

  /// `; name="a"; filename="b"`, where browsers write a quotation mark as `%22` (HTML Standard).
  private static func parameters(_ text: Substring) throws -> [String: String] {
    var values: [String: String] = [:]
    var rest = text
    while let start = rest.first {
      guard start == ";" else { throw Failure() }
      rest = rest.dropFirst().drop { $0 == " " }
      guard let sign = rest.firstIndex(of: "=") else { throw Failure() }
      let name = rest[..<sign].lowercased()
      rest = rest[rest.index(after: sign)...]
      guard rest.first == "\"" else { throw Failure() }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: "\"") else { throw Failure() }
      guard values.updateValue(unescaped(rest[..<end]), forKey: name) == nil else {
        throw Failure()
      }
      rest = rest[rest.index(after: end)...].drop { $0 == " " }
    }
    return values
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing(
      "%0A", with: "\n")
  }
}

extension StringProtocol {
  /// The text without the spaces and tabs around it.
  var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(start[...last])
  }
}
