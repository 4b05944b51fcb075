import TabularCore
import Testing

/// One row with one mistake, as a delimited file and as a sheet.
struct CellCase: Sendable, CustomTestStringConvertible {
  var code: IssueCode
  var table: String
  var header: String
  var row: String
  /// Row and field number of the place, from 1; 0 where the place has no column.
  var place: (row: Int, column: Int)
  var field: String?
  var message: String
  /// What the sheet has instead, where the mistake is another one there.
  var inSheet: (code: IssueCode, place: (row: Int, column: Int), message: String)?

  init(
    _ code: IssueCode, _ table: String, _ header: String, _ row: String, _ place: (Int, Int),
    _ field: String?, _ message: String,
    inSheet: (code: IssueCode, place: (row: Int, column: Int), message: String)? = nil
  ) {
    self.code = code
    self.table = table
    self.header = header
    self.row = row
    self.place = place
    self.field = field
    self.message = message
    self.inSheet = inSheet
  }

  var testDescription: String { "\(code) in \(table)" }

  private var fieldText: String { field.map { " (\($0))" } ?? "" }

  /// The place in the delimited file, as reports print it.
  var delimitedPlace: String {
    let column = place.column == 0 ? "" : ":\(place.column)"
    return "\(table).csv:\(place.row)\(column)\(fieldText)"
  }

  /// The place in the sheet, as reports print it.
  func sheetPlace(_ sheet: String) -> String {
    let place = inSheet?.place ?? place
    let column = place.column == 0 ? "" : columnLetters(place.column)
    let quoted = sheet.contains(" ") ? "'\(sheet)'" : sheet
    return "\(table).xlsx › \(quoted)!\(column)\(place.row)\(fieldText)"
  }
}
