import TabularCore

/// The directory of an OLE2 compound file, read just far enough to tell an old workbook from an
/// encrypted new one ([MS-CFB] 2.6).
enum CompoundFile {
  /// The error that says what the container holds.
  static func refusal(of file: RandomAccessFile) -> WorkbookError {
    let names = (try? streamNames(of: file)) ?? []
    if names.contains("encryptedpackage") { return WorkbookError(.fileEncrypted()) }
    if names.contains("workbook") || names.contains("book") {
      return WorkbookError(.fileLegacyExcel())
    }
    if names.contains("worddocument") { return .unknownFormat("a Word 97–2003 document") }
    if names.contains("powerpoint document") { return .unknownFormat("a PowerPoint 97–2003 file") }
    return .unknownFormat("an OLE2 container without a workbook")
  }

  /// The names of the entries in the directory's first sectors, in lower case.
  private static func streamNames(of file: RandomAccessFile) throws(WorkbookError) -> Set<String> {
    let header = try file.bytes(at: 0, count: 512)
    guard header.count == 512 else { return [] }
    func number(_ bytes: [UInt8], _ offset: Int) -> Int {
      guard offset + 4 <= bytes.count else { return 0xFFFF_FFFF }
      return (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let shift = Int(header[30])
    guard shift == 9 || shift == 12 else { return [] }
    let sectorSize = 1 << shift
    func offset(ofSector sector: Int) -> Int { (sector + 1) * sectorSize }
    var names: Set<String> = []
    var sector = number(header, 48)
    // The count ends a loop in the chain; real directories are short.
    for _ in 0..<64 where sector < 0xFFFF_FFF0 {
      let bytes = try file.bytes(at: offset(ofSector: sector), count: sectorSize)
      for start in stride(from: 0, to: bytes.count - 127, by: 128) {
        let length = min(Int(bytes[start + 64]) | Int(bytes[start + 65]) << 8, 64)
        let units = stride(from: start, to: start + max(length - 2, 0), by: 2).map {
          UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
        names.insert(String(decoding: units, as: UTF16.self).lowercased())
      }
      // The header lists the first 109 sectors of the allocation table.
      let entriesPerSector = sectorSize / 4
      let index = sector / entriesPerSector
      guard index < 109 else { break }
      let tableSector = number(header, 76 + 4 * index)
      guard tableSector < 0xFFFF_FFF0 else { break }
      let place = offset(ofSector: tableSector) + 4 * (sector % entriesPerSector)
      sector = number(try file.bytes(at: place, count: 4), 0)
    }
    return names
  }
}
