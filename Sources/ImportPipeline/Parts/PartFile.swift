import TabularCore

/// A partial: what a part of a file came to, as a file.
///
/// It begins with a line that names the format and the attempt. What follows is the same for every attempt: the
/// blocks of rows, the header as JSON, its length (8 bytes), and the SHA-256 of all that (64 hexadecimal digits).
final class PartFile: Sendable {
  /// The path of the partial.
  let path: String
  /// What it is of.
  let header: PartHeader
  /// Which attempt wrote it, from 1.
  let attempt: Int
  /// The digest of all but the attempt.
  let seal: String

  private let limits: Limits
  /// Where the blocks begin and end, from 0.
  private let blocks: Range<Int>

  /// The line before the number of the attempt.
  static let mark = "registrar partial 1 attempt "
  private static let sealSize = 64
  private static let mostHeader = 1 << 20

  /// Opens a partial and holds its bytes against its seal.
  init(path: String, limits: Limits) throws {
    self.path = path
    self.limits = limits
    // Thousands of partials are not kept open.
    let file = try OpenFile(path: path, limits: limits)
    let head = try file.bytes(at: 0, count: Self.mark.utf8.count + 24)
    guard head.starts(with: Self.mark.utf8), let lineEnd = head.firstIndex(of: UInt8(ascii: "\n")),
      let attempt = Int(
        String(decoding: head[Self.mark.utf8.count..<lineEnd], as: UTF8.self))
    else { throw PartError(path, .foreign) }
    self.attempt = attempt
    let bodyStart = lineEnd + 1
    let sealStart = file.byteCount - Self.sealSize
    guard sealStart - 8 >= bodyStart else { throw PartError(path, .damaged) }
    var digest = ByteDigest()
    var position = bodyStart
    while position < sealStart {
      let bytes = try file.bytes(at: position, count: min(1 << 18, sealStart - position))
      guard !bytes.isEmpty else { throw PartError(path, .damaged) }
      bytes.withUnsafeBytes { digest.update($0) }
      position += bytes.count
    }
    seal = digest.text
    let written = try file.bytes(at: sealStart, count: Self.sealSize)
    guard String(decoding: written, as: UTF8.self) == seal else {
      throw PartError(path, .damaged)
    }
    let length = try file.bytes(at: sealStart - 8, count: 8).reversed()
      .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(min(Self.mostHeader, sealStart - 8 - bodyStart)) else {
      throw PartError(path, .damaged)
    }
    let headerStart = sealStart - 8 - Int(length)
    guard
      let header = PartHeader(json: try file.bytes(at: headerStart, count: Int(length)))
    else { throw PartError(path, .damaged) }
    self.header = header
    blocks = bodyStart..<headerStart
  }

  /// The blocks of rows in their order, until `body` returns false.
  ///
  /// - Returns: whether all were given.
  func forEachBlock(_ body: (inout PartReader) throws -> Bool) throws -> Bool {
    let file = try OpenFile(path: path, limits: limits)
    var position = blocks.lowerBound
    while position < blocks.upperBound {
      var length = PartReader(try file.bytes(at: position, count: 8))
      let size = Int(truncatingIfNeeded: try length.bits())
      guard size >= 0, size <= blocks.upperBound - position - 8 else { throw PartReader.Damage() }
      var block = PartReader(try file.bytes(at: position + 8, count: size))
      guard try body(&block) else { return false }
      position += 8 + size
    }
    return true
  }
}

/// Writes a partial.
struct PartWriter {
  private let file: PrivateFile<PartWriteError>
  private var digest = ByteDigest()

  init(path: String, attempt: Int) throws {
    file = try PrivateFile(path: path) { PartWriteError(path: $0, reason: $1) }
    try file.write(PartFile.mark + "\(attempt)\n")
  }

  /// Appends a block of rows.
  mutating func write(_ block: PartBytes) throws {
    var length = PartBytes()
    length.bits(UInt64(block.bytes.count))
    try append(length.bytes)
    try append(block.bytes)
  }

  /// Appends the header and the seal, and puts the file in its place.
  mutating func finish(_ header: PartHeader) throws {
    let json = header.json
    try append(json)
    var length = PartBytes()
    length.bits(UInt64(json.count))
    try append(length.bytes)
    try file.write(digest.text)
    try file.finish()
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    bytes.withUnsafeBytes { digest.update($0) }
    try file.write(bytes)
  }
}

/// A partial cannot be written.
public struct PartWriteError: Error {
  /// Where it was to stand.
  public var path: String
  /// What the system said.
  public var reason: String
}
