import JSONText
import Schemas

/// The image of a stored record in the journal: JSON of its columns as they were.
///
/// Members are named like columns, `{"name":"Toronto","seats":120}`, and lists like their tables,
/// with the items in order, so that a record can be restored as it was. For a secret it only says
/// that there was one: `"registrar_secret:password":true`. The image of a whole record includes its
/// external identifiers.
struct RecordImage {
  let dialect: DDLWriter.Dialect
  let schema: TableSchema
  let table: TargetTable

  /// The member with the identifiers of a record in other systems: package, system, identifier.
  static let identifiers = "registrar_id_map"

  /// The member that says that a record had a secret.
  static func secret(_ field: String) -> String { "registrar_secret:" + field }

  /// The columns that say who wrote a record last, kept with every change.
  static let writerColumns = ["updated_at", "updated_run"]

  /// SQL of a whole record; columns without a value are left out.
  ///
  /// - Parameters:
  ///   - alias: the record's alias in the statement.
  ///   - key: SQL of the record's key as one text.
  func whole(alias: String, key: String) -> String {
    let id = "\(alias).\(sqlIdentifier(table.idColumn))"
    let shown =
      switch (table.idType, dialect) {
      case (.integer, _): id
      case (_, .sqlite): "json_quote(\(id))"
      case (_, .postgresql): "to_jsonb(\(id))::text"
      }
    var members = ["',\"id\":' || \(shown)"]
    for column in table.columns + table.provenance
    where column.name != table.idColumn && !column.isSecret {
      let name = "\(alias).\(sqlIdentifier(column.name))"
      members.append(
        "CASE WHEN \(name) IS NULL THEN '' ELSE \(sqlText(label(column.name)))"
          + " || \(text(of: column, alias: alias)) END")
    }
    for list in table.joinTables {
      members.append(
        "coalesce(\(sqlText(label(list.name))) || \(items(of: list, alias: alias)), '')")
    }
    let own = own(key)
    for field in schema.fields where field.store == .secret {
      members.append(
        "CASE WHEN EXISTS (SELECT 1 FROM registrar_secrets AS x WHERE \(own)"
          + " AND x.field = \(sqlText(field.name)))"
          + " THEN \(sqlText(label(Self.secret(field.name)) + "true")) ELSE '' END")
    }
    for column in table.columns where column.isSecret {
      members.append(
        "CASE WHEN \(alias).\(sqlIdentifier(column.name)) IS NULL THEN ''"
          + " ELSE \(sqlText(label(Self.secret(column.field ?? "")) + "true")) END")
    }
    members.append("coalesce(\(sqlText(label(Self.identifiers))) || \(identifiers(key)), '')")
    return object(members)
  }

  /// SQL of a condition that a row `x` of the tool's own tables belongs to the record with a key.
  private func own(_ key: String) -> String {
    "x.table_name = \(sqlText(schema.name)) AND x.record_key = \(key)"
  }

  /// SQL of a record's identifiers in other systems as a JSON array; null when it has none.
  private func identifiers(_ key: String) -> String {
    let array =
      dialect == .sqlite
      ? "CASE WHEN count(*) > 0 THEN json_group_array(json_array(x.package, x.system, x.source_id)) END"
      : "jsonb_agg(jsonb_build_array(x.package, x.system, x.source_id))::text"
    return "(SELECT \(array) FROM registrar_id_map AS x WHERE \(own(key)))"
  }

  /// SQL of the columns that a staged row changes, with who wrote the record before.
  ///
  /// - Parameters:
  ///   - stage: the alias of the staged row, whose `_changed` is `,1,5,`: indexes of fields, and whose
  ///     `_source_id` is null where the identifiers stay.
  ///   - key: SQL of the record's key as one text.
  func changed(alias: String, stage: String, key: String) -> String {
    var members: [String] = []
    for (index, field) in schema.fields.enumerated() {
      var parts = table.columns(of: field.name).filter { !$0.isSecret }.map { column in
        "\(sqlText(label(column.name))) || \(text(of: column, alias: alias))"
      }
      parts += table.joinTables.filter { $0.field == field.name }.map { list in
        "\(sqlText(label(list.name))) || coalesce(\(items(of: list, alias: alias)), '[]')"
      }
      if field.type == .secret, field.store != .none {
        parts.append(sqlText(label(Self.secret(field.name)) + "true"))
      }
      guard !parts.isEmpty else { continue }
      members.append(
        "CASE WHEN \(stage)._changed LIKE '%,\(index),%' THEN \(parts.joined(separator: " || "))"
          + " ELSE '' END")
    }
    members.append(
      "CASE WHEN \(stage)._source_id IS NOT NULL THEN \(sqlText(label(Self.identifiers)))"
        + " || coalesce(\(identifiers(key)), '[]') ELSE '' END")
    for column in table.provenance where Self.writerColumns.contains(column.name) {
      members.append("\(sqlText(label(column.name))) || \(text(of: column, alias: alias))")
    }
    return object(members)
  }

  /// SQL of the columns that another image has.
  ///
  /// - Parameters:
  ///   - alias: the record's alias in the statement.
  ///   - other: SQL of the other image.
  ///   - key: SQL of the record's key as one text.
  func members(
    alias: String, like other: String, key: String, _ reading: ImageReading
  ) -> String {
    var members: [String] = []
    let writers = table.provenance.filter { Self.writerColumns.contains($0.name) }
    for column in table.columns + writers where !column.isSecret {
      members.append(
        "CASE WHEN \(reading.has(other, column: column.name)) THEN"
          + " \(sqlText(label(column.name))) || \(text(of: column, alias: alias)) ELSE '' END")
    }
    for list in table.joinTables {
      members.append(
        "CASE WHEN \(reading.has(other, column: list.name)) THEN \(sqlText(label(list.name)))"
          + " || coalesce(\(items(of: list, alias: alias)), '[]') ELSE '' END")
    }
    members.append(
      "CASE WHEN \(reading.has(other, column: Self.identifiers)) THEN"
        + " \(sqlText(label(Self.identifiers))) || coalesce(\(identifiers(key)), '[]') ELSE '' END")
    return object(members)
  }

  /// A comma, the name and a colon.
  func label(_ name: String) -> String { "," + jsonString(name) + ":" }

  /// Members as one object; each begins with a comma.
  func object(_ members: [String]) -> String {
    "'{' || substr(\(members.joined(separator: " || ")), 2) || '}'"
  }

  /// SQL of a column's value as JSON, with all digits of a real.
  func text(of column: TargetColumn, alias: String) -> String {
    let name = "\(alias).\(sqlIdentifier(column.name))"
    switch dialect {
    case .sqlite where column.kind == .real:
      return "CASE WHEN \(name) IS NULL THEN 'null' ELSE printf('%!.17g', \(name)) END"
    case .sqlite: return "json_quote(\(name))"
    case .postgresql: return "coalesce(to_jsonb(\(name))::text, 'null')"
    }
  }

  /// SQL of a list's items as a JSON array; null for an empty list.
  func items(of list: JoinTable, alias: String) -> String {
    let item = "l." + sqlIdentifier(list.itemColumn)
    let order = list.positionColumn.map { "l." + sqlIdentifier($0) } ?? item
    let source =
      "\(sqlTable(list.name, dialect)) AS l WHERE l.\(sqlIdentifier(list.ownerColumn)) = \(alias)."
      + sqlIdentifier(table.idColumn)
    switch dialect {
    case .sqlite:
      return "(SELECT CASE WHEN count(*) > 0 THEN json_group_array(i) END FROM"
        + " (SELECT \(item) AS i FROM \(source) ORDER BY \(order)))"
    case .postgresql:
      return "(SELECT jsonb_agg(\(item) ORDER BY \(order))::text FROM \(source))"
    }
  }
}
