import GRDB
public import ImportPipeline
public import RecordMapping
import SQLStore
public import Schemas

extension SQLiteStore {
  /// The stored records with natural keys, in the order of the keys.
  public func matches(
    of table: TableSchema, keys: [[FieldValue]]
  ) throws(StoreError) -> [[StoredRecord]] {
    try access { run, database in
      guard !keys.isEmpty, try run.storedCount(of: table) > 0 else { return keys.map { _ in [] } }
      let columns = try run.columns(of: table)
      let key = columns.key
      try run.prepareForms(of: key, in: columns)
      let statement = try run.statement(run.keyLookupSQL(columns), in: database)
      return try keys.map { values in
        guard values.count == key.count, !values.contains(.null) else { return [] }
        let arguments: BoundValues = zip(key, values).map {
          DatabaseValue(SQLValue(compared: $1, $0))
        }
        let records = try Row.fetchAll(statement, arguments: StatementArguments(arguments))
          .map(columns.record)
        return records.count > 1 ? records.sorted { $0.id < $1.id } : records
      }
    }
  }

  /// The identifiers of stored records in the system they came from, by id, sorted.
  public func sourceIDs(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [Int64: [String]] {
    try access { run, database in
      let columns = try run.columns(of: table)
      let statement = try run.statement(
        """
        SELECT m.source_id FROM \(columns.storedView) AS v
        JOIN main.registrar_id_map AS m ON m.package = ?2 AND m.table_name = ?3
          AND m.record_key = \(columns.keyText(alias: "v")) AND m.system = ?4
        WHERE v._id = ?1 ORDER BY m.source_id
        """, in: database)
      var found: [Int64: [String]] = [:]
      for id in ids {
        let texts = try String.fetchAll(
          statement,
          arguments: [
            DatabaseValue(columns.id(ofNumber: id)), run.package.name, table.name,
            run.package.sourceSystem,
          ])
        if !texts.isEmpty { found[id] = texts }
      }
      return found
    }
  }
}

extension TableColumns {
  /// A stored record from a row of a look-up.
  func record(_ row: Row) -> StoredRecord {
    StoredRecord(
      id: number(ofID: SQLValue(row[0] as DatabaseValue)), values: values(of: row, from: 1))
  }
}
