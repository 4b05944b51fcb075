public import Schemas
import TabularCore

/// Checks the keys of stored records: those not in their canonical form, and those that several records
/// share.
public struct StoredKeyCheck {
  private let package: DataPackage
  private let connection: any SQLConnection

  /// The problems that a run would meet, in the order of the package's tables; nothing about missing
  /// tables.
  public static func mismatches(
    of package: DataPackage, in connection: any SQLConnection
  ) throws(StoreError) -> [StoreMismatch] {
    let check = StoredKeyCheck(package: package, connection: connection)
    var found: [StoreMismatch] = []
    for schema in package.tables where try check.exists(schema) {
      for name in schema.naturalKey {
        guard let field = schema.field(named: name),
          let form = StoredForm(field, in: schema, package: package)
        else { continue }
        if let mismatch = try check.countForms(form, field, schema) { found.append(mismatch) }
      }
      if let mismatch = try check.countShared(schema) { found.append(mismatch) }
    }
    return found
  }

  private func exists(_ schema: TableSchema) throws(StoreError) -> Bool {
    let columns = StoreLayout(package).table(of: schema.name)?.keyColumns ?? []
    guard !columns.isEmpty else { return false }
    let name = sqlText(schema.store.table)
    let sql =
      connection.dialect == .sqlite
      ? "SELECT count(*) FROM pragma_table_info(\(name)) WHERE name = ?1"
      : "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass(\(sqlText(sqlTable(schema.store.table, connection.dialect))))"
        + " AND attname = ?1 AND NOT attisdropped"
    for column in columns + [schema.store.idColumn]
    where try connection.value(sql, [.text(column)]).integer != 1 { return false }
    return true
  }

  /// Keys that are not in their canonical form.
  private func countForms(
    _ form: StoredForm, _ field: Field, _ schema: TableSchema
  ) throws(StoreError) -> StoreMismatch? {
    let table = sqlTable(schema.store.table, connection.dialect)
    let name = "t." + sqlIdentifier(form.column)
    var count = 0
    var example: (stored: String, canonical: String)?
    try connection.forEachRow(
      """
      SELECT CAST(\(name) AS TEXT) FROM \(table) AS t WHERE \(name) IS NOT NULL
        AND \(form.suspects(alias: "t", connection.dialect)) ORDER BY t.\(sqlIdentifier(schema.store.idColumn))
      """, []
    ) { row throws(StoreError) in
      guard let text = row[0].text, let canonical = form.canonical(text),
        !isSpelled(canonical, like: text)
      else {
        return
      }
      count += 1
      if example == nil { example = (text, canonical) }
    }
    guard count > 0, let example else { return nil }
    let all = try connection.value("SELECT count(*) FROM \(table)").integer ?? count
    let isShown = field.privacy == .none
    let text =
      isShown
      ? LocalizedText(
        check: "otherFormsSuchAs",
        [
          "count": count, "all": all, "stored": example.stored, "canonical": example.canonical,
        ])
      : LocalizedText(check: "otherForms", ["count": count, "all": all])
    return StoreMismatch(
      severity: .warning, place: "\(schema.store.table).\(form.column)", text: text)
  }

  /// Keys that several records have, byte by byte.
  private func countShared(_ schema: TableSchema) throws(StoreError) -> StoreMismatch? {
    guard let target = StoreLayout(package).table(of: schema.name), !target.keyColumns.isEmpty
    else { return nil }
    let columns = target.keyColumns.map(sqlIdentifier)
    let filled = columns.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let shared = """
      SELECT \(columns.joined(separator: ", ")) FROM \(sqlTable(target.name, connection.dialect))
      WHERE \(filled) GROUP BY \(columns.joined(separator: ", ")) HAVING count(*) > 1
      """
    let count = try connection.value("SELECT count(*) FROM (\(shared)) AS s").integer ?? 0
    guard count > 0 else { return nil }
    let isShown = schema.naturalKey.allSatisfy {
      schema.field(named: $0)?.privacy == Field.Privacy.none
        && schema.reference(from: $0) == nil
    }
    let example = try connection.rows(
      "\(shared) ORDER BY \(columns.joined(separator: ", ")) LIMIT 1"
    ).first?.map { $0.text ?? $0.integer.map(String.init) ?? "" }.joined(separator: "/")
    let text =
      example.flatMap { isShown ? $0 : nil }.map { key in
        LocalizedText(check: "sharedSuchAs", ["count": count, "key": key])
      } ?? LocalizedText(check: "shared", ["count": count])
    return StoreMismatch(
      severity: .warning, place: "\(target.name).\(target.keyColumns.joined(separator: ", "))",
      text: text.followed(
        by: LocalizedText(check: schema.liveness == nil ? "sharedRefused" : "sharedLive")))
  }
}
