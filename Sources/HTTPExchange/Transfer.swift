/// The bytes of one exchange.
final class Transfer {
  private let request: HTTPRequest
  private let maximumBytes: Int
  private var sent = 0
  private var fieldBytes = 0
  /// The body so far.
  private(set) var body: [UInt8] = []
  /// The header fields so far, names in lower case.
  private(set) var fields: [HTTPField] = []
  /// What was longer than allowed, in a few words.
  private(set) var overflow: String?

  init(_ request: HTTPRequest, maximumBytes: Int) {
    self.request = request
    self.maximumBytes = maximumBytes
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("an exchange has a transfer") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Takes a part of the body; any other number than `count` ends the exchange.
  func receive(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes, count > 0 else { return count }
    guard count <= maximumBytes - body.count else {
      overflow = "more than \(maximumBytes) bytes"
      return 0
    }
    body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  /// Takes a line of the header.
  func receiveField(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes, count > 0 else { return count }
    fieldBytes += count
    guard fieldBytes <= HTTPPolicy.maximumHeaderBytes else {
      overflow = "header fields of more than \(HTTPPolicy.maximumHeaderBytes) bytes"
      return 0
    }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // The fields of an answer that only announces another one (100, 103) are none of that one.
      fields = []
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...]
      fields.append(HTTPField(line[..<colon].lowercased(), Self.trimmed(value)))
    }
    return count
  }

  /// Gives the next part of the body.
  func send(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes, let body = request.body else { return 0 }
    let part = body[sent..<min(body.count, sent + count)]
    UnsafeMutableRawPointer(bytes).copyMemory(
      from: Array(part), byteCount: part.count)
    sent += part.count
    return part.count
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace = { (character: Character) in character.isWhitespace }
    let front = text.drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(front[...last])
  }
}
