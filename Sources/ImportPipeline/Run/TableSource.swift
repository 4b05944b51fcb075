import RecordMapping
import TabularCore
import Workbooks

/// A sheet, or a delimited file, that is read as one table.
struct TableSource {
  /// The index of the file in the run.
  var file: Int
  /// How places and messages name the file.
  var name: SourceName
  /// The sheet's name; `nil` for a delimited file.
  var sheet: String?
  /// The table's index in dependency order.
  var table: Int
  /// Whether serial dates count from 1904.
  var countsFrom1904 = false
  /// How columns are bound to fields.
  var binding: HeaderBinding
  /// How to read the rows.
  var rows: any RowSource
  /// Finds the header again if the rows turn out to be stored in another order than their numbers.
  var rebind: () throws -> HeaderBinding?

  /// The file's name in messages, unlike that of any other file of the run.
  var fileName: String { name.text }
  /// How places in the source are written.
  var form: IssueLocation.Form { sheet == nil ? .delimited : .workbook }
  /// Whether the source is a worksheet.
  var isWorksheet: Bool { sheet != nil }

  /// A place in the source.
  func location(
    row: Int? = nil, column: Int? = nil, table: String?, field: String? = nil, key: [String] = []
  ) -> IssueLocation {
    IssueLocation(
      form, source: name.id, file: name.text, sheet: sheet, table: table, row: row, column: column,
      field: field, key: key)
  }
}

/// Delivers the rows of a sheet or a delimited file, as often as requested.
protocol RowSource {
  /// Reads the rows from the first on, in batches of at most `maximumRows`, until `body` returns
  /// false or the source ends.
  ///
  /// - Returns: what is known of the source after its last row; `nil` when `body` stopped it.
  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary?

  /// The ranges of cells that hold the totals of tables.
  func totalsRanges() throws -> [CellRange]
}

/// What is known of a source after its last row.
struct SourceSummary: Sendable {
  /// Merged ranges, as (first, last) cells.
  var mergedRanges: [(first: CellReference, last: CellReference)] = []
  /// The hidden rows.
  var hiddenRows = RowRanges()
  /// The numbers of the hidden columns.
  var hiddenColumns = RowRanges()
}
