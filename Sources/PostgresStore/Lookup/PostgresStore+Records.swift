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
      try run.prepareForms(
        of: key, in: columns)
      var parts: [[String?]] = key.map { _ in [] }
      var positions: [Int] = []
      for (position, values) in keys.enumerated()
      where values.count == key.count && !values.contains(.null) {
        positions.append(position)
        for (number, field) in key.enumerated() {
          parts[number].append(comparedText(of: values[number], field))
        }
      }
      var records: [[StoredRecord]] = keys.map { _ in [] }
      guard !positions.isEmpty else { return records }
      let rows = try run.connection.preparedQuery(
        run.keyLookupSQL(columns), parts.map(arrayLiteral))
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

  /// The id of the record that a stored record refers to.
  public func referredID(
    ofRecord id: Int64, fieldAt index: Int, of table: TableSchema
  ) throws(StoreError) -> Int64? {
    guard case .reference(let column) = table.fields[index].store else { return nil }
    return try access { run in
      let columns = try run.columns(of: table)
      let rows = try run.connection.preparedQuery(
        """
        SELECT t.\(quoted(column)) FROM \(columns.target) AS t WHERE t.\(columns.id) = $1::\(columns.dialect.idType(of: columns))
        """, [columns.idText(of: id)])
      let parent = table.reference(from: table.fields[index].name).flatMap { run.tables[$0.table] }
      guard rows.count > 0, let found = rows.text(0, 0) else { return nil }
      return parent?.number(ofID: found)
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
        [arrayLiteral(ids.compactMap(columns.idText)), run.package.name, table.name, sourceSystem])
      var found: [Int64: [String]] = [:]
      for row in 0..<rows.count {
        guard let text = rows.text(row, 1) else { continue }
        let id = columns.number(ofID: rows.text(row, 0))
        found[id, default: []].append(text)
      }
      return found
    }
  }

  /// Stored records by the value of a field, narrowed by others; at most three.
  public func records(
    of table: TableSchema, whereFieldAt index: Int, equals value: FieldValue,
    narrowing: [(field: Int, value: FieldValue)]
  ) throws(StoreError) -> [StoredRecord] {
    try access { run in
      guard try run.storedCount(of: table) > 0 else { return [] }
      let columns = try run.columns(of: table)
      let wanted = [(field: index, value: value)] + narrowing
      guard
        !wanted.contains(where: { $0.value.isNull || !columns.fields.indices.contains($0.field) })
      else { return [] }
      let fields = wanted.map { columns.fields[$0.field] }
      try run.prepareForms(
        of: fields, in: columns)
      let texts = zip(fields, wanted).map { comparedText(of: $1.value, $0) }
      let rows = try run.connection.preparedQuery(
        run.lookupSQL(columns, fields: fields, limit: 3), texts)
      return (0..<rows.count).map { columns.record(rows, row: $0, from: 0) }
    }
  }

  /// The stored record that came with an identifier of another system.
  public func record(
    of table: TableSchema, sourceID: String
  ) throws(StoreError) -> StoredRecord? {
    try access { run in
      let columns = try run.columns(of: table)
      let mapped = try run.connection.preparedQuery(
        """
        SELECT record_key FROM \(run.catalog.qualified("registrar_id_map"))
        WHERE package = $1 AND table_name = $2 AND system = $3 AND source_id = $4
        """, [run.package.name, columns.schema.name, sourceSystem, sourceID])
      guard mapped.count > 0, let text = mapped.text(0, 0) else { return nil }
      let parts = keyParts(text)
      guard parts.count == columns.key.count else { return nil }
      try run.prepareForms(
        of: columns.key, in: columns)
      let texts = zip(columns.key, parts).map { comparedText(of: .text($1), $0) }
      let rows = try run.connection.preparedQuery(
        run.lookupSQL(columns, fields: columns.key, limit: 3), texts)
      return table.meant(
        among: (0..<rows.count).map { columns.record(rows, row: $0, from: 0) })
    }
  }
}

extension OpenRun {
  /// A SELECT of stored records by natural keys, one array per part; the key's number, from 1, comes
  /// first.
  func keyLookupSQL(_ columns: TableColumns) -> String {
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

  /// A SELECT of stored records by the values of fields, bound in order.
  func lookupSQL(
    _ columns: TableColumns, fields: [TableColumns.FieldColumns], limit: Int
  ) -> String {
    let values = fields.enumerated().map { "$\($0 + 1)::\($1.comparedType.name)" }
    return """
      SELECT v._id, \(columns.selection(alias: "v")) FROM \(columns.storedView) AS v WHERE v._id IN (\
      SELECT k.\(columns.id) FROM \(columns.target) AS k \
      WHERE \(matches(columns, fields, values: values))\(columns.liveFirst(alias: "k")) LIMIT \(limit))
      """
  }

  /// The condition that a stored row `k` has values.
  private func matches(
    _ columns: TableColumns, _ fields: [TableColumns.FieldColumns], values: [String]
  ) -> String {
    var given: [String: TypedSQL] = [:]
    for (field, value) in zip(fields, values) {
      given[field.field.name] = TypedSQL(value, field.comparedType)
    }
    return dialect.conjunction(
      zip(fields, values).map { field, value in
        lookup.condition(
          field, in: columns, alias: "k", equals: TypedSQL(value, field.comparedType),
          isFolded: true, given: given)
      })
  }
}

extension TableColumns {
  /// A stored record from a row of a look-up.
  ///
  /// - Parameter offset: the position of its id in the row.
  func record(_ rows: PostgresRows, row: Int, from offset: Int) -> StoredRecord {
    StoredRecord(
      id: number(ofID: rows.text(row, offset)),
      values: values(of: rows, row: row, from: offset + 1))
  }

  /// The number by which the run knows a record, from its surrogate id.
  func number(ofID id: String?) -> Int64 {
    guard let numbers else { return Int64(id ?? "") ?? 0 }
    return id.map(numbers.number) ?? 0
  }

  /// The surrogate id of the record that the run knows by a number.
  func idText(of number: Int64) -> String? {
    guard let numbers else { return String(number) }
    return numbers.text(of: number)
  }
}
