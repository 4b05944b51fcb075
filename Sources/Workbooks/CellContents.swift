/// How the cells of a workbook are read.
public enum CellContents: Sendable {
  /// What a spreadsheet shows: texts without `xml:space="preserve"` lose the white space at their ends,
  /// and a zero that a program saved with a formula for the spreadsheet to calculate is not a result.
  case shown
  /// What the file contains.
  case stored
}
