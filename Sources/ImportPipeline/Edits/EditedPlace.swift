public import TabularCore

/// A cell of a file that is being corrected.
public struct EditedPlace: Hashable, Sendable, Comparable {
  /// The file.
  public var source: SourceID
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// The row, or the line on which the record begins, from 1: as the file has it, before any edit.
  public var row: Int
  /// The column, from 1.
  public var column: Int

  /// A cell by its place.
  public init(source: SourceID, sheet: String?, row: Int, column: Int) {
    self.source = source
    self.sheet = sheet
    self.row = row
    self.column = column
  }

  /// By files, sheets, rows and columns.
  public static func < (left: EditedPlace, right: EditedPlace) -> Bool {
    (left.source, left.sheet ?? "", left.row, left.column)
      < (right.source, right.sheet ?? "", right.row, right.column)
  }
}

/// A cell as somebody sees it who corrects it.
public struct EditedCell: Sendable, Hashable {
  /// The column, from 1.
  public var column: Int
  /// The text; of a number or a date of a workbook what the file stores.
  public var text: String
  /// What is stored.
  public var kind: CellKind
  /// What the number format of the cell means.
  public var format: NumberFormatClass
  /// Whether the text is a formula's result.
  public var isFormula: Bool
}
