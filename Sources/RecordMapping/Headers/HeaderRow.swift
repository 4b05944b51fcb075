public import Schemas
public import TabularCore

/// The row of a source that names its columns.
public struct HeaderRow: Sendable, Hashable {
  /// A header cell.
  public struct HeaderCell: Sendable, Hashable {
    /// The column number, from 1.
    public var column: Int
    /// The text as written.
    public var text: String

    /// A header text in a column.
    public init(column: Int, text: String) {
      self.column = column
      self.text = text
    }
  }

  /// The row number or physical line, from 1.
  public var row: Int
  /// The filled cells, in column order.
  public var cells: [HeaderCell]
  /// How many cells the row has, empty ones at its end included.
  public var width: Int

  /// A header row that ends with its last filled cell.
  public init(row: Int, cells: [HeaderCell]) {
    self.row = row
    self.cells = cells
    self.width = cells.last?.column ?? 0
  }

  /// How many rows are searched.
  public static let searchedRows = 20

  /// The filled text cells of a row of a batch.
  public init(_ batch: RowBatch, rowAt index: Int) {
    self.row = batch.rows[index].number
    self.cells = batch.cells(ofRowAt: index).compactMap { cell in
      let text = batch.text(of: cell)
      return text.allSatisfy(\.isWhitespace)
        ? nil : HeaderCell(column: Int(cell.column), text: text)
    }
    self.width = batch.cells(ofRowAt: index).last.map { Int($0.column) } ?? 0
  }

  /// The first row among the first twenty in which at least half of the filled cells are known headers
  /// and a key field is among them; failing that, the first with two known headers.
  ///
  /// - Parameters:
  ///   - batch: the first rows of the source.
  ///   - declared: the row requested, from 1.
  public static func find(
    in batch: RowBatch, vocabulary: HeaderVocabulary, table: TableSchema, declared: Int? = nil
  ) -> HeaderRow? {
    let keys = Set(table.naturalKey.compactMap(table.fieldIndex(named:)))
      .union(table.identities.flatMap(\.fields).compactMap(table.fieldIndex(named:)))
      .union(table.defaultedKeySources)
    var fallback: HeaderRow?
    for index in batch.rows.indices {
      let row = HeaderRow(batch, rowAt: index)
      if let declared {
        if row.row == declared { return row }
        continue
      }
      guard row.row <= searchedRows, !row.cells.isEmpty else { continue }
      let (known, fields) = vocabulary.recognised(in: row.cells.map(\.text))
      if known * 2 >= row.cells.count, !fields.isDisjoint(with: keys) { return row }
      if fallback == nil, known >= 2 { fallback = row }
    }
    return fallback
  }
}

extension TableSchema {
  /// The fields, by index, that a blank key field takes its value from.
  public var defaultedKeySources: Set<Int> {
    Set(
      naturalKey.compactMap { name -> Int? in
        guard case .path(let path) = field(named: name)?.defaultValue, path.references.isEmpty
        else { return nil }
        return fieldIndex(named: path.field)
      })
  }
}
