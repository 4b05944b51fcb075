import JSONRecords
import RecordMapping
import TabularCore
import Workbooks

/// A sheet, a delimited file, or a list of a JSON file, that is read as one table.
struct TableSource {
  /// The index of the file in the run.
  var file: Int
  /// How places and messages name the file.
  var name: SourceName
  /// How places in the source are written.
  var form: IssueLocation.Form
  /// The sheet's name; the pointer of a list of a JSON file; `nil` for a delimited file.
  var sheet: String?
  /// The table's index in dependency order.
  var table: Int
  /// Whether serial dates count from 1904.
  var countsFrom1904 = false
  /// How columns are bound to fields.
  var binding: HeaderBinding
  /// The table that all the headers are of, where this one lacks some; `nil` for none.
  var otherTable: String?
  /// What the template that the sheet is of says about it; `nil` for any other sheet.
  var template: TemplateSheet?
  /// How to read the rows, as corrections mean them.
  var rows: any RowSource
  /// The columns in which corrections replace texts; `nil` for none.
  var corrections: CorrectedColumns?
  /// Finds the header again if the rows turn out to be stored in another order than their numbers.
  var rebind: () throws -> HeaderBinding?

  /// The file's name in messages, unlike that of any other file of the run.
  var fileName: String { name.text }
  /// Whether the source is a worksheet.
  var isWorksheet: Bool { form == .workbook }

  /// A place in the source.
  func location(
    row: Int? = nil, column: Int? = nil, table: String?, field: String? = nil, key: [String] = []
  ) -> IssueLocation {
    IssueLocation(
      form, source: name.id, file: name.text, sheet: sheet, table: table, row: row, column: column,
      field: field, key: key)
  }

  /// A cell as messages name it: `E1`, `1:5`, or the JSON pointer of the member's first place.
  func cellText(row: Int, column: Int) -> String {
    switch form {
    case .workbook: "\(CellReference(row: row, column: column))"
    case .json: (rows as? JSONRows)?.list.place(ofColumn: column)?.pointer ?? "\(column)"
    default: "\(row):\(column)"
    }
  }
}

/// Delivers the rows of a sheet, a delimited file or a list of a JSON file, as often as requested.
protocol RowSource {
  /// Reads the rows from the first on, in batches of at most `maximumRows`, until `body` returns
  /// false or the source ends.
  ///
  /// - Returns: what is known of the source after its last row; `nil` when `body` stopped it.
  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary?

  /// Reads all rows by columns and gives the batches in the order of their rows, until `body` returns false
  /// or the source ends.
  ///
  /// - Parameters:
  ///   - threads: how many threads share the session.
  ///   - body: takes a batch, and the part of the source that it is from, if the source has parts.
  /// - Returns: what is known of the source after its last row; `nil` when `body` stopped it.
  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary?

  /// Reads rows once more until `body` returns false: those of some parts, or all from the first on where
  /// the source has no parts.
  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws

  /// The ranges of cells that hold the totals of tables.
  func totalsRanges() throws -> [CellRange]

  /// How many bytes were read, and how many there are; `nil` where the source does not know.
  var progress: (read: Int, size: Int)? { get }
}

extension RowSource {
  var progress: (read: Int, size: Int)? { nil }
}

/// A part of a source that can be read by itself.
struct SourcePart {
  /// Its number, from 0.
  var index: Int
  /// Where its bytes are.
  var offset: Int
  var byteCount: Int
  /// How many physical lines come before it.
  var line: Int
}

/// What is known of a source after its last row.
struct SourceSummary: Sendable {
  /// Merged ranges, as (first, last) cells.
  var mergedRanges: [(first: CellReference, last: CellReference)] = []
  /// The hidden rows.
  var hiddenRows = RowRanges()
  /// The numbers of the hidden columns.
  var hiddenColumns = RowRanges()
  /// The ranges whose cells have a data validation.
  var validatedRanges: [CellRange] = []
}
