import Foundation
import TabularCore
import TestSupport

@testable import Workbooks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Copies of workbooks for tests.
enum CopiedWorkbook {
  /// A descriptor that is closed when its owner goes.
  final class Opened {
    let descriptor: CInt
    init(_ path: String) { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    deinit { close(descriptor) }
  }

  /// Copies a workbook with the marks that a closure makes of it.
  @discardableResult
  static func make(
    of path: String, to copy: String, _ marks: (WorkbookCopy) throws -> WorkbookMarks
  ) throws -> WorkbookCopy.Omissions {
    let opened = Opened(path)
    let workbook = try WorkbookCopy(fileDescriptor: opened.descriptor)
    return try workbook.write(marks(workbook), to: copy)
  }

  /// Marks some cells of every worksheet, existing ones and missing ones, with notes and states of rows.
  ///
  /// - Parameter path: the workbook's path, to find how far its sheets reach.
  static func everySheet(of path: String) throws -> (WorkbookCopy) throws -> WorkbookMarks {
    let workbook = try Workbook(path: path)
    var used: [Int: (row: Int, column: Int, former: Int?)] = [:]
    var formerPage: Int?
    for sheet in workbook.sheets where sheet.kind == .worksheet {
      if sheet.name == "Import report" { formerPage = sheet.index }
      var (row, column) = (0, 0)
      var former: Int?
      _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
        for (index, read) in batch.rows.enumerated() {
          row = max(row, read.number)
          for cell in batch.cells(ofRowAt: index) {
            if batch.text(of: cell) == "Registrar status" {
              former = Int(cell.column)
            } else if Int(cell.column) != former {
              column = max(column, Int(cell.column))
            }
          }
        }
        return true
      }
      used[sheet.index] = (row, column, former)
    }
    return { copy in
      var marks = WorkbookMarks(page: page)
      marks.formerPage = formerPage
      for sheet in copy.sheets where sheet.index != formerPage {
        guard let (row, column, former) = used[sheet.index], row > 0, column < 16_000 else {
          continue
        }
        marks.sheets[sheet.index] = sheetMarks(row: row, column: column, former: former)
      }
      return marks
    }
  }

  static func sheetMarks(row: Int, column: Int, former: Int?) -> WorkbookMarks.Sheet {
    var marks = WorkbookMarks.Sheet()
    var cells: [WorkbookMarks.MarkedCell] = []
    for number in stride(from: 1, through: min(row, 40), by: 3) {
      for place in 1...min(column, 9) where (number + place) % 4 == 0 {
        cells.append(
          .init(CellReference(row: number, column: place), place % 2 == 0 ? .error : .warning))
      }
    }
    marks.cells = cells.sorted()
    marks.notes = marks.cells.prefix(12).map {
      .init($0.place, "Say <what> is wrong & why\nat \($0.place)")
    }
    var status = WorkbookMarks.StatusColumn(
      headerRow: 1, header: "Registrar status", words: ["error", "ok"])
    status.rows = (0...min(row, 5000)).map { $0 < 2 ? 0 : $0 % 3 == 0 ? 1 : 2 }
    marks.status = status
    marks.formerStatusColumn = former
    return marks
  }

  static var page: ReportPage {
    var page = ReportPage(name: "Import report")
    page.widths = [20, 30, 40]
    page.rows = [
      [PageCell("Import report", .title)], [PageCell("3 errors", .line)],
      [PageCell("where", .header), PageCell("what", .header)],
      [PageCell("Sheet!A1", .link, target: ("Sheet", "A1")), PageCell("a 'text' & <more>")],
      [PageCell("error", .error), PageCell(12)],
    ]
    page.tableHeader = 3
    return page
  }
}

/// The members of an archive, as they are stored.
struct StoredMembers {
  /// The compressed bytes of each member, by its name, with its method.
  private(set) var members: [(name: String, bytes: [UInt8])] = []

  init(_ path: String) throws {
    let file = try RandomAccessFile(path: path, limits: Limits())
    let directory = try ZipDirectory(of: file, limits: Limits())
    for entry in directory.entries {
      let header = try file.bytes(at: entry.headerOffset, count: 30)
      let name = header.littleEndian(at: 26, size: 2) ?? 0
      let extra = header.littleEndian(at: 28, size: 2) ?? 0
      members.append(
        (
          entry.shownName,
          [UInt8(entry.method)]
            + (try file.bytes(
              at: entry.headerOffset + 30 + name + extra, count: entry.compressedSize))
        ))
    }
  }

  subscript(name: String) -> [UInt8]? { members.first { $0.name == name }?.bytes }
}
