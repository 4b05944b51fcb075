public import ImportPipeline
public import RecordMapping
import SQLStore
public import Schemas

extension PostgresStore {
  /// The stored records with natural keys, in the order of the keys.
  public func matches(
    of table: TableSchema, keys: [[FieldValue]]
  ) throws(StoreError) -> [[StoredRecord]] {
    try access { run in
      let columns = try run.columns(of: table)
      let key = columns.key
      guard !key.isEmpty, !keys.isEmpty, try run.storedCount(of: table) > 0 else {
        return keys.map { _ in [] }
      }
      try run.prepareForms(of: key, in: columns)
      var parts: [[String?]] = key.map { _ in [] }
      var positions: [Int] = []
      for (position, values) in keys.enumerated()
      where values.count == key.count && !values.contains(.null) {
        positions.append(position)
        for (number, field) in key.enumerated() {
          parts[number].append(SQLValue(compared: values[number], field).text)
        }
      }
      var records: [[StoredRecord]] = keys.map { _ in [] }
      guard !positions.isEmpty else { return records }
      let rows = try run.connection.preparedQuery(
        run.keysLookupSQL(columns), parts.map(arrayLiteral))
      for row in 0..<rows.count {
        guard let place = rows.integer(row, 0), positions.indices.contains(place - 1) else {
          continue
        }
        records[positions[place - 1]].append(columns.record(rows, row: row, from: 1))
      }
      for place in positions where records[place].count > 1 {
        records[place].sort { $0.id < $1.id }
      }
      return records
    }
  }

  /// The identifiers of stored records in the system they came from, by id, sorted.
  public func sourceIDs(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [Int64: [String]] {
    try access { run in
      let columns = try run.columns(of: table)
      let rows = try run.connection.preparedQuery(
        """
        SELECT v._id, m.source_id FROM \(columns.storedView) AS v
        JOIN \(run.catalog.qualified("registrar_id_map")) AS m ON m.package = $2
          AND m.table_name = $3 AND m.record_key = \(columns.keyText(alias: "v")) AND m.system = $4
        WHERE v._id = ANY ($1::\(columns.dialect.idType(of: columns))[]) ORDER BY m.source_id COLLATE "C"
        """,
        [
          arrayLiteral(ids.compactMap { columns.id(ofNumber: $0).text }), run.package.name,
          table.name, run.package.sourceSystem,
        ])
      var found: [Int64: [String]] = [:]
      for row in 0..<rows.count {
        guard let text = rows.text(row, 1) else { continue }
        let id = columns.number(ofID: SQLValue(rows.text(row, 0)))
        found[id, default: []].append(text)
      }
      return found
    }
  }
}

extension OpenRun {
  /// A SELECT of stored records by natural keys, one array per part; the key's number, from 1, comes
  /// first.
  func keysLookupSQL(_ columns: TableColumns) -> String {
    let key = columns.key
    let parameters = key.enumerated().map { "$\($0 + 1)::\($1.comparedType.arrayName)" }
    let names = key.indices.map { "k\($0 + 1)" }
    return """
      SELECT q.place, v._id, \(columns.selection(alias: "v")) FROM \
      unnest(\(parameters.joined(separator: ", "))) \
      WITH ORDINALITY AS q (\(names.joined(separator: ", ")), place) \
      JOIN \(columns.target) AS k ON \(matches(columns, key, values: names.map { "q." + $0 })) \
      JOIN \(columns.storedView) AS v ON v._id = k.\(columns.id)
      """
  }
}

extension TableColumns {
  /// A stored record from a row of a look-up.
  ///
  /// - Parameter offset: the position of its id in the row.
  func record(_ rows: PostgresRows, row: Int, from offset: Int) -> StoredRecord {
    StoredRecord(
      id: number(ofID: SQLValue(rows.text(row, offset))),
      values: values(of: rows, row: row, from: offset + 1))
  }
}
