import ImportPipeline
import Schemas

/// What belongs to a record and stands in other tables: the items of lists, secrets, identifiers.
extension Merge {
  /// Replaces the items of lists: either those with deferred parents, or all others.
  func writeLists(
    of table: TableColumns, in deferred: Set<String>, wanted: Bool
  ) throws {
    for field in table.fields where deferred.contains(field.field.name) == wanted {
      guard case .list(let list, let owner, let item, let position) = field.field.store else {
        continue
      }
      // Unchanged items are not rewritten: several records may be read as the same text.
      let isChanged = "_changed LIKE '%,\(field.index),%'"
      let target = dialect.qualified(list)
      if has(.update, in: table) {
        try run.sql.execute(
          """
          DELETE FROM \(target) WHERE \(quoted(owner)) IN (
            SELECT _id FROM \(table.stage) WHERE _op = 'update' AND \(isChanged))
          """)
      }
      var value = dialect.write("i.item", to: item, of: list, from: .value(field.itemType))
      if let reference = table.schema.reference(from: field.field.name) {
        value = run.lookup.stagedParentID(
          of: field.field.name, in: table, stage: "s", value: TypedSQL("i.item", field.itemType),
          includesStaged: reference.table == table.schema.name)
      }
      var columns = [quoted(owner), quoted(item)]
      var expressions = ["s._id", value]
      if let position {
        columns.append(quoted(position))
        expressions.append("i.position")
      }
      _ = try MergeStep(
        run: run, table: table,
        sql: """
          INSERT INTO \(target) (\(columns.joined(separator: ", ")))
          SELECT \(expressions.joined(separator: ", "))
          FROM \(table.stage) AS s JOIN \(table.listStage(field)) AS i ON i._row = s._row
          WHERE (s._op = 'create' OR s._op = 'update' AND \(isChanged))
            AND \(MergeStep.range("s._row", dialect))
          """
      ).perform()
    }
  }

  /// Stores sealed secrets and removes cleared ones.
  func writeSecrets(of table: TableColumns) throws {
    let secrets = dialect.qualified("registrar_secrets")
    for field in table.fields where field.field.store == .secret {
      let secret = "s." + quoted(field.field.name)
      let key = table.keyText(alias: "s")
      let name = sqlText(table.schema.name)
      let label = sqlText(field.field.name)
      let isFilled = "\(secret) NOT IN ('', \(sqlText(secretPlaceholder)))"
      try run.sql.execute(
        """
        DELETE FROM \(secrets)
        WHERE table_name = \(name) AND field = \(label) AND record_key IN (
          SELECT \(key) FROM \(table.stage) AS s WHERE s._op IN ('create', 'update')
            AND (\(isFilled) OR \(secret) IS NULL AND s._changed LIKE '%,\(field.index),%'))
        """)
      try run.sql.execute(
        """
        INSERT INTO \(secrets) (table_name, record_key, field, sealed, run_id)
        SELECT \(name), \(key), \(label), \(secret), \(sqlText(record.id))
        FROM \(table.stage) AS s WHERE s._op IN ('create', 'update') AND \(isFilled)
        """)
    }
  }

  /// Replaces the identifiers that records have in another system.
  func writeSourceIDs(of table: TableColumns) throws {
    let map = dialect.qualified("registrar_id_map")
    let key = table.keyText(alias: "s")
    let place = [run.package.name, table.schema.name, run.package.sourceSystem].map(sqlText)
    try run.sql.execute(
      """
      DELETE FROM \(map) WHERE package = \(place[0]) AND table_name = \(place[1])
        AND system = \(place[2]) AND record_key IN (
          SELECT \(key) FROM \(table.stage) AS s
          WHERE s._source_id IS NOT NULL AND s._op = 'update')
      """)
    try run.sql.execute(
      """
      INSERT INTO \(map) AS m (package, table_name, record_key, system, source_id)
      SELECT \(place[0]), \(place[1]), \(key), \(place[2]), s._source_id FROM \(table.stage) AS s
      WHERE s._source_id <> '' AND s._op IN ('create', 'update')
      ON CONFLICT (package, table_name, system, source_id)
      DO UPDATE SET record_key = excluded.record_key
        WHERE \(dialect.differ("m.record_key", "excluded.record_key"))
      """)
  }

  /// Deletes what the tool's own tables keep under the key of a deleted record.
  func discardKeys(ofDeletesIn table: TableColumns) throws {
    for own in ["registrar_secrets", "registrar_id_map"] {
      try run.sql.execute(
        """
        DELETE FROM \(dialect.qualified(own))
        WHERE table_name = \(sqlText(table.schema.name)) AND record_key IN (
          SELECT \(table.keyText(alias: "v"))
          FROM \(table.stage) AS s JOIN \(table.storedView) AS v ON v._id = s._id
          WHERE s._op = 'delete')
        """)
    }
  }
}
