public import TabularCore

/// What the copy of a workbook shows besides what the workbook holds.
public struct WorkbookMarks: Sendable {
  /// A cell that gets a fill.
  public struct MarkedCell: Sendable, Comparable {
    /// Where it is.
    public var place: CellReference
    /// How bad it is.
    public var level: MarkLevel

    /// A cell with its level.
    public init(_ place: CellReference, _ level: MarkLevel) {
      self.place = place
      self.level = level
    }

    /// Row by row, from left to right.
    public static func < (left: MarkedCell, right: MarkedCell) -> Bool { left.place < right.place }
  }

  /// A note at a cell.
  public struct Note: Sendable {
    /// Where it is.
    public var place: CellReference
    /// What it says.
    public var text: String

    /// A note at a cell.
    public init(_ place: CellReference, _ text: String) {
      self.place = place
      self.text = text
    }
  }

  /// A column that says of each row what became of it: the one behind the last column in use.
  public struct StatusColumn: Sendable {
    /// The number of the column, from 1; 0 until it is known how far the sheet reaches.
    var column = 0
    /// The row of the table's header, from 1.
    public var headerRow: Int
    /// The header.
    public var header: String
    /// The words that rows have.
    public var words: [String]
    /// The word of each row, from row 0 on: its position among the words and 1, or 0 for none.
    public var rows: [UInt8]

    /// A column without words for rows.
    public init(headerRow: Int, header: String, words: [String]) {
      self.headerRow = headerRow
      self.header = header
      self.words = words
      rows = []
    }
  }

  /// What one sheet gets.
  public struct Sheet: Sendable {
    /// The cells with a fill, in order and each once.
    public var cells: [MarkedCell] = []
    /// The notes, in the order of their cells and at most one for each.
    public var notes: [Note] = []
    /// The column with the states of rows.
    public var status: StatusColumn?
    /// The column of an earlier copy's states, which are dropped.
    public var formerStatusColumn: Int?
    /// The texts that cells hold instead of what they held; their looks stay.
    public var texts: [CellReference: String] = [:]

    /// Nothing.
    public init() {}
  }

  /// What sheets get, by their positions in the workbook from 0.
  public var sheets: [Int: Sheet] = [:]
  /// The sheet that is put before all others.
  public var page: ReportPage
  /// The position of an earlier copy's page, which is dropped.
  public var formerPage: Int?

  /// Marks that are only a page.
  public init(page: ReportPage) { self.page = page }

  /// The column number of a place that means the column of states, wherever that is.
  public static let statusColumn = 0

  /// By whom notes are, so that the next copy knows which to drop.
  public static let author = "Registrar"
  /// How notes end, since not every program keeps by whom they are.
  static let signature = "— Registrar"
}
