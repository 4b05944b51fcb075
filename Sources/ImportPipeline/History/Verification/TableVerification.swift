import Schemas
import TabularCore

/// Verifies one table of a store.
struct TableVerification {
  let connection: any SQLConnection
  let package: DataPackage
  let schema: TableSchema
  let target: TargetTable
  let run: RunRecord?
  let limit: Int

  private var name: String { sqlTable(target.name, connection.dialect) }
  private var id: String { sqlIdentifier(target.idColumn) }
  /// SQL of the number by which the journal identifies a record `t`.
  private var number: String { target.number(of: "t.\(id)", connection.dialect) }
  private var label: SQLValue { .text(schema.name) }
  private var keyText: String {
    StoredKey(package: package, dialect: connection.dialect).text(of: schema, alias: "t")
  }

  /// Adds what is wrong; returns how many records the table has.
  func perform(_ issues: inout IssueCollector) throws(StoreError) -> Int {
    let count = try number("SELECT count(*) FROM \(name)")
    if let run {
      try checkRun(run, &issues)
    } else {
      try checkCount(&issues)
    }
    try checkReferences(&issues)
    try checkKeys(&issues)
    try checkValues(&issues)
    return count
  }

  private func number(
    _ sql: String, _ parameters: [SQLValue] = []
  ) throws(StoreError) -> Int {
    try connection.value(sql, parameters).integer ?? 0
  }

  // MARK: Counts

  /// The records that runs created, minus those that runs deleted, must exist.
  private func checkCount(_ issues: inout IssueCollector) throws(StoreError) {
    // Another program's table may not record which run created a record: what runs created and did
    // not delete must still exist.
    let knowsMaker = target.provenance.contains { $0.name == "created_run" }
    let stored = try number(
      knowsMaker
        ? "SELECT count(*) FROM \(name) WHERE created_run IS NOT NULL"
        : """
        SELECT count(*) FROM \(name) AS t WHERE EXISTS (SELECT 1 FROM registrar_journal AS c
          WHERE c.table_name = ?1 AND c.operation = 'create'
            AND c.last_id >= \(number) AND c.first_id <= \(number))
        """, knowsMaker ? [] : [label])
    let unranged = try number(
      """
      SELECT count(*) FROM registrar_journal
      WHERE table_name = ?1 AND operation = 'create' AND last_id IS NULL
      """, [label])
    // Runs of releases that did not keep ranges do not tell how many records they created.
    guard unranged == 0 else { return }
    let made = try number(
      """
      SELECT CAST(coalesce(sum(CASE operation WHEN 'create' THEN last_id - first_id + 1
        WHEN 'delete' THEN -1 ELSE 0 END), 0) AS BIGINT)
      FROM registrar_journal WHERE table_name = ?1
      """, [label])
    // Records that another program created and a run deleted were never counted as created.
    let foreign = try number(
      """
      SELECT count(*) FROM registrar_journal AS d WHERE d.table_name = ?1
        AND d.operation = 'delete' AND NOT EXISTS (SELECT 1 FROM registrar_journal AS c
          WHERE c.table_name = ?1 AND c.operation = 'create'
            AND c.last_id >= d.last_id AND c.first_id <= d.last_id)
      """, [label])
    if stored != made + foreign { report(stored, expected: made + foreign, .verified, &issues) }
  }

  /// What a run recorded must match its journal, and its records must exist.
  private func checkRun(_ run: RunRecord, _ issues: inout IssueCollector) throws(StoreError) {
    let rows = try connection.rows(
      """
      SELECT operation, CAST(sum(last_id - first_id + 1) AS BIGINT) FROM registrar_journal
      WHERE run_id = ?1 AND table_name = ?2 GROUP BY operation
      """, [.text(run.id), label])
    let journalled = Dictionary(
      rows.map { ($0[0].text ?? "", $0[1].integer ?? 0) }, uniquingKeysWith: { first, _ in first })
    let line = LedgerLine.lines(json: run.ledgerJSON).first { $0.table == schema.name }
    for (operation, told) in [
      ("create", line?.created ?? 0), ("update", (line?.updated ?? 0) + (line?.retired ?? 0)),
      ("delete", (line?.deleted ?? 0) + (line?.pruned ?? 0) - (line?.retired ?? 0)),
    ] where journalled[operation] ?? 0 != told {
      report(journalled[operation] ?? 0, expected: told, .journal(run: run.id), &issues)
    }
    let gone = try number(
      """
      SELECT count(*) FROM registrar_journal AS j
      WHERE j.run_id = ?1 AND j.table_name = ?2 AND j.operation = 'update'
        AND NOT EXISTS (SELECT 1 FROM \(name) AS t WHERE \(number) = j.first_id)
        AND NOT EXISTS (SELECT 1 FROM registrar_journal AS d
          WHERE d.table_name = ?2 AND d.operation = 'delete' AND d.last_id = j.first_id)
      """, [.text(run.id), label])
    let present = try number(
      """
      SELECT count(*) FROM \(name) AS t JOIN registrar_journal AS j
        ON \(number) BETWEEN j.first_id AND j.last_id
      WHERE j.run_id = ?1 AND j.table_name = ?2 AND j.operation = 'create'
      """, [.text(run.id), label])
    let removed = try number(
      """
      SELECT count(*) FROM registrar_journal AS d JOIN registrar_journal AS j
        ON d.table_name = j.table_name AND d.operation = 'delete'
          AND d.last_id BETWEEN j.first_id AND j.last_id
      WHERE j.run_id = ?1 AND j.table_name = ?2 AND j.operation = 'create'
        AND NOT EXISTS (SELECT 1 FROM \(name) AS t WHERE \(number) = d.last_id)
      """, [.text(run.id), label])
    let made = (journalled["create"] ?? 0) - removed
    if present != made { report(present, expected: made, .verified, &issues) }
    if gone > 0 {
      let updated = journalled["update"] ?? 0
      report(updated - gone, expected: updated, .verified, &issues)
    }
  }

  private func report(
    _ count: Int, expected: Int, _ counted: IssueContent.CountedRecords,
    _ issues: inout IssueCollector
  ) {
    issues.add(
      Issue(
        .storeCountMismatch(
          counted, count: count, records: schema.nounPlural.english, expected: expected),
        at: IssueLocation(.store, table: schema.name)))
  }

  // MARK: References

  private func checkReferences(_ issues: inout IssueCollector) throws(StoreError) {
    for column in target.columns {
      guard case .reference(let parent) = column.role else { continue }
      let reference = "c.\(sqlIdentifier(column.name))"
      try checkOrphans(
        "\(name) AS c", reference: reference, parent: parent, field: column.field, &issues)
    }
    for list in target.joinTables {
      try checkOrphans(
        "\(sqlTable(list.name, connection.dialect)) AS c",
        reference: "c.\(sqlIdentifier(list.ownerColumn))",
        parent: target.name, field: list.field, &issues)
      guard let parent = list.itemReference else { continue }
      try checkOrphans(
        "\(sqlTable(list.name, connection.dialect)) AS c",
        reference: "c.\(sqlIdentifier(list.itemColumn))",
        parent: parent, field: list.field, &issues)
    }
  }

  private func checkOrphans(
    _ source: String, reference: String, parent: String, field: String?,
    _ issues: inout IssueCollector
  ) throws(StoreError) {
    let parentID =
      package.tables.first { $0.store.table == parent }?.store.idColumn ?? target.idColumn
    let count = try number(
      """
      SELECT count(*) FROM \(source) WHERE \(reference) IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM \(sqlTable(parent, connection.dialect)) AS p
          WHERE p.\(sqlIdentifier(parentID)) = \(reference))
      """)
    guard count > 0 else { return }
    let other = package.tables.first { $0.store.table == parent }
    let noun = count == 1 ? schema.noun : schema.nounPlural
    issues.add(
      Issue(
        .storeOrphans(
          count: count, children: noun.english, parent: other?.noun.english ?? parent),
        at: IssueLocation(.store, table: schema.name, field: field)))
  }

  // MARK: Keys

  private func checkKeys(_ issues: inout IssueCollector) throws(StoreError) {
    for columns in [target.keyColumns] + target.uniqueColumns where !columns.isEmpty {
      let names = columns.map { "t." + sqlIdentifier($0) }
      let texts = names.map { "CAST(\($0) AS TEXT)" }.joined(separator: " || '/' || ")
      let rows = try connection.rows(
        """
        SELECT min(\(texts)), count(*), min(\(keyText)), max(\(keyText)) FROM \(name) AS t
        WHERE \(names.map { $0 + " IS NOT NULL" }.joined(separator: " AND "))
        GROUP BY \(names.joined(separator: ", ")) HAVING count(*) > 1 ORDER BY 1 LIMIT ?1
        """, [SQLValue(limit)])
      for row in rows {
        let fields = columns.map { name in
          target.columns.first { $0.name == name }?.field ?? name
        }
        issues.add(
          Issue(
            .keyConflict(
              .two(value: row[0].text ?? ""), field: fields.joined(separator: "/"),
              first: StoredKey.parts(row[2].text ?? "").joined(separator: "/"),
              second: StoredKey.parts(row[3].text ?? "").joined(separator: "/")),
            at: IssueLocation(
              .store, table: schema.name, field: fields.first,
              key: StoredKey.parts(row[2].text ?? ""))))
      }
    }
  }

  // MARK: Listed values

  private func checkValues(_ issues: inout IssueCollector) throws(StoreError) {
    for column in target.columns where !column.allowedValues.isEmpty {
      let value = "t.\(sqlIdentifier(column.name))"
      try checkListed(
        "SELECT \(value), \(keyText) FROM \(name) AS t", value: value,
        allowed: column.allowedValues, field: column.field ?? column.name, &issues)
    }
    for list in target.joinTables where !list.allowedValues.isEmpty {
      let value = "l.\(sqlIdentifier(list.itemColumn))"
      try checkListed(
        """
        SELECT \(value), \(keyText) FROM \(sqlTable(list.name, connection.dialect)) AS l
        JOIN \(name) AS t ON t.\(id) = l.\(sqlIdentifier(list.ownerColumn))
        """, value: value, allowed: list.allowedValues, field: list.field, &issues)
    }
  }

  private func checkListed(
    _ select: String, value: String, allowed: [String], field: String,
    _ issues: inout IssueCollector
  ) throws(StoreError) {
    let values = allowed.map(sqlText).joined(separator: ", ")
    let rows = try connection.rows(
      "\(select) WHERE \(value) NOT IN (\(values)) ORDER BY 2 LIMIT ?1", [SQLValue(limit)])
    for row in rows {
      issues.add(
        Issue(
          .valueEnumUnknown(
            allowed.count > 6
              ? .many(expected: allowed, count: allowed.count)
              : .listed(expected: allowed, count: allowed.count),
            value: row[0].text ?? "", field: field),
          at: IssueLocation(
            .store, table: schema.name, field: field, key: StoredKey.parts(row[1].text ?? ""))))
    }
  }
}
