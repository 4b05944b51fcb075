import TabularCore

/// The central directory of a zip archive, parsed by our own code and compared with the local headers.
///
/// libzip reads the members; this directory decides whether they may be read at all. An archive is not
/// trusted if members overlap, if a local header names another member, or if members are encrypted or use
/// other methods than stored and deflate (APPNOTE 4.3, 4.4; ECMA-376 part 2, annex B).
struct ZipDirectory {
  /// One member as the central directory describes it.
  struct Entry {
    /// The name as stored.
    var name: [UInt8]
    /// The checksum of the expanded bytes.
    var checksum: Int
    /// The number of compressed bytes.
    var compressedSize: Int
    /// The number of expanded bytes that the directory claims.
    var expandedSize: Int
    /// Where the local header is claimed to be, from the start of the file.
    var headerOffset: Int
    /// The general purpose flags.
    var flags: Int
    /// The compression method.
    var method: Int
    /// When the member was last changed, as MS-DOS writes times and dates.
    var dosTime: (time: UInt16, date: UInt16)
    /// Whether the member is a symbolic link.
    var isLink: Bool

    /// The name for people.
    var shownName: String { String(decoding: name.prefix(200), as: UTF8.self) }
  }

  /// The members, in the order of the directory.
  private(set) var entries: [Entry] = []
  /// Where the end record's disk numbers are if they refer to the zip64 record.
  let referringDisks: Int?
  /// A directory of more bytes is refused.
  private static let maximumByteCount = 64 << 20

  /// Reads the directory and checks every member's header.
  init(of file: RandomAccessFile, limits: Limits) throws(WorkbookError) {
    let end = try EndRecord(of: file)
    referringDisks = end.referringDisks
    guard end.entryCount <= limits[.zipEntries] else {
      throw WorkbookError(.zipBomb(.entries(limit: limits[.zipEntries])))
    }
    guard end.directorySize <= Self.maximumByteCount,
      end.directoryOffset <= file.byteCount,
      end.directorySize <= file.byteCount - end.directoryOffset
    else { throw Self.damagedDirectory }
    let bytes = try file.bytes(at: end.directoryOffset, count: end.directorySize)
    var offset = 0
    for _ in 0..<end.entryCount {
      guard let (entry, next) = Self.entry(in: bytes, at: offset) else {
        throw Self.damagedDirectory
      }
      entries.append(entry)
      offset = next
    }
    try checkMethods()
    try checkLocalHeaders(of: file, before: end.directoryOffset)
  }

  static let damagedDirectory = WorkbookError(.zipDamaged(.directory))

  private static func entry(in bytes: [UInt8], at offset: Int) -> (Entry, next: Int)? {
    func number(_ place: Int, _ size: Int) -> Int? {
      bytes.littleEndian(at: offset + place, size: size)
    }
    guard number(0, 4) == 0x0201_4B50, let madeBy = number(5, 1), let flags = number(8, 2),
      let method = number(10, 2), let time = number(12, 2), let date = number(14, 2),
      let checksum = number(16, 4), var compressed = number(20, 4),
      var expanded = number(24, 4), let nameLength = number(28, 2), let extraLength = number(30, 2),
      let commentLength = number(32, 2), let attributes = number(38, 4), var header = number(42, 4)
    else { return nil }
    let nameStart = offset + 46
    let extraStart = nameStart + nameLength
    let next = extraStart + extraLength + commentLength
    guard next <= bytes.count else { return nil }
    var field = extraStart
    while field + 4 <= extraStart + extraLength {
      guard let id = bytes.littleEndian(at: field, size: 2),
        let size = bytes.littleEndian(at: field + 2, size: 2),
        field + 4 + size <= extraStart + extraLength
      else { break }
      // Zip64 (APPNOTE 4.5.3): only those of the three that are all ones, in this order.
      if id == 1 {
        var place = field + 4
        func wide(_ value: inout Int) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard place + 8 <= field + 4 + size, let read = bytes.littleEndian(at: place, size: 8)
          else { return false }
          value = read
          place += 8
          return true
        }
        guard wide(&expanded), wide(&compressed), wide(&header) else { return nil }
      }
      field += 4 + size
    }
    let isLink = madeBy == 3 && attributes >> 16 & 0xF000 == 0xA000
    return (
      Entry(
        name: Array(bytes[nameStart..<extraStart]), checksum: checksum,
        compressedSize: compressed, expandedSize: expanded, headerOffset: header, flags: flags,
        method: method, dosTime: (UInt16(time), UInt16(date)), isLink: isLink), next
    )
  }

  private func checkMethods() throws(WorkbookError) {
    for entry in entries {
      guard entry.flags & 0x2041 == 0 else {
        throw WorkbookError(.zipDamaged(.encrypted), part: entry.shownName)
      }
      guard entry.method == 0 || entry.method == 8 else {
        throw WorkbookError(
          .zipDamaged(.compression(method: entry.method)), part: entry.shownName)
      }
    }
  }

  /// Every member has a header of its own and bytes of its own, all before the directory.
  private func checkLocalHeaders(of file: RandomAccessFile, before limit: Int) throws(WorkbookError)
  {
    var taken: [(start: Int, end: Int, index: Int)] = []
    for (index, entry) in entries.enumerated() {
      let wrong = WorkbookError.damaged(
        "the directory and the header of `\(entry.shownName)` contradict each other",
        part: entry.shownName)
      let header = try file.bytes(at: entry.headerOffset, count: 30 + entry.name.count)
      guard header.count == 30 + entry.name.count,
        header.littleEndian(at: 0, size: 4) == 0x0403_4B50,
        header.littleEndian(at: 8, size: 2) == entry.method,
        let flags = header.littleEndian(at: 6, size: 2), flags & 0x2041 == 0,
        let nameLength = header.littleEndian(at: 26, size: 2), nameLength == entry.name.count,
        let extraLength = header.littleEndian(at: 28, size: 2),
        header[30...].elementsEqual(entry.name)
      else { throw wrong }
      let start = entry.headerOffset + header.count + extraLength
      guard start <= limit, entry.compressedSize <= limit - start else {
        throw WorkbookError(.zipDamaged(.truncated), part: entry.shownName)
      }
      taken.append((entry.headerOffset, start + entry.compressedSize, index))
    }
    taken.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for (left, right) in zip(taken, taken.dropFirst()) where left.end > right.start {
      let name = entries[right.index].shownName
      throw .damaged("members `\(entries[left.index].shownName)` and `\(name)` overlap", part: name)
    }
  }
}
