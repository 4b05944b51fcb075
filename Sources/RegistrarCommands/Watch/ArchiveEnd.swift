import Foundation

/// Whether a file that is being copied has arrived, as far as its format tells.
enum ArchiveEnd {
  /// The most bytes that the end of an archive has: its record of 22 bytes and a comment (APPNOTE 4.3.16).
  private static let mostBytes = 22 + 65_535

  /// Whether a file has its end.
  ///
  /// An archive ends with a record that says where its directory is; half an archive has none, and one whose
  /// place was reserved before it was copied has zeros there. A JSON file ends with a bracket. Of a delimited
  /// file nothing tells, but that it is not empty.
  static func isThere(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let size = try? file.seekToEnd(), size > 0 else { return false }
    guard (try? file.seek(toOffset: 0)) != nil, let head = try? file.read(upToCount: 4) else {
      return false
    }
    if head.allSatisfy({ $0 == 0 }) { return false }
    guard head.starts(with: [0x50, 0x4B]) else {
      return !WatchedFile.isJSON(path) || endsWithBracket(file, size)
    }
    let start = size - min(size, UInt64(mostBytes))
    guard (try? file.seek(toOffset: start)) != nil, let tail = try? file.readToEnd() else {
      return false
    }
    return hasRecord(Array(tail), from: start)
  }

  /// Whether the last byte that is no white space, of the last thousand, closes an array or an object.
  private static func endsWithBracket(_ file: FileHandle, _ size: UInt64) -> Bool {
    guard (try? file.seek(toOffset: size - min(size, 1_000))) != nil,
      let tail = try? file.readToEnd()
    else { return false }
    let last = tail.last { ![0x09, 0x0A, 0x0D, 0x20].contains($0) }
    return last == UInt8(ascii: "]") || last == UInt8(ascii: "}")
  }

  /// Whether bytes hold the record of an archive's end, and the directory that it names lies before it.
  private static func hasRecord(_ bytes: [UInt8], from start: UInt64) -> Bool {
    guard bytes.count >= 22 else { return false }
    func number(at offset: Int, bytes count: Int) -> UInt64 {
      (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) }
    }
    for offset in stride(from: bytes.count - 22, through: 0, by: -1)
    where number(at: offset, bytes: 4) == 0x0605_4B50 {
      let comment = Int(number(at: offset + 20, bytes: 2))
      guard offset + 22 + comment <= bytes.count else { continue }
      let size = number(at: offset + 12, bytes: 4)
      let place = number(at: offset + 16, bytes: 4)
      // An archive beyond 4 GiB has its numbers in another record.
      if size == 0xFFFF_FFFF || place == 0xFFFF_FFFF { return true }
      return place + size <= start + UInt64(offset)
    }
    return false
  }
}
