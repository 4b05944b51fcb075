public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// The stored records of a table by the bytes of their keys' texts.
  public func sortedRecords(
    of table: TableSchema, _ selection: RecordSelection,
    _ body: (_ key: String, _ record: StoredRecord) -> Bool
  ) throws(StoreError) {
    try withRun { run in
      let columns = try run.columns(of: table)
      let key = run.dialect.bytewise(columns.sortText(alias: "v"))
      var conditions: [String] = []
      var parameters: [SQLValue] = []
      if let scope = selection.scope {
        let condition = try run.condition(scope, columns, alias: "v")
        conditions.append(condition)
        // One that never holds asks for no value.
        if condition.contains(run.scopeMark) { parameters.append(.text(scope.value)) }
      }
      if let blocks = selection.blocks, let chosen = blocks.chosen,
        let block = columns.block(of: blocks, alias: "v")
      {
        conditions.append("\(block) IN (\(chosen.map(String.init).joined(separator: ", ")))")
      }
      try run.forEachRow(
        """
        SELECT \(key), v._id, \(columns.selection(alias: "v")) FROM \(columns.storedView) AS v
        WHERE \(run.dialect.conjunction(conditions)) ORDER BY 1, v._id
        """, parameters, isRepeated: false
      ) { row in
        body(row.value(0).text ?? "", columns.record(row, from: 1))
      }
    }
  }

  /// What the parts of a table hold.
  public func blockSums(
    of table: TableSchema, fields: [Int], scope: RecordSelection.Scope?,
    blocks: RecordSelection.Blocks
  ) throws(StoreError) -> [Int: RecordSelection.BlockSum]? {
    try withRun { run in
      let columns = try run.columns(of: table)
      guard let block = columns.block(of: blocks, alias: "v"),
        let digest = columns.digest(of: fields, seed: blocks.seed, alias: "v")
      else { return nil }
      let condition =
        try scope.map { try run.condition($0, columns, alias: "v") } ?? run.dialect.truth(true)
      var sums: [Int: RecordSelection.BlockSum] = [:]
      try run.forEachRow(
        """
        SELECT d.block, count(*), CAST(sum(d.digest) AS TEXT) FROM (
          SELECT \(block) AS block, \(digest) AS digest FROM \(columns.storedView) AS v
          WHERE \(condition)) AS d GROUP BY d.block
        """, scope.map { condition.contains(run.scopeMark) ? [.text($0.value)] : [] } ?? [],
        isRepeated: false
      ) { row in
        if let number = row.value(0).integer, let count = row.value(1).integer {
          sums[number] = RecordSelection.BlockSum(count: count, digest: row.value(2).text ?? "")
        }
        return true
      }
      return sums
    }
  }

  /// Who made and changed a stored record last.
  public func times(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> RecordTimes? {
    let kept = table.store.provenance
    guard !kept.isEmpty else { return nil }
    return try withRun { run in
      let columns = try run.columns(of: table)
      func column(_ name: String) -> String {
        kept.contains(name)
          ? columns.read(
            name, alias: "t", as: name.hasSuffix("_at") ? .instant : .value(.text))
          : run.dialect.null(.text)
      }
      let names = ["created_at", "updated_at", "created_run"].map(column).joined(separator: ", ")
      let row = try run.sql.rows(
        """
        SELECT \(names) FROM \(columns.target) AS t
        WHERE t.\(columns.id) = \(run.dialect.castID("?1", of: columns))
        """, [columns.id(ofNumber: id)]
      ).first
      return row.map {
        RecordTimes(
          createdAt: $0[0].text, updatedAt: $0[1].text, createdRun: $0[2].text,
          knowsRuns: kept.contains("created_run"))
      }
    }
  }

  /// How records left a table.
  public func removals(of table: TableSchema) throws(StoreError) -> [String: RecordRemoval] {
    try withRun { run in
      try RecordRemovals(run.sql, package: run.package).find(of: table)
    }
  }

  /// When a run last wrote to the store.
  public func lastWrite() throws(StoreError) -> String? {
    try withRun { run in
      guard try run.sql.hasTable("registrar_runs") else { return nil }
      let text = try run.sql.value(
        """
        SELECT max(r.started_at) FROM registrar_runs AS r WHERE EXISTS (
          SELECT 1 FROM registrar_journal AS j WHERE j.run_id = r.run_id)
        """
      ).text
      return text
    }
  }
}

extension SQLStoreRun {
  /// The parameter that is the value of a scope.
  fileprivate var scopeMark: String { dialect.parameter(1, .text) }

  /// The condition that a record, or one that it refers to, has a value, which is the first parameter.
  ///
  /// It never holds for a table without the field that refers to none with it.
  func condition(
    _ scope: RecordSelection.Scope, _ columns: TableColumns, alias: String
  ) throws -> String {
    let found = try condition(scope, columns, alias: alias, isOther: false, visited: [])
    guard scope.isApart else { return found }
    let other = try condition(scope, columns, alias: alias, isOther: true, visited: [])
    // What is not known is no other value.
    return "(\(found) AND CASE WHEN \(other) THEN 1 ELSE 0 END = 0)"
  }

  /// - Parameter isOther: whether the records are wanted that have another value.
  private func condition(
    _ scope: RecordSelection.Scope, _ columns: TableColumns, alias: String, isOther: Bool,
    visited: Set<String>
  ) throws -> String {
    if let field = columns.columns(of: scope.field), !field.isList, !field.isSecret {
      return
        "\(dialect.bytewise("\(alias).\(quoted(field.field.name))")) \(isOther ? "<>" : "=") \(scopeMark)"
    }
    var conditions: [String] = []
    let visited = visited.union([columns.schema.name])
    for reference in columns.schema.references(to: scope.field, in: package, visited) {
      guard let field = columns.columns(of: reference.field), !field.isList,
        let parent = tables[reference.table]
      else { continue }
      let inner = "s\(visited.count)"
      conditions.append(
        """
        \(alias).\(quoted(field.field.name)) IN (SELECT \(inner).\(quoted(reference.targetField)) \
        FROM \(parent.storedView) AS \(inner) \
        WHERE \(try condition(scope, parent, alias: inner, isOther: isOther, visited: visited)))
        """)
    }
    return conditions.isEmpty
      ? dialect.truth(false) : "(" + conditions.joined(separator: " OR ") + ")"
  }
}

extension TableColumns {
  /// The fields by whose texts records are ordered: the natural key, or all that have values.
  fileprivate var sortFields: [FieldColumns] {
    key.isEmpty ? fields.filter { $0.isStored && !$0.isSecret && !$0.isList } : key
  }

  /// The text by which records are ordered.
  ///
  /// It is a text also where the key is one number. Times stand in it as people write them, since files
  /// have no others.
  fileprivate func sortText(alias: String) -> String {
    let names = sortFields.map { "\(alias).\(quoted($0.isDateTime ? $0.names[1] : $0.names[0]))" }
    return "(" + dialect.keyText(names) + " || '')"
  }

  /// SQL of the part to which a record belongs.
  fileprivate func block(of blocks: RecordSelection.Blocks, alias: String) -> String? {
    dialect.digest(TypedSQL(sortText(alias: alias), .text), seed: blocks.seed)
      .map { "(\($0) & \(blocks.count - 1))" }
  }

  /// SQL of a digest over the key and the values of fields; each field has a seed of its own, so that
  /// values which change places change the digest.
  fileprivate func digest(of indexes: [Int], seed: Int64, alias: String) -> String? {
    var parts = [
      dialect.digest(TypedSQL(sortText(alias: alias), .text), seed: seed &+ 1)
    ]
    for field in indexes.map({ fields[$0] }) where field.isStored && !field.isSecret {
      for (place, name) in field.names.prefix(field.isDateTime ? 2 : 1).enumerated() {
        let value = TypedSQL(
          "\(alias).\(quoted(name))", place == 0 ? field.logicalType : .text)
        parts.append(
          dialect.digest(value, seed: seed &+ Int64(2 + 2 * field.index + place))
            .map { "coalesce(\($0), 0)" })
      }
    }
    guard !parts.contains(nil) else { return nil }
    return parts.compactMap(\.self).joined(separator: " # ")
  }
}
