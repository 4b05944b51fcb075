import RecordMapping
import Schemas

/// What the tables of parents hold, as it stood when a pass over their children began.
///
/// Threads that read rows look parents up here; nothing asks the store.
struct ParentTables: Sendable {
  /// The rows of one table.
  struct Table: Sendable {
    let schema: TableSchema
    let rows: RowList
    let context: KeptValues

    /// The value of a field that children ask for; no value where it is not known.
    func value(ofFieldAt index: Int, ordinal: Int) -> FieldValue {
      context.value(ofFieldAt: index, ordinal: ordinal) ?? .null
    }
  }

  /// What a path leads to.
  enum Answer {
    /// A value, which may be none.
    case value(FieldValue)
    /// Something that only the store, or a look at a row with an error, can tell.
    case unknown
  }

  private let tables: [Table?]
  private let positions: [String: Int]

  /// The tables that have rows and stand before another one.
  init(_ tables: [RunTable], before position: Int, positions: [String: Int]) {
    self.positions = positions
    self.tables = tables.indices.map { index in
      guard index < position, tables[index].rows.count > 0, tables[index].meantIDs.isEmpty else {
        return nil
      }
      return Table(
        schema: tables[index].schema, rows: tables[index].rows, context: tables[index].context)
    }
  }

  /// A table; `nil` where no row of it can be looked up.
  subscript(index: Int) -> Table? { tables[index] }

  /// The value at the end of a path from a row of a table.
  func value(at path: ArraySlice<String>, _ field: String, table: Int, ordinal: Int) -> Answer {
    guard let here = tables[table] else { return .unknown }
    guard let first = path.first else {
      return .value(
        here.schema.fieldIndex(named: field).map { here.value(ofFieldAt: $0, ordinal: ordinal) }
          ?? .null)
    }
    guard let index = here.schema.fieldIndex(named: first),
      let reference = here.schema.reference(from: first)
    else { return .value(.null) }
    let value = here.value(ofFieldAt: index, ordinal: ordinal)
    guard !value.isNull else { return .value(.null) }
    guard let next = positions[reference.table], let parent = tables[next],
      parent.schema.naturalKey == [reference.targetField], let key = RecordKey.text([value]),
      let row = parent.rows.ordinal(ofKey: key), parent.rows.state(of: row) == .valid
    else { return .unknown }
    return self.value(at: path.dropFirst(), field, table: next, ordinal: row)
  }
}
