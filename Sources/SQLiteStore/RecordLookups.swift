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
      guard try run.storedCount(of: table) > 0 else { return keys.map { _ in [] } }
      let columns = try run.columns(of: table)
      let key = columns.key
      try run.prepareForms(of: key, in: columns)
      let statement = try run.statement(run.keyLookupSQL(columns), in: database)
      return try keys.map { values in
        guard values.count == key.count, !values.contains(.null) else { return [] }
        let arguments: BoundValues = zip(key, values).map { comparedValue(of: $1, $0) }
        let records = try Row.fetchAll(statement, arguments: StatementArguments(arguments))
          .map(columns.record)
        return records.count > 1 ? records.sorted { $0.id < $1.id } : records
      }
    }
  }

  /// The id of the record that a stored record refers to.
  public func referredID(
    ofRecord id: Int64, fieldAt index: Int, of table: TableSchema
  ) throws(StoreError) -> Int64? {
    guard case .reference(let column) = table.fields[index].store else { return nil }
    return try access { run, database in
      let columns = try run.columns(of: table)
      let statement = try run.statement(
        "SELECT t.\(quoted(column)) FROM \(columns.target) AS t WHERE t.\(columns.id) = ?1",
        in: database)
      let found = try DatabaseValue.fetchOne(statement, arguments: [columns.databaseID(of: id)])
      let parent = table.reference(from: table.fields[index].name).flatMap { run.tables[$0.table] }
      return found.flatMap { $0.isNull ? nil : parent?.number(ofID: $0) }
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
          arguments: [columns.databaseID(of: id), run.package.name, table.name, sourceSystem])
        if !texts.isEmpty { found[id] = texts }
      }
      return found
    }
  }

  /// Stored records by the value of a field, narrowed by others; at most three.
  public func records(
    of table: TableSchema, whereFieldAt index: Int, equals value: FieldValue,
    narrowing: [(field: Int, value: FieldValue)]
  ) throws(StoreError) -> [StoredRecord] {
    try access { run, database in
      guard try run.storedCount(of: table) > 0 else { return [] }
      let columns = try run.columns(of: table)
      let wanted = [(field: index, value: value)] + narrowing
      guard
        !wanted.contains(where: { $0.value.isNull || !columns.fields.indices.contains($0.field) })
      else { return [] }
      let fields = wanted.map { columns.fields[$0.field] }
      try run.prepareForms(of: fields, in: columns)
      let sql = run.lookupSQL(columns, fields: fields, limit: 3)
      let arguments = zip(fields, wanted).map { comparedValue(of: $1.value, $0) }
      return try Row.fetchAll(
        run.statement(sql, in: database), arguments: StatementArguments(arguments)
      ).map(columns.record)
    }
  }

  /// The stored record that came with an identifier of another system.
  public func record(
    of table: TableSchema, sourceID: String
  ) throws(StoreError) -> StoredRecord? {
    try access { run, database in
      let columns = try run.columns(of: table)
      let mapped = try run.statement(
        """
        SELECT record_key FROM main.registrar_id_map
        WHERE package = ? AND table_name = ? AND system = ? AND source_id = ?
        """, in: database)
      guard
        let text = try String.fetchOne(
          mapped,
          arguments: [run.package.name, columns.schema.name, sourceSystem, sourceID])
      else { return nil }
      let parts = keyParts(text)
      let key = columns.key
      guard parts.count == key.count else { return nil }
      try run.prepareForms(of: key, in: columns)
      let arguments = zip(key, parts).map { field, part in comparedValue(of: .text(part), field) }
      return table.meant(
        among: try Row.fetchAll(
          run.statement(run.keyLookupSQL(columns), in: database),
          arguments: StatementArguments(arguments)
        ).map(columns.record))
    }
  }
}

extension OpenRun {
  /// A SELECT of the stored records with a natural key, three at most, live ones first; parts bound in
  /// order.
  func keyLookupSQL(_ columns: TableColumns) -> String {
    let key = columns.key
    let forms = key.map { $0.forms ?? "" }
    // What a reference is looked up by depends on its parents, too.
    guard key.allSatisfy({ columns.schema.reference(from: $0.field.name) == nil }) else {
      return lookupSQL(columns, fields: key, limit: 3)
    }
    if let known = keyLookups[columns.schema.name], known.forms == forms { return known.sql }
    let sql = lookupSQL(columns, fields: key, limit: 3)
    keyLookups[columns.schema.name] = (forms, sql)
    return sql
  }

  /// A SELECT of stored records by the values of fields, bound in order.
  ///
  /// The ids are found first, through the indexes of the target tables; only those records are read.
  func lookupSQL(
    _ columns: TableColumns, fields: [TableColumns.FieldColumns], limit: Int
  ) -> String {
    var given: [String: TypedSQL] = [:]
    for (number, field) in fields.enumerated() {
      given[field.field.name] = TypedSQL("?\(number + 1)", field.comparedType)
    }
    let conditions = fields.enumerated().map { number, field in
      lookup.condition(
        field, in: columns, alias: "k", equals: TypedSQL("?\(number + 1)", field.comparedType),
        isFolded: true, given: given)
    }
    let names = columns.selection(alias: "v")
    return """
      SELECT v._id, \(names) FROM \(columns.storedView) AS v WHERE v._id IN (\
      SELECT k.\(columns.id) FROM \(columns.target) AS k WHERE \(dialect.conjunction(conditions))\
      \(columns.liveFirst(alias: "k")) LIMIT \(limit))
      """
  }
}

extension TableColumns {
  /// A stored record from a row of a look-up.
  func record(_ row: Row) -> StoredRecord {
    StoredRecord(id: number(ofID: row[0]), values: values(of: row, from: 1))
  }

  /// The number by which the run knows a record, from its surrogate id.
  func number(ofID id: DatabaseValue) -> Int64 {
    guard let numbers else { return Int64.fromDatabaseValue(id) ?? 0 }
    return numbers.number(of: plainText(id))
  }

  /// The surrogate id of the record that the run knows by a number.
  func databaseID(of number: Int64?) -> DatabaseValue {
    guard let number else { return .null }
    guard let numbers else { return number.databaseValue }
    return numbers.text(of: number)?.databaseValue ?? .null
  }
}
