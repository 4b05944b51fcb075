public import ImportPipeline
public import RecordMapping
public import Schemas

extension SQLRecordStore {
  /// The id of the record that a stored record refers to.
  public func referredID(
    ofRecord id: Int64, fieldAt index: Int, of table: TableSchema
  ) throws(StoreError) -> Int64? {
    guard case .reference(let column) = table.fields[index].store else { return nil }
    return try withRun { run in
      let columns = try run.columns(of: table)
      var found = SQLValue.null
      try run.forEachRow(
        """
        SELECT t.\(quoted(column)) FROM \(columns.target) AS t \
        WHERE t.\(columns.id) = \(columns.idParameter(1))
        """, [columns.id(ofNumber: id)], isRepeated: true
      ) { row in
        found = row.value(0)
        return false
      }
      let parent = table.reference(from: table.fields[index].name).flatMap { run.tables[$0.table] }
      return found.isNull ? nil : parent?.number(ofID: found)
    }
  }

  /// Stored records by the value of a field, narrowed by others; at most three.
  public func records(
    of table: TableSchema, whereFieldAt index: Int, equals value: FieldValue,
    narrowing: [(field: Int, value: FieldValue)]
  ) throws(StoreError) -> [StoredRecord] {
    try withRun { run in
      guard try run.storedCount(of: table) > 0 else { return [] }
      let columns = try run.columns(of: table)
      let wanted = [(field: index, value: value)] + narrowing
      guard
        !wanted.contains(where: { $0.value.isNull || !columns.fields.indices.contains($0.field) })
      else { return [] }
      let fields = wanted.map { columns.fields[$0.field] }
      try run.prepareForms(of: fields, in: columns)
      return try run.records(
        of: columns, run.lookupSQL(columns, fields: fields, limit: 3),
        zip(fields, wanted).map { SQLValue(compared: $1.value, $0) })
    }
  }

  /// The stored record that came with an identifier of another system.
  public func record(
    of table: TableSchema, sourceID: String
  ) throws(StoreError) -> StoredRecord? {
    try withRun { run in
      let columns = try run.columns(of: table)
      let marks = (1...4).map { run.dialect.parameter($0, .text) }
      var mapped: String?
      try run.forEachRow(
        """
        SELECT record_key FROM \(run.dialect.qualified("registrar_id_map"))
        WHERE package = \(marks[0]) AND table_name = \(marks[1]) AND system = \(marks[2])
          AND source_id = \(marks[3])
        """,
        [
          .text(run.package.name), .text(table.name), .text(run.package.sourceSystem),
          .text(sourceID),
        ],
        isRepeated: true
      ) { row in
        mapped = row.value(0).text
        return false
      }
      guard let parts = mapped.map(keyParts), parts.count == columns.key.count else { return nil }
      try run.prepareForms(of: columns.key, in: columns)
      return table.meant(
        among: try run.records(
          of: columns, run.keyLookupSQL(columns),
          zip(columns.key, parts).map { SQLValue(compared: .text($1), $0) }))
    }
  }

  /// The sealed form of a stored record's secret.
  public func sealedSecret(
    of table: TableSchema, key: [FieldValue], fieldAt index: Int
  ) throws(StoreError) -> String? {
    guard let stored = try records(of: table, keys: [key]).first ?? nil else { return nil }
    return try withRun { run in
      let columns = try run.columns(of: table)
      return try run.sql.value(
        """
        SELECT sealed FROM \(run.dialect.qualified("registrar_secrets"))
        WHERE table_name = \(sqlText(table.name)) AND field = \(sqlText(table.fields[index].name))
          AND record_key = (SELECT \(columns.keyText(alias: "v")) FROM \(columns.storedView) AS v
            WHERE v._id = \(run.dialect.castID("?1", of: columns)))
        """, [columns.id(ofNumber: stored.id)]
      ).text
    }
  }
}

extension SQLStoreRun {
  /// A SELECT of the stored records with a natural key, three at most, live ones first; parts bound in
  /// order.
  public func keyLookupSQL(_ columns: TableColumns) -> String {
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
  public func lookupSQL(
    _ columns: TableColumns, fields: [TableColumns.FieldColumns], limit: Int
  ) -> String {
    let values = fields.enumerated().map { dialect.parameter($0 + 1, $1.comparedType) }
    return """
      SELECT v._id, \(columns.selection(alias: "v")) FROM \(columns.storedView) AS v \
      WHERE v._id IN (SELECT k.\(columns.id) FROM \(columns.target) AS k \
      WHERE \(matches(columns, fields, values: values))\(columns.liveFirst(alias: "k")) LIMIT \(limit))
      """
  }

  /// The condition that a stored row `k` has values.
  public func matches(
    _ columns: TableColumns, _ fields: [TableColumns.FieldColumns], values: [String]
  ) -> String {
    let typed = zip(fields, values).map { TypedSQL($1, $0.comparedType) }
    let given = Dictionary(
      zip(fields, typed).map { ($0.field.name, $1) }, uniquingKeysWith: { $1 })
    return dialect.conjunction(
      zip(fields, typed).map { field, value in
        lookup.condition(
          field, in: columns, alias: "k", equals: value, isFolded: true, given: given)
      })
  }

  /// The records that a look-up returns.
  fileprivate func records(
    of columns: TableColumns, _ sql: String, _ parameters: [SQLValue]
  ) throws -> [StoredRecord] {
    var records: [StoredRecord] = []
    try forEachRow(sql, parameters, isRepeated: true) { row in
      records.append(columns.record(row, from: 0))
      return true
    }
    return records
  }
}
