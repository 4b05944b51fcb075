/// A place in a JSON file that moves on byte by byte and knows its line and column.
///
/// It finds where values end by their brackets and quotes alone; the parser says afterwards what is wrong
/// within a value.
struct JSONCursor {
  /// A place to come back to.
  struct Place: Hashable, Sendable {
    /// The byte, from 0.
    var offset = 0
    /// The line, from 1; lines end with a line feed.
    var line = 1
    /// The column in characters (Unicode scalars), from 1.
    var column = 1
  }

  private let source: any JSONSource
  private let chunkSize: Int
  private var chunk: [UInt8] = []
  private var index = 0
  private var base: Int
  private var line: Int
  private var column: Int

  /// How many bytes are read at once.
  static let usualChunkSize = 256 << 10

  /// A cursor at a place of a file.
  init(_ source: any JSONSource, at place: Place = Place(), chunkSize: Int = usualChunkSize) {
    self.source = source
    self.chunkSize = chunkSize
    base = place.offset
    line = place.line
    column = place.column
  }

  /// Where the cursor is.
  var place: Place { Place(offset: base + index, line: line, column: column) }

  /// Goes to a place.
  mutating func move(to place: Place) {
    chunk.removeAll(keepingCapacity: true)
    index = 0
    base = place.offset
    line = place.line
    column = place.column
  }

  /// The byte here; `nil` at the end of the file.
  mutating func peek() throws(JSONRecordsError) -> UInt8? {
    if index < chunk.count { return chunk[index] }
    base += chunk.count
    index = 0
    chunk = try bytes(at: base, count: chunkSize)
    return chunk.first
  }

  private func bytes(at offset: Int, count: Int) throws(JSONRecordsError) -> [UInt8] {
    var outcome: Result<Int, JSONRecordsError> = .success(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      // What is not read yet must not be seen.
      buffer.initialize(repeating: 0)
      do throws(JSONRecordsError) {
        filled = try source.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        outcome = .failure(error)
        filled = 0
      }
    }
    _ = try outcome.get()
    return bytes
  }

  /// Passes the byte that was seen last.
  mutating func advance() {
    let byte = chunk[index]
    index += 1
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }

  /// Passes white space; the byte after it, `nil` at the end of the file.
  mutating func skipSpace() throws(JSONRecordsError) -> UInt8? {
    while let byte = try peek() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
      default: return byte
      }
    }
    return nil
  }

  /// Takes the bytes of the value that begins here, at most `limit` of them.
  ///
  /// There may be none, and they may be no JSON: the end is where a bracket closes what the value opened, a
  /// quote its text, or white space, a comma or a foreign bracket follows a word.
  mutating func takeValue(
    into bytes: inout [UInt8], limit: Int
  ) throws(JSONRecordsError) {
    bytes.removeAll(keepingCapacity: true)
    let start = place
    var depth = 0
    var isText = false
    var isEscaped = false
    while let byte = try peek() {
      var isLast = false
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
          isLast = depth == 0
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard depth > 0 else { return }
          depth -= 1
          isLast = depth == 0
        case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
          UInt8(ascii: "\n"):
          if depth == 0 { return }
        default: break
        }
      }
      guard bytes.count < limit else { throw .recordTooLong(limit, at: start) }
      bytes.append(byte)
      advance()
      if isLast { return }
    }
  }
}
