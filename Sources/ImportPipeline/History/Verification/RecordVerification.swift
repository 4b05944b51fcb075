import Schemas
import TabularCore

/// Verifies the records of one table: edits and deletions by hand, values that no run wrote,
/// records that no run created.
struct RecordVerification {
  let connection: any SQLConnection
  let package: DataPackage
  let schema: TableSchema
  let target: TargetTable
  /// At most so many deleted records are named.
  let limit: Int

  private var name: String { sqlTable(target.name, connection.dialect) }
  private var id: String { sqlIdentifier(target.idColumn) }
  private var label: SQLValue { .text(schema.name) }
  private var isOther: String {
    connection.dialect == .sqlite ? "IS NOT" : "IS DISTINCT FROM"
  }
  private var keyText: String {
    StoredKey(package: package, dialect: connection.dialect).text(of: schema, alias: "t")
  }
  private var texts: StoredTexts {
    StoredTexts(connection: connection, package: package, schema: schema, target: target)
  }

  /// A field of a record.
  private struct Place: Hashable {
    var record: Int
    var field: String
  }

  /// Adds what is wrong.
  func perform(_ issues: inout IssueCollector) throws(StoreError) {
    var edited: Set<Place> = []
    try checkEdits(&edited, &issues)
    try checkWritten(without: edited, &issues)
    try checkGone(&issues)
    try checkUnrecorded(&issues)
  }

  // MARK: Edits

  /// What the store's triggers recorded, unless the value is back to what it was.
  private func checkEdits(
    _ edited: inout Set<Place>, _ issues: inout IssueCollector
  ) throws(StoreError) {
    for name in texts.names {
      guard let field = texts.field(of: name) else { continue }
      let isList = target.joinTables.contains { $0.name == name }
      let value = isList ? "NULL" : currentText(of: name)
      let rows = try connection.rows(
        """
        SELECT e.record_id, e.edited_at, e.before_text, \(value), \(keyText)
        FROM registrar_edits AS e JOIN \(self.name) AS t
          ON \(target.number(of: "t." + id, connection.dialect)) = e.record_id
        WHERE e.table_name = ?1 AND e.column_name = ?2
          AND (\(isList ? "1 = 1" : "\(value) \(isOther) e.before_text"))
        ORDER BY e.record_id
        """, [.text(target.name), .text(name)])
      for row in rows {
        let place = Place(record: row[0].integer ?? 0, field: field.name)
        guard edited.insert(place).inserted else { continue }
        let date = String((row[1].text ?? "").prefix(10))
        let key = StoredKey.parts(row[4].text ?? "")
        guard !isList, texts.isMain(name, of: field) else {
          issues.add(
            issue(
              .storeManualEdit(found: .list(field: field.name, date: date), of: named(key)),
              field, key))
          continue
        }
        let found = try texts.text(row[3].text, of: name)
        let before = try texts.text(row[2].text, of: name)
        issues.add(
          issue(
            .storeManualEdit(
              found: .value(
                field: field.name, found: found.map { shown($0, field) },
                expected: shown(before, field), date: date),
              of: named(key)),
            field, key))
      }
    }
  }

  /// A column's value as the trigger that notes edits writes it.
  private func currentText(of column: String) -> String {
    let name = "t." + sqlIdentifier(column)
    return connection.dialect == .sqlite
      ? "CAST(\(name) AS TEXT)" : "(to_jsonb(\(name)) #>> '{}')"
  }

  // MARK: Values

  /// What the last run wrote and is no longer stored, although no edit was recorded.
  private func checkWritten(
    without edited: Set<Place>, _ issues: inout IssueCollector
  ) throws(StoreError) {
    let image = RecordImage(dialect: connection.dialect, schema: schema, table: target)
    let reading = ImageReading(dialect: connection.dialect)
    guard
      let now = image.values(
        alias: "t", where: { name, _ in reading.has("w.values_json", column: name) })
    else { return }
    let rows = try connection.rows(
      """
      SELECT w.record_id, r.number, w.run_id, w.values_json, \(now), \(keyText)
      FROM registrar_written AS w JOIN \(name) AS t
        ON \(target.number(of: "t." + id, connection.dialect)) = w.record_id
      JOIN registrar_runs AS r ON r.run_id = w.run_id
      WHERE w.table_name = ?1 AND w.values_json <> \(now)
      ORDER BY w.record_id, r.number DESC
      """, [label])
    var told = edited
    for row in rows {
      let record = row[0].integer ?? 0
      let wrote = ImageValue.members(row[3].text ?? "")
      let stored = ImageValue.members(row[4].text ?? "")
      for column in texts.names where wrote[column] != stored[column] {
        guard let field = texts.field(of: column), let before = wrote[column],
          let after = stored[column],
          try !isWrittenAgain(record, column, after: row[1]),
          told.insert(Place(record: record, field: field.name)).inserted
        else { continue }
        let isMain = texts.isMain(column, of: field)
        let key = StoredKey.parts(row[5].text ?? "")
        let run = row[2].text ?? ""
        let difference: IssueContent.ValueDifference =
          isMain
          ? .journal(
            named(key), field: field.name,
            expected: shown(try texts.text(before, of: column), field),
            found: shown(try texts.text(after, of: column), field), run: run)
          : .journalPart(named(key), field: field.name, run: run)
        issues.add(issue(.storeValueDiffers(difference), field, key))
      }
    }
  }

  /// Whether a later run replaced a column's value.
  private func isWrittenAgain(
    _ record: Int, _ column: String, after number: SQLValue
  ) throws(StoreError) -> Bool {
    let reading = ImageReading(dialect: connection.dialect)
    let parameters = [label, SQLValue(record), SQLValue(number.integer ?? 0)]
    let replaced = try connection.value(
      """
      SELECT count(*) FROM registrar_journal AS j JOIN registrar_runs AS r ON r.run_id = j.run_id
      WHERE j.table_name = ?1 AND j.operation = 'update' AND j.last_id = ?2 AND r.number > ?3
        AND \(reading.has("j.before_json", column: column))
      """, parameters)
    if replaced.integer != 0 { return true }
    let written = try connection.value(
      """
      SELECT count(*) FROM registrar_written AS l JOIN registrar_runs AS r ON r.run_id = l.run_id
      WHERE l.table_name = ?1 AND l.record_id = ?2 AND r.number > ?3
        AND \(reading.has("l.values_json", column: column))
      """, parameters)
    return written.integer != 0
  }

  // MARK: Records

  /// Records that were deleted outside of runs.
  private func checkGone(_ issues: inout IssueCollector) throws(StoreError) {
    let gone = try GoneRecords(
      connection: connection, schema: schema, target: target, texts: texts, limit: limit
    ).find()
    for record in gone {
      if record.key == nil, let (file, row) = record.place {
        issues.add(
          issue(
            .storeManualEdit(
              found: .deletedRow(run: record.run, file: file, row: row), of: named([])),
            nil, []))
      } else {
        let key = record.key ?? ["#\(record.id)"]
        issues.add(
          issue(.storeManualEdit(found: .deleted(run: record.run), of: named(key)), nil, key))
      }
    }
  }

  /// Records of the tool's own tables that no run created.
  private func checkUnrecorded(_ issues: inout IssueCollector) throws(StoreError) {
    guard target.isOwned, target.provenance.contains(where: { $0.name == "created_run" }) else {
      return
    }
    // Runs of releases that did not keep ranges do not tell which records they created.
    let unranged = try connection.value(
      """
      SELECT count(*) FROM registrar_journal
      WHERE table_name = ?1 AND operation = 'create' AND last_id IS NULL
      """, [label])
    guard unranged.integer == 0 else { return }
    let rows = try connection.rows(
      """
      SELECT \(keyText) FROM \(name) AS t
      WHERE t.created_run IS NULL OR NOT EXISTS (
        SELECT 1 FROM registrar_journal AS c
        WHERE c.table_name = ?1 AND c.operation = 'create' AND c.last_id >= t.\(id)
          AND c.first_id <= t.\(id) AND c.run_id = t.created_run)
      ORDER BY t.\(id)
      """, [label])
    for row in rows {
      let key = StoredKey.parts(row[0].text ?? "")
      issues.add(issue(.storeUnrecorded(named(key)), nil, key))
    }
  }

  // MARK: Issues

  private func issue(_ content: IssueContent, _ field: Field?, _ key: [String]) -> Issue {
    let isKeyPersonal = schema.naturalKey.contains { name in
      schema.field(named: name)?.privacy == .personal
    }
    return Issue(
      content,
      at: IssueLocation(.store, table: schema.name, field: field?.name, key: key),
      isSecret: field?.privacy == .secret,
      isPersonal: field.map { $0.privacy == .personal } ?? isKeyPersonal)
  }

  private func named(_ key: [String]) -> IssueContent.NamedRecord {
    IssueContent.NamedRecord(
      record: schema.noun.english, key: key.joined(separator: "/"))
  }

  private func shown(_ text: String?, _ field: Field) -> ShownText {
    guard let text else { return ShownText("") }
    return ShownText(text, shown: ValueForm(of: field).shown(text))
  }
}
