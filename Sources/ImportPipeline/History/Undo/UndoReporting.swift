import Schemas
import TabularCore

/// The account of an undo: every record of the run's journal stands in exactly one column.
///
/// Created, updated and deleted are what the undo does; unchanged is what was undone before, skipped
/// what is kept, invalid what may not be reversed.
struct UndoLedger {
  let rows: UndoRows

  init(_ rows: UndoRows) { self.rows = rows }

  func lines() throws(StoreError) -> [LedgerLine] {
    var lines: [LedgerLine] = []
    for table in rows.tables {
      var line = LedgerLine(table: table.schema.name)
      line.skipped = try rows.goneCount(of: table)
      for (operation, verdict, count) in try rows.counts(of: table) {
        switch UndoRows.Verdict(rawValue: verdict) {
        case .done: line.unchanged += count
        case .edited, .gone, .taken, .needed: line.skipped += count
        case .later, .children, .parent: line.invalid += count
        case nil:
          switch operation {
          case "create": line.deleted += count
          case "delete": line.created += count
          default: line.updated += count
          }
        }
      }
      line.read =
        line.skipped + line.invalid + line.created + line.updated + line.unchanged + line.deleted
      lines.append(line)
    }
    return lines
  }
}

/// What an undo reports about records that it does not restore.
struct UndoIssues {
  let rows: UndoRows
  let package: DataPackage
  let limit: Int
  private let key: StoredKey

  init(_ rows: UndoRows, package: DataPackage, limit: Int) {
    self.rows = rows
    self.package = package
    self.limit = limit == 0 ? Int(Int32.max) : limit
    key = StoredKey(package: package, dialect: rows.connection.dialect)
  }

  /// Adds everything there is to say.
  func add(to issues: inout IssueCollector) throws(StoreError) {
    for table in rows.tables {
      try addGone(table, to: &issues)
      try addExceptions(of: table, to: &issues)
      try addSecrets(of: table, to: &issues)
    }
    try addLaterRuns(to: &issues)
  }

  private func addGone(_ table: UndoRows.Table, to issues: inout IssueCollector) throws(StoreError)
  {
    let updates =
      try rows.connection.value(
        "SELECT count(*) FROM \(UndoRows.name) WHERE tab = ?1 AND verdict = 'gone'",
        [.text(table.schema.name)]
      ).integer ?? 0
    let count = try rows.goneCount(of: table) + updates
    guard count > 0 else { return }
    let noun = count == 1 ? table.schema.noun : table.schema.nounPlural
    issues.add(
      Issue(
        .runUndoKept(.gone(count: count, records: noun.english, run: rows.run.id)),
        at: IssueLocation(.store, table: table.schema.name)))
  }

  /// What is told of a record that is not reversed.
  private func content(
    of exception: UndoRows.Exception, _ verdict: UndoRows.Verdict, in table: UndoRows.Table
  ) -> IssueContent {
    let record = IssueContent.NamedRecord(
      record: table.schema.noun.english, key: exception.key.joined(separator: "/"))
    let run = rows.run.id
    let parent = package.table(named: exception.reason)?.nounPlural.english
    let children = parent ?? exception.reason
    return switch verdict {
    case .children:
      .runUndoRefused(.children(record, children: children, parent: parent), run: run)
    case .parent: .runUndoRefused(.parent(record, parent: children), run: run)
    case .taken: .runUndoKept(.taken(record, run: run))
    case .needed: .runUndoKept(.needed(record, run: run, children: children))
    default: .runUndoKept(.edited(record, run: run))
    }
  }

  private func addExceptions(
    of table: UndoRows.Table, to issues: inout IssueCollector
  ) throws(StoreError) {
    for verdict in [UndoRows.Verdict.edited, .taken, .needed, .children, .parent] {
      let found = try rows.exceptions(of: table, verdicts: [verdict], key: key, limit: limit)
      for exception in found {
        issues.add(
          Issue(
            content(of: exception, verdict, in: table),
            at: IssueLocation(.store, table: table.schema.name, key: exception.key)))
      }
    }
  }

  private func addSecrets(
    of table: UndoRows.Table, to issues: inout IssueCollector
  ) throws(StoreError) {
    let reading = ImageReading(dialect: rows.connection.dialect)
    for field in table.schema.fields where field.type == .secret && field.store != .none {
      let has = reading.has(
        "u.before_json", member: sqlText(RecordImage.secret(field.name)))
      let keys = try rows.connection.rows(
        """
        SELECT u.record_key FROM \(UndoRows.name) AS u
        WHERE u.tab = ?1 AND u.verdict IS NULL AND u.op <> 'create' AND \(has)
        ORDER BY u.id LIMIT ?2
        """, [.text(table.schema.name), SQLValue(limit)])
      for row in keys {
        let parts = StoredKey.parts(row[0].text ?? "")
        issues.add(
          Issue(
            .runUndoKept(
              .secret(
                IssueContent.NamedRecord(
                  record: table.schema.noun.english, key: parts.joined(separator: "/")),
                field: field.name)),
            at: IssueLocation(
              .store, table: table.schema.name, field: field.name, key: parts)))
      }
    }
  }

  /// One issue per later run and table, with the first records.
  private func addLaterRuns(to issues: inout IssueCollector) throws(StoreError) {
    for table in rows.tables {
      let runs = try rows.connection.rows(
        """
        SELECT reason, count(*) FROM \(UndoRows.name) WHERE tab = ?1 AND verdict = 'later'
        GROUP BY reason ORDER BY 1
        """, [.text(table.schema.name)])
      guard !runs.isEmpty else { continue }
      let found = try rows.exceptions(of: table, verdicts: [.later], key: key, limit: limit)
      for row in runs {
        let run = row[0].text ?? ""
        issues.add(
          Issue(
            .runUndoRefused(.later(first: run, count: row[1].integer ?? 0), run: rows.run.id),
            at: IssueLocation(.store, table: table.schema.name),
            related: found.filter { $0.reason == run }.prefix(5).map { exception in
              Issue.RelatedPlace(
                IssueLocation(.store, table: table.schema.name, key: exception.key),
                label: "changed by \(run)")
            }))
      }
    }
  }
}
