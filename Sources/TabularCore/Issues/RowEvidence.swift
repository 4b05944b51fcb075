/// The cells of a row as they were read, kept for the issues that lie in it: a report shows the row
/// without reading its file again.
///
/// It is bounded: long texts are cut as values of issues are, further cells are but counted. Card numbers
/// are masked and secrets never kept; personal values are hidden when the evidence is printed.
public struct RowEvidence: Hashable, Sendable {
  /// A filled cell of the row.
  public struct Cell: Hashable, Sendable {
    /// The column number, from 1.
    public var column: Int
    /// The header above the cell; empty for a column without one.
    public var header: String
    /// The machine name of the field that the column is read as; `nil` where it is read as none.
    public var field: String?
    /// The text as read, at most 200 characters; empty for a secret.
    public var text: String
    /// Whether the text is a secret, of which nothing is kept.
    public var isSecret: Bool

    /// A cell; the text of a secret is dropped.
    public init(column: Int, header: String, field: String?, text: String, isSecret: Bool = false) {
      self.column = column
      self.header = header
      self.field = field
      self.text = isSecret ? "" : excerpt(text)
      self.isSecret = isSecret
    }
  }

  /// The most cells that are kept of a row.
  public static let maximumCells = 64
  /// The most bytes that the texts of a row may have together.
  public static let maximumBytes = 4_096

  /// The filled cells that are kept, in the order of their columns.
  public private(set) var cells: [Cell] = []
  /// How many filled cells the row has besides.
  public private(set) var omittedCount = 0
  /// Whether the cells may stand in wrong columns, so that no header tells what they hold.
  ///
  /// The record has more or fewer cells than the header, or is broken.
  public var isDisplaced: Bool
  /// The bytes of the texts that are kept.
  private(set) var byteCount = 0

  /// A row without cells.
  public init(isDisplaced: Bool = false) { self.isDisplaced = isDisplaced }

  /// Adds a cell, or counts it when the row has as much as is kept.
  public mutating func append(_ cell: Cell) {
    let count = cell.text.utf8.count
    guard omittedCount == 0, cells.count < Self.maximumCells,
      byteCount + count <= Self.maximumBytes
    else { return omit() }
    cells.append(cell)
    byteCount += count
  }

  /// Whether a further cell would be but counted.
  public var isFull: Bool { omittedCount > 0 || cells.count >= Self.maximumCells }

  /// The evidence with other texts in its cells, as a report may show them.
  public func replacingTexts(_ text: (Cell) -> String) -> RowEvidence {
    var evidence = self
    for index in cells.indices { evidence.cells[index].text = text(cells[index]) }
    return evidence
  }

  /// Counts a cell that is not kept.
  public mutating func omit() { omittedCount += 1 }
}

/// A row of an input file.
public struct RowPlace: Hashable, Sendable {
  /// The input file.
  public var source: SourceID
  /// The sheet's name; `nil` for a delimited file.
  public var sheet: String?
  /// The worksheet row or the physical line, from 1.
  public var row: Int

  /// A row by its number.
  public init(source: SourceID, sheet: String?, row: Int) {
    self.source = source
    self.sheet = sheet
    self.row = row
  }

  /// The row of a place; `nil` for a place in no row of an input file.
  public init?(_ location: IssueLocation) {
    guard let source = location.source, let row = location.row else { return nil }
    self.init(source: source, sheet: location.sheet, row: row)
  }
}
