import Schemas
import TabularCore

/// The binding of a source's columns to the fields of a table.
public struct HeaderBinding: Sendable, Equatable {
  /// A column of the source.
  public struct Column: Sendable, Hashable {
    /// The column number, from 1.
    public var number: Int
    /// The header as written; empty for a column without one.
    public var header: String
    /// What it is read as; `nil` for a header that is unknown or repeats a field.
    public var target: ColumnTarget?
    /// Whether the header suggests a secret, so that its values are never shown.
    public var isSecret: Bool
    /// Whether the header names what another column already provides.
    public var isRepeated: Bool
  }

  /// The header row, from 1.
  public var headerRow: Int
  /// How many cells the header row has, empty ones at its end included.
  public var width: Int
  /// The columns with a header, in order.
  public var columns: [Column]
  /// The column of each field, by the field's index; `nil` where it is absent or given in parts.
  public var columnOfField: [Int?]
  /// The columns of the parts of date-time fields, by the field's index.
  public var partsOfField: [Int: (date: Int?, time: Int?)]
  /// The column of `action`.
  public var actionColumn: Int?
  /// The column of `source_id`.
  public var sourceIDColumn: Int?

  private static let secretHeaders: Set<String> = ["password", "passwd", "pwd", "motdepasse"]

  /// Binds the cells of a header row to the fields of a table.
  public init(_ row: HeaderRow, vocabulary: HeaderVocabulary, fieldCount: Int) {
    headerRow = row.row
    width = row.width
    columns = []
    columnOfField = Array(repeating: nil, count: fieldCount)
    partsOfField = [:]
    var owner: [ColumnTarget: Int] = [:]
    for cell in row.cells {
      let target = vocabulary.target(of: cell.text)
      var column = Column(
        number: cell.column, header: cell.text, target: target,
        isSecret: Self.secretHeaders.contains(fold(withoutSpreadsheetWrapping(cell.text))),
        isRepeated: false)
      if let target, target != .ignored, target != .notes {
        if owner[target] != nil {
          column.isRepeated = true
        } else {
          owner[target] = cell.column
        }
      }
      columns.append(column)
    }
    for (target, column) in owner {
      switch target {
      case .field(let index): columnOfField[index] = column
      case .datePart(let index):
        partsOfField[index] = (column, partsOfField[index]?.time)
      case .timePart(let index):
        partsOfField[index] = (partsOfField[index]?.date, column)
      case .action: actionColumn = column
      case .sourceID: sourceIDColumn = column
      case .notes, .ignored: break
      }
    }
  }

  /// Binds columns to fields one by one, for rows that have no header of their own.
  public init(
    headerRow: Int, width: Int, columns: [(number: Int, header: String, field: Int)],
    fieldCount: Int
  ) {
    self.headerRow = headerRow
    self.width = width
    self.columns = columns.sorted { $0.number < $1.number }.map {
      Column(
        number: $0.number, header: $0.header, target: .field($0.field), isSecret: false,
        isRepeated: false)
    }
    columnOfField = Array(repeating: nil, count: fieldCount)
    partsOfField = [:]
    for column in columns { columnOfField[column.field] = column.number }
  }

  /// Whether a field's value is in the source at all.
  public func hasColumn(forFieldAt index: Int) -> Bool {
    columnOfField[index] != nil || partsOfField[index] != nil
  }

  /// The column to show for a field: its own, else its date part, else its time part.
  public func place(ofFieldAt index: Int) -> Int? {
    columnOfField[index] ?? partsOfField[index]?.date ?? partsOfField[index]?.time
  }

  /// The column with a number.
  public func column(numbered number: Int) -> Column? {
    var low = 0
    var high = columns.count
    while low < high {
      let middle = (low + high) / 2
      if columns[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < columns.count && columns[low].number == number ? columns[low] : nil
  }
}

extension HeaderBinding {
  /// Whether both read the same columns as the same fields.
  public static func == (left: Self, right: Self) -> Bool {
    guard left.headerRow == right.headerRow, left.width == right.width,
      left.columns == right.columns, left.columnOfField == right.columnOfField,
      left.actionColumn == right.actionColumn, left.sourceIDColumn == right.sourceIDColumn,
      left.partsOfField.count == right.partsOfField.count
    else { return false }
    return left.partsOfField.allSatisfy { field, parts in
      right.partsOfField[field].map { $0 == parts } ?? false
    }
  }
}
