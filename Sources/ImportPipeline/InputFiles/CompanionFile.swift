/// A small file without data that a program keeps beside a workbook.
struct CompanionFile {
  /// What it is, with its article.
  let found: String
  /// The file that it belongs to.
  let owner: String

  /// Companions are smaller than this.
  static let mostBytes = 4096

  /// The companion that a file is by its name; `nil` for one whose bytes are a workbook's.
  init?(name: String, bytes: [UInt8]) {
    let isArchive =
      bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    guard !isArchive else { return nil }
    if name.hasPrefix("~$"), name.count > 2 {
      found = "the owner file that Excel keeps while a workbook is open"
      owner = String(name.dropFirst(2))
    } else if name.hasPrefix(".~lock."), name.hasSuffix("#"), name.count > 8 {
      found = "the lock file that LibreOffice keeps while a document is open"
      owner = String(name.dropFirst(7).dropLast())
    } else if name.hasPrefix("._"), name.count > 2, bytes.starts(with: [0, 5, 0x16, 7]) {
      found = "the file in which macOS keeps attributes of another"
      owner = String(name.dropFirst(2))
    } else {
      return nil
    }
  }
}
