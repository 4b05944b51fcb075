import JSONText
import RecordMapping
import Schemas
import TabularCore

/// The columns that a sender added to a file of a set: their values become one JSON object of texts by header,
/// which a field of the table keeps.
struct ExchangeExtensions: Sendable {
  /// The columns with their headers, by header, so that equal values give equal objects.
  private let columns: [(number: Int, header: String)]
  /// The column whose cell takes the object.
  private let first: Int
  private let headerRow: Int

  /// Binds the added columns of a file to the field that keeps them; `nil` where there are none, or no such
  /// field.
  ///
  /// A header that stands there twice is bound once, so that the other is told as unknown.
  init?(_ binding: inout HeaderBinding, of table: TableSchema, in exchange: Exchange) {
    guard let prefix = exchange.extensionPrefix, let name = exchange.extensionField,
      let field = table.fieldIndex(named: name), !binding.hasColumn(forFieldAt: field)
    else { return nil }
    var columns: [String: Int] = [:]
    for index in binding.columns.indices {
      let column = binding.columns[index]
      guard column.target == nil, column.header.hasPrefix(prefix),
        columns[column.header] == nil
      else { continue }
      binding.columns[index].target = columns.isEmpty ? .field(field) : .ignored
      if columns.isEmpty { binding.columnOfField[field] = column.number }
      columns[column.header] = column.number
    }
    guard let first = columns.values.min() else { return nil }
    self.first = first
    self.columns = columns.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
    headerRow = binding.headerRow
  }

  /// Puts the object of each row into the first of the columns.
  ///
  /// A record that has any of the columns has the first one too: delimited records hold every field.
  func gather(in batch: inout RowBatch) {
    for row in batch.rows where row.number > headerRow && row.cellCount > 0 {
      guard let place = batch.place(ofColumn: first, in: row) else { continue }
      var json = JSONWriter()
      var isEmpty = true
      json.object { json in
        for (number, header) in columns {
          guard let cell = batch.place(ofColumn: number, in: row) else { continue }
          let text = batch.text(of: batch.cells[cell])
          guard !text.allSatisfy({ $0 == " " }) else { continue }
          isEmpty = false
          json.member(header, text)
        }
      }
      batch.replaceCell(at: place, by: isEmpty ? "" : json.text)
    }
  }
}

extension RowBatch {
  /// Where the cell of a column stands in `cells`; `nil` where the row has none.
  func place(ofColumn number: Int, in row: Row) -> Int? {
    guard row.cellCount > 0 else { return nil }
    var place = row.firstCell + min(number, row.cellCount) - 1
    while place >= row.firstCell, Int(cells[place].column) > number { place -= 1 }
    guard place >= row.firstCell, Int(cells[place].column) == number else { return nil }
    return place
  }
}
