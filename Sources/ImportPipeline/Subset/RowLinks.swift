import RecordMapping
import Schemas
import TabularCore

/// What a search for the rows of a part keeps of a table: which rows refer to which, and which are named by a
/// value.
struct RowLinks {
  /// The rows of the run that rows refer to, whether they make their records or not.
  var parents = RowDependences()
  /// The fields that name rows by their value, by index, with the folded texts of the value.
  var values: [(field: Int, texts: [String])] = []
  /// The rows that have such a value.
  private(set) var named: [Int] = []

  /// Notes the parents and the values of a row.
  mutating func note(_ row: PendingRow) {
    for parent in row.parents.values.joined() {
      guard let ordinal = parent.ordinal else { continue }
      parents.add(row.ordinal, on: .init(table: parent.table, ordinal: ordinal))
    }
    if let parent = row.waitsFor { parents.add(row.ordinal, on: parent) }
    let isNamed = values.contains { field, texts in
      !texts.isEmpty && Set(texts).isSubset(of: Self.texts(row.values[field]))
    }
    if isNamed { named.append(row.ordinal) }
  }

  /// The folded texts of a value, which are those of its items for a list; no value and secrets have none.
  static func texts(_ value: FieldValue) -> [String] {
    switch value {
    case .null, .secret: []
    case .list(let items): items.map { foldedValue($0.description) }
    case .integer, .real, .decimal, .text, .dateTime: [foldedValue(value.description)]
    }
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    parents.removeRows(from: ordinal)
    named.removeAll { $0 >= ordinal }
  }
}
