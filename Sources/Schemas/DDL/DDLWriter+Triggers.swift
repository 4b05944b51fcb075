extension DDLWriter {
  /// Triggers that keep the records of runs and accesses unchanged: files, sources and journal always, a run's own
  /// record from the moment it has its hash.
  func appendOnlyTriggers() -> [String] {
    var statements: [String] = []
    if dialect == .postgresql { statements += [refusalFunction, editFunction] }
    for table in [
      "registrar_run_files", "registrar_run_sources", "registrar_journal", "registrar_written",
      "registrar_past_edits", "registrar_access",
    ] {
      statements += refusals(of: table, sealed: nil)
    }
    return statements + refusals(of: "registrar_runs", sealed: "record_hash")
  }

  /// Triggers that record which columns another program changes, and when.
  ///
  /// They do nothing while the tool itself writes. On SQLite it then holds a row in `registrar_lock`, and
  /// nobody else can write at that time; on PostgreSQL it has set `registrar.run`.
  func editTriggers(of table: TargetTable) -> [String] {
    switch dialect {
    case .sqlite: sqliteEditTriggers(of: table)
    case .postgresql: postgresEditTriggers(of: table)
    }
  }

  private func refusals(of table: String, sealed: String?) -> [String] {
    switch dialect {
    case .sqlite:
      [("update", sealed), ("delete", nil)].map { event, column in
        "CREATE TRIGGER IF NOT EXISTS \(table)_no_\(event) BEFORE \(event.uppercased()) ON \(table)"
          + (column.map { " WHEN OLD.\($0) IS NOT NULL" } ?? "")
          + " BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END"
      }
    case .postgresql:
      [("update", sealed), ("delete", nil)].map { event, column in
        "CREATE OR REPLACE TRIGGER \(table)_no_\(event) BEFORE \(event.uppercased()) ON \(table)"
          + " FOR EACH ROW" + (column.map { " WHEN (OLD.\($0) IS NOT NULL)" } ?? "")
          + " EXECUTE FUNCTION registrar_refuse_change()"
      }
    }
  }

  private var refusalFunction: String {
    """
    CREATE OR REPLACE FUNCTION registrar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
    END $$
    """
  }

  // MARK: SQLite

  private func sqliteEditTriggers(of table: TargetTable) -> [String] {
    let columns = table.columns.filter { $0.role != .folded && $0.role != .provenance }
    guard !columns.isEmpty else { return [] }
    let notes = columns.map { column in
      let name = sqlIdentifier(column.name)
      return note(
        table.name, id: "NEW.\(sqlIdentifier(table.idColumn))", column: column.name,
        before: column.isSecret ? "NULL" : "OLD.\(name)",
        condition: "OLD.\(name) IS NOT NEW.\(name)")
    }
    let update = trigger(table.name + "_by_hand", "UPDATE", on: table.name, notes)
    let lists = table.joinTables.flatMap { join in
      [("INSERT", "NEW", "added"), ("DELETE", "OLD", "taken")].map { event, row, word in
        let owner = "\(row).\(sqlIdentifier(join.ownerColumn))"
        let isStored =
          "EXISTS (SELECT 1 FROM \(sqlIdentifier(table.name)) AS t"
          + " WHERE t.\(sqlIdentifier(table.idColumn)) = \(owner))"
        return trigger(
          "\(join.name)_\(word)_by_hand", event, on: join.name,
          [note(table.name, id: owner, column: join.name, before: "NULL", condition: isStored)])
      }
    }
    return [update] + lists
  }

  private func trigger(
    _ name: String, _ event: String, on table: String, _ actions: [String]
  ) -> String {
    "CREATE TRIGGER IF NOT EXISTS \(sqlIdentifier(name)) AFTER \(event) ON \(sqlIdentifier(table))"
      + " WHEN NOT EXISTS (SELECT 1 FROM registrar_lock) BEGIN\n  "
      + actions.map { $0 + ";" }.joined(separator: "\n  ") + "\nEND"
  }

  private func note(
    _ table: String, id: String, column: String, before: String, condition: String
  ) -> String {
    "INSERT INTO registrar_edits (table_name, record_id, column_name, edited_at, before_text)"
      + " SELECT \(sqlText(table)), \(id), \(sqlText(column)),"
      + " strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), CAST(\(before) AS TEXT) WHERE \(condition)"
      + " ON CONFLICT (table_name, record_id, column_name)"
      + " DO UPDATE SET edited_at = excluded.edited_at"
  }

  // MARK: PostgreSQL

  private static let isByHand = "coalesce(current_setting('registrar.run', true), '') = ''"

  private func postgresEditTriggers(of table: TargetTable) -> [String] {
    let update =
      "CREATE OR REPLACE TRIGGER \(sqlIdentifier(table.name + "_by_hand"))"
      + " AFTER UPDATE ON \(sqlIdentifier(table.name)) FOR EACH ROW WHEN (\(Self.isByHand))"
      + " EXECUTE FUNCTION registrar_note_edit(\(sqlText(table.name))"
      + editArguments(of: table) + ")"
    let lists = table.joinTables.map { join in
      "CREATE OR REPLACE TRIGGER \(sqlIdentifier(join.name + "_by_hand"))"
        + " AFTER INSERT OR DELETE ON \(sqlIdentifier(join.name)) FOR EACH ROW"
        + " WHEN (\(Self.isByHand)) EXECUTE FUNCTION registrar_note_edit("
        + "\(sqlText(table.name)), \(sqlText(join.ownerColumn)))"
    }
    return [update] + lists
  }

  /// The surrogate key's column, if it is not the usual one, and the columns whose values are not
  /// recorded.
  private func editArguments(of table: TargetTable) -> String {
    let secrets = table.columns.filter(\.isSecret).map(\.name)
    guard table.idColumn != "id" || !secrets.isEmpty else { return "" }
    let list = secrets.isEmpty ? "" : ", \(sqlText(secrets.joined(separator: ",")))"
    return ", \(sqlText(table.idColumn))" + list
  }

  /// Records the columns in which an updated row differs, or that a list changed.
  ///
  /// Changes by anyone must be recorded, so the function runs with its owner's rights.
  private var editFunction: String {
    """
    CREATE OR REPLACE FUNCTION registrar_note_edit() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE
      item jsonb;
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        INSERT INTO registrar_edits (table_name, record_id, column_name, edited_at, before_text)
        SELECT TG_ARGV[0], (to_jsonb(NEW) ->> coalesce(TG_ARGV[1], 'id'))::bigint, n.key, now(),
          CASE WHEN n.key = ANY (string_to_array(coalesce(TG_ARGV[2], ''), ',')) THEN NULL
            ELSE o.value END
        FROM jsonb_each_text(to_jsonb(NEW)) AS n JOIN jsonb_each_text(to_jsonb(OLD)) AS o
          ON o.key = n.key
        WHERE n.value IS DISTINCT FROM o.value
          AND n.key NOT IN ('created_at', 'updated_at', 'created_run', 'updated_run')
          AND n.key <> coalesce(TG_ARGV[1], 'id')
        ON CONFLICT (table_name, record_id, column_name)
          DO UPDATE SET edited_at = excluded.edited_at;
      ELSE
        item := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
        INSERT INTO registrar_edits (table_name, record_id, column_name, edited_at)
        VALUES (TG_ARGV[0], (item ->> TG_ARGV[1])::bigint, TG_TABLE_NAME, now())
        ON CONFLICT (table_name, record_id, column_name)
          DO UPDATE SET edited_at = excluded.edited_at;
      END IF;
      RETURN NULL;
    END $$
    """
  }
}
