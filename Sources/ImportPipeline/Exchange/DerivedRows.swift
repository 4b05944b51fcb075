import RecordMapping
import Schemas
import TabularCore

/// The rows of a table that has no file of its own: one for each item of a list in the rows of another table's
/// file.
///
/// They keep the numbers and columns of that file, so that whatever is said of them points to where it stands.
struct DerivedRows: RowSource {
  /// What a cell of a row is.
  private enum Value {
    /// The text of a column of the file, with the words that it has otherwise.
    case column(Int, words: [String: String])
    /// The item.
    case item
    /// The key of the row's record and the item, which together name the row.
    case key(Int)
    /// The same in every row.
    case constant(String)
  }

  /// How the columns are bound to the fields of the table.
  let binding: HeaderBinding
  private let base: any RowSource
  private let list: Int
  private let values: [Int: Value]
  private let width: Int

  /// The rows that lie in a file; `nil` where the file lacks the list, the key or what is copied.
  ///
  /// - Parameters:
  ///   - base: the rows of the file as its format means them.
  ///   - binding: how its columns are bound to the fields of `source`.
  init?(
    _ derivation: Exchange.Derivation, of table: TableSchema, from source: TableSchema,
    _ base: any RowSource, _ binding: HeaderBinding, in exchange: Exchange
  ) {
    func column(_ name: String) -> Int? {
      source.fieldIndex(named: name).flatMap { binding.columnOfField[$0] }
    }
    guard let list = column(derivation.list), let key = column(source.naturalKey.first ?? ""),
      let copied = column(derivation.copiedFrom)
    else { return nil }
    self.base = base
    self.list = list
    var named: [(field: String, column: Int, value: Value)] = [
      (table.naturalKey.first ?? "", key, .key(key)), (derivation.item, list, .item),
      (derivation.copiedTo, copied, .column(copied, words: derivation.words)),
    ]
    for name in [exchange.statusField, exchange.changedField] {
      if let own = column(name) { named.append((name, own, .column(own, words: [:]))) }
    }
    // What stands in no column of its own follows behind the last one.
    var last = max(binding.width, binding.columns.last?.number ?? 0)
    last += 1
    named.append((derivation.owner, last, .column(key, words: [:])))
    for (name, text) in derivation.constants.sorted(by: { $0.key < $1.key }) {
      last += 1
      named.append((name, last, .constant(text)))
    }
    width = last
    values = Dictionary(named.map { ($0.column, $0.value) }, uniquingKeysWith: { one, _ in one })
    let columns = named.compactMap { name, number, _ in
      table.fieldIndex(named: name).map { field in
        (
          number: number,
          header: binding.column(numbered: number)?.header ?? table.fields[field].label.english,
          field: field
        )
      }
    }
    self.binding = HeaderBinding(
      headerRow: binding.headerRow, width: last, columns: columns,
      fieldCount: table.fields.count)
  }

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    var rows = RowBatch()
    var goesOn = true
    let summary = try base.readRows(maximumRows: maximumRows) { batch in
      for row in batch.rows where row.number > binding.headerRow {
        for item in items(of: row, in: batch) {
          if rows.rowCount >= max(1, maximumRows) {
            goesOn = body(&rows)
            rows.removeAll()
            guard goesOn else { return false }
          }
          append(item, of: row, in: batch, to: &rows)
        }
      }
      return true
    }
    guard goesOn else { return nil }
    if rows.rowCount > 0, !body(&rows) { return nil }
    return summary
  }

  /// The items of a row's list, each once.
  private func items(of row: RowBatch.Row, in batch: RowBatch) -> [String] {
    let text = self.text(ofColumn: list, of: row, in: batch)
    var seen: Set<String> = []
    return text.split { $0 == "," || $0 == ";" }.map { printable(trimmed($0)) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private func append(
    _ item: String, of row: RowBatch.Row, in batch: RowBatch, to rows: inout RowBatch
  ) {
    rows.beginRow(number: row.number)
    for column in 1...width {
      let text: String
      switch values[column] {
      case .column(let number, let words):
        let own = self.text(ofColumn: number, of: row, in: batch)
        text = words[own] ?? own
      case .item: text = item
      case .key(let number):
        text = "\(self.text(ofColumn: number, of: row, in: batch)).\(item)"
      case .constant(let constant): text = constant
      case nil: text = ""
      }
      rows.appendCell(column: column, kind: text.isEmpty ? .blank : .text, text: text)
    }
  }

  private func text(ofColumn number: Int, of row: RowBatch.Row, in batch: RowBatch) -> String {
    batch.place(ofColumn: number, in: row).map { trimmed(batch.text(of: batch.cells[$0])) } ?? ""
  }

  private func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
