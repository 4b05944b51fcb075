/// What a workbook's cells are read as.
public enum CellContents: Sendable {
  /// What a spreadsheet shows: texts without `xml:space="preserve"` lose the white space at their
  /// ends, and a zero that a program saved with a formula for the spreadsheet to calculate is no
  /// result.
  case shown
  /// What stands in the file.
  case stored
}
