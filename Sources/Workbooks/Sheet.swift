public import TabularCore

/// One sheet of a workbook, as the workbook part lists it (ECMA-376 part 1, 18.2.19).
public struct Sheet: Sendable, Hashable {
  /// Whether people see the sheet.
  public enum Visibility: String, Sendable, Hashable {
    /// A tab like any other.
    case visible
    /// Hidden; Excel's menu can show it again.
    case hidden
    /// Hidden so that only a program can show it again.
    case veryHidden
  }

  /// What the sheet holds.
  public enum Kind: String, Sendable, Hashable {
    /// Rows and cells.
    case worksheet
    /// A chart.
    case chartsheet
    /// An Excel 5 dialog.
    case dialogsheet
    /// Excel 4 macros, which are never run.
    case macrosheet
  }

  /// The position in the workbook, from 0.
  public var index: Int
  /// The name on the tab.
  public var name: String
  /// Whether people see the sheet.
  public var visibility: Visibility
  /// What the sheet holds; only a worksheet has rows.
  public var kind: Kind
  /// The part that holds the sheet, `xl/worksheets/sheet1.xml`; `nil` when the workbook names none.
  public var part: String?
}

/// A rectangle of cells.
public struct CellRange: Sendable, Hashable {
  /// The upper left cell.
  public var first: CellReference
  /// The lower right cell.
  public var last: CellReference

  /// A rectangle from its two corners.
  public init(first: CellReference, last: CellReference) {
    self.first = first
    self.last = last
  }

  /// Reads a range such as `A1:F9`, or a single reference; `nil` for anything else.
  init?(a1 text: String) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard corners.count <= 2, let first = corners.first.flatMap({ CellReference(a1: $0) }),
      let last = corners.last.flatMap({ CellReference(a1: $0) }),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    self.init(first: first, last: last)
  }

  /// Whether a cell lies in the rectangle.
  public func contains(_ cell: CellReference) -> Bool {
    (first.row...last.row).contains(cell.row) && (first.column...last.column).contains(cell.column)
  }
}

extension CellRange: CustomStringConvertible {
  /// The A1 form, `B5:B9`.
  public var description: String { "\(first):\(last)" }
}

/// The order in which rows are delivered.
public enum RowOrder: Sendable, Hashable {
  /// As the part stores them; some programs do not store them in the order of their numbers.
  case stored
  /// By row number.
  case ascending
}

/// What is known of a worksheet after its rows were read.
public struct SheetSummary: Sendable, Hashable {
  /// The merged ranges, in the order of the file.
  ///
  /// Empty when reading was stopped before the end.
  public var mergedRanges: [CellRange] = []
  /// The ranges whose cells have a data validation, in the order of the file; they may overlap.
  ///
  /// Empty when reading was stopped before the end.
  public var validatedRanges: [CellRange] = []
  /// The hidden rows that are not empty.
  public var hiddenRows = RowRanges()
  /// The numbers of the hidden columns, from 1, including those of width zero.
  ///
  /// Empty when reading was stopped before the end.
  public var hiddenColumns = RowRanges()
  /// The last row that is not empty, from 1; 0 when all are.
  public var lastRow = 0
  /// How many cells are not empty.
  public var filledCellCount = 0
  /// Whether reading ended early because a row is stored after a later one.
  ///
  /// Only with `RowOrder.ascending`: batches delivered so far must be discarded. The next reading
  /// delivers all rows in order, for which it reads the part several times.
  public var isOutOfOrder = false
  /// Whether the sheet was read to its end and its part is intact.
  public var isComplete = false

  /// A sheet without rows.
  public init() {}
}
