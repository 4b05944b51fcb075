import DelimitedText
import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import Workbooks

/// An input file of a report, opened once more: it must be what the report is about.
enum CheckedInput {
  /// Opens the file at a path.
  static func open(
    _ file: ImportReport.File, at path: String, limits: Limits
  ) throws(MarkedCopyError) -> InputFile {
    let input: InputFile
    let hash: String
    do {
      input = try InputFile(path: path, limits: limits)
      hash = try input.sha256()
    } catch {
      throw .input(error.content)
    }
    guard hash == file.sha256 else { throw .input(.fileUnreadable(.changed)) }
    return input
  }

  /// All bytes of the file.
  static func bytes(of input: InputFile) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: input.byteCount)
    var offset = 0
    while offset < bytes.count {
      let count = try bytes.withUnsafeMutableBytes { buffer in
        try input.source.read(
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]), at: offset)
      }
      guard count > 0 else { break }
      offset += count
    }
    return bytes
  }

  /// Writes a copy of the file as it is.
  static func copy(_ input: InputFile, to path: String) throws(MarkedCopyError) {
    try translating {
      try Data(try bytes(of: input)).write(to: URL(fileURLWithPath: path))
    }
  }

  /// The position of the page of an earlier copy: a sheet with the name of one, and its title in A1.
  static func formerPage(_ descriptor: CInt, limits: Limits) throws(WorkbookError) -> Int? {
    let workbook = try Workbook(fileDescriptor: descriptor, limits: limits)
    let titles = Set(
      Language.spoken.flatMap { language in
        [MarkingWords(language: language).title, FixingWords(language: language).title].map(fold)
      })
    for sheet in workbook.sheets where titles.contains(fold(sheet.name)) {
      var title = ""
      _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: 1) { batch in
        if let cell = batch.cells.first, cell.column == 1 { title = batch.text(of: cell) }
        return false
      }
      if titles.contains(fold(title)) { return sheet.index }
    }
    return nil
  }

  /// The name of a page that no sheet has but an earlier page.
  static func pageName(_ title: String, _ sheets: [Sheet], formerPage: Int?) -> String {
    let taken = Set(sheets.filter { $0.index != formerPage }.map { $0.name.lowercased() })
    var name = title
    var number = 2
    while taken.contains(name.lowercased()) {
      name = "\(title) (\(number))"
      number += 1
    }
    return name
  }

  /// Calls a closure whose errors become those of copies.
  static func translating<Value>(
    _ body: () throws -> Value
  ) throws(MarkedCopyError) -> Value {
    do {
      return try body()
    } catch let error as MarkedCopyError {
      throw error
    } catch let error as WorkbookError {
      throw .input(error.content)
    } catch let error as WorkbookCopyError {
      switch error {
      case .unreadable(let error): throw .input(error.content)
      case .unwritable(let reason): throw .output(.refused(reason: reason))
      }
    } catch {
      throw .output(.refused(reason: "\(error)"))
    }
  }
}
