import DelimitedText
import QTIPackages
import TabularCore
import Workbooks

/// Recognises a file by its first bytes and compares the result with its name.
struct ContentCheck {
  /// The file.
  let file: OpenFile
  /// Its name.
  let name: String

  /// What a name's extension claims.
  private enum Claim {
    /// `.xlsx`, `.xlsm`, `.xltx`, `.xltm`.
    case workbook
    /// `.xls`, `.xlsb`, `.ods`: formats that are refused.
    case refused
    /// `.csv`, `.tsv`, `.tab`, `.txt`.
    case delimited
    /// `.json`, `.ndjson`, `.jsonl`.
    case json
    /// Any other extension, or none: the content decides.
    case nothing
  }

  private static let sampleSize = 64 << 10

  /// What the file is read as.
  ///
  /// - Throws: `file.empty`, or `file.unknown-format` for another format and for a misleading name.
  func kind() throws(InputFileError) -> InputFile.Kind {
    let sample = try file.bytes(at: 0, count: Self.sampleSize)
    if file.byteCount <= CompanionFile.mostBytes,
      let companion = CompanionFile(name: name, bytes: sample)
    {
      throw .companion(companion)
    }
    guard try !isEmpty(sample) else { throw InputFileError(.fileEmpty()) }
    let claim = claim
    switch ContentKind(leadingBytes: sample.prefix(4096)) {
    case .zip:
      guard claim == .workbook || claim == .nothing else {
        try refuseOtherArchive()
        throw .misnamed("a workbook", expected: stem + ".xlsx")
      }
      return claim == .nothing && isItemPackage ? .items : .workbook
    case .compoundFile:
      return .workbook
    case .other(let found):
      throw .unknownFormat(found)
    case .json:
      guard claim == .json || claim == .nothing else {
        throw .misnamed("a JSON file", expected: stem + ".json")
      }
      return .json
    case .pointer(let target):
      // Records may hold such addresses too.
      guard claim != .json else { return .json }
      throw .pointer(target)
    case .unknown:
      guard !isBinary(sample) else { throw .unknownFormat("a binary file") }
      // What is wrong with its JSON is told by line and column.
      guard claim != .json else { return .json }
      guard claim == .delimited || claim == .nothing else {
        throw .misnamed("delimited text", expected: stem + ".csv")
      }
      return .delimited
    }
  }

  /// Whether a zip archive has the manifest of a package of items; one that cannot be opened is refused as a
  /// workbook.
  private var isItemPackage: Bool {
    guard let archive = try? ArchiveReader(fileDescriptor: file.descriptor) else { return false }
    return QTIPackage.isPackage(archive)
  }

  /// Throws for a zip archive that is not a workbook, whatever its name.
  private func refuseOtherArchive() throws(InputFileError) {
    do throws(WorkbookError) {
      _ = try Workbook(fileDescriptor: file.descriptor)
    } catch {
      let found = error.arguments.first { $0.name == "found" }?.value
      throw .unknownFormat(found ?? "a zip archive that cannot be opened")
    }
  }

  private var point: String.Index? {
    name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
  }

  private var stem: String { String(name[..<(point ?? name.endIndex)]) }

  private var claim: Claim {
    guard let point else { return .nothing }
    switch name[name.index(after: point)...].lowercased() {
    case "xlsx", "xlsm", "xltx", "xltm": return .workbook
    case "xls", "xlsb", "ods": return .refused
    case "csv", "tsv", "tab", "txt": return .delimited
    case "json", "ndjson", "jsonl": return .json
    default: return .nothing
    }
  }

  /// Whether the file holds nothing but a byte order mark and white space, however long.
  private func isEmpty(_ sample: [UInt8]) throws(InputFileError) -> Bool {
    let isWide = sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF])
    func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || (0x09...0x0D).contains(byte) || (isWide && byte == 0)
    }
    let mark = isWide ? 2 : sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard sample.dropFirst(mark).allSatisfy(isBlank) else { return false }
    var offset = sample.count
    while true {
      let bytes = try file.bytes(at: offset, count: 256 << 10)
      guard !bytes.isEmpty else { return true }
      guard bytes.allSatisfy(isBlank) else { return false }
      offset += bytes.count
    }
  }

  /// Whether many bytes are control characters and the file is not UTF-16 or UTF-32: a tenth if
  /// NULs are among them, else a third.
  private func isBinary(_ sample: [UInt8]) -> Bool {
    let isWide = UnicodeDetection.isWide(sample)
    let controls = sample.count { byte in
      byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1A && byte != 0x1B
    }
    return !isWide && controls * (sample.contains(0) ? 10 : 3) > sample.count
  }
}
