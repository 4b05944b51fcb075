/// What a source stored in a cell, before any schema gives it meaning.
public enum CellKind: UInt8, Sendable {
  /// Nothing, or the empty text.
  case blank
  /// Text: every cell of a delimited file, and the string cells of a workbook.
  case text
  /// A number; the bytes are the lexeme as stored. `Cell.format` tells dates from amounts.
  case number
  /// A Boolean; the bytes are `1` or `0`.
  case boolean
  /// A spreadsheet error; the bytes are its text, `#N/A`.
  case error
  /// A cell of type `d` (ECMA-376 part 1, 18.18.11); the bytes are its ISO 8601 text.
  case isoDate
  /// A formula without a saved result.
  case uncachedFormula
}

/// Whether a cell's value is a formula's saved result, and of what kind of formula.
public enum CellFormula: UInt8, Sendable {
  /// A typed value.
  case none
  /// Any formula that says nothing about its row.
  case other
  /// `SUBTOTAL` or `AGGREGATE` over other rows of the sheet.
  case subtotal
  /// A sum, count or average over other rows of the cell's own column.
  case columnSum
}

/// One cell of a `RowBatch`: its column, its kind, and where its bytes are in the batch's arena.
public struct Cell: Sendable {
  /// The column, counted from 1.
  public var column: Int32
  /// What is stored.
  public var kind: CellKind
  /// The class of the cell's number format; `general` for text and in delimited files.
  public var format: NumberFormatClass
  /// Whether the value is a formula's saved result, and of what kind of formula.
  public var formula: CellFormula
  /// Whether a delimited field was written in quotes.
  public var isQuoted: Bool
  /// The first byte in the arena, from 0.
  public var offset: UInt32
  /// The number of bytes.
  public var length: UInt32

  /// A cell over `length` bytes of the arena from `offset`.
  @inlinable public init(
    column: Int, kind: CellKind, format: NumberFormatClass = .general,
    formula: CellFormula = .none, isQuoted: Bool = false, offset: Int, length: Int
  ) {
    self.column = Int32(column)
    self.kind = kind
    self.format = format
    self.formula = formula
    self.isQuoted = isQuoted
    self.offset = UInt32(offset)
    self.length = UInt32(length)
  }
}
