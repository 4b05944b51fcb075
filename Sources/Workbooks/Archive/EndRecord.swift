import TabularCore

/// The end record of a zip archive (APPNOTE 4.3.16), with its zip64 form.
///
/// Up to 64 KiB of anything may follow it, as mail programs and downloads append; nothing may precede the
/// archive.
struct EndRecord {
  /// How many members there are.
  var entryCount: Int
  /// How many bytes the directory takes.
  var directorySize: Int
  /// Where the directory starts, from the start of the file.
  var directoryOffset: Int
  /// Where the disk numbers that refer to the zip64 record are, from the start of the file.
  ///
  /// `nil` when they are 0. Otherwise libzip mistakes them for those of an archive on several disks.
  var referringDisks: Int?

  /// Finds the end record nearest to the end of the file.
  init(of file: RandomAccessFile) throws(WorkbookError) {
    let tailOffset = max(0, file.byteCount - 65_557)
    let tail = try file.bytes(at: tailOffset, count: 65_557)
    guard tail.count >= 22,
      let place = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail[$0] == 0x50 && tail[$0 + 1] == 0x4B && tail[$0 + 2] == 5 && tail[$0 + 3] == 6
          && $0 + 22 + (tail.littleEndian(at: $0 + 20, size: 2) ?? 0) <= tail.count
      }), let disk = tail.littleEndian(at: place + 4, size: 2), disk == 0 || disk == 0xFFFF,
      let start = tail.littleEndian(at: place + 6, size: 2), start == 0 || start == 0xFFFF,
      let count = tail.littleEndian(at: place + 10, size: 2),
      let size = tail.littleEndian(at: place + 12, size: 4),
      let offset = tail.littleEndian(at: place + 16, size: 4)
    else { throw ZipDirectory.damagedDirectory }
    entryCount = count
    directorySize = size
    directoryOffset = offset
    // A field of all ones refers to the one in the zip64 record (APPNOTE 4.4.1.4).
    let refers = disk == 0xFFFF || start == 0xFFFF
    if refers { referringDisks = tailOffset + place + 4 }
    let isWide = refers || count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF
    let end = try readWideRecord(of: file, before: tailOffset + place, isNeeded: isWide)
    let (sum, isTooFar) = directoryOffset.addingReportingOverflow(directorySize)
    guard !isTooFar, sum <= end else { throw ZipDirectory.damagedDirectory }
    guard sum == end || directorySize == 0 else {
      throw .damaged("the directory does not lie where the end record says")
    }
  }

  /// Reads the zip64 end record, whose locator is right before `end`, if there is one; returns where the
  /// directory must end.
  private mutating func readWideRecord(
    of file: RandomAccessFile, before end: Int, isNeeded: Bool
  ) throws(WorkbookError) -> Int {
    let locator = try file.bytes(at: end - 20, count: 20)
    guard locator.littleEndian(at: 0, size: 4) == 0x0706_4B50 else {
      guard referringDisks == nil else { throw ZipDirectory.damagedDirectory }
      return end
    }
    // Some writers add the zip64 record to small archives too; then both must agree.
    guard let place = locator.littleEndian(at: 8, size: 8), place < end else {
      throw ZipDirectory.damagedDirectory
    }
    let record = try file.bytes(at: place, count: 56)
    guard record.littleEndian(at: 0, size: 4) == 0x0606_4B50,
      record.littleEndian(at: 16, size: 8) == 0,
      let count = record.littleEndian(at: 32, size: 8),
      let size = record.littleEndian(at: 40, size: 8),
      let offset = record.littleEndian(at: 48, size: 8)
    else { throw ZipDirectory.damagedDirectory }
    guard isNeeded || (count, size, offset) == (entryCount, directorySize, directoryOffset) else {
      throw ZipDirectory.damagedDirectory
    }
    entryCount = count
    directorySize = size
    directoryOffset = offset
    return place
  }
}
