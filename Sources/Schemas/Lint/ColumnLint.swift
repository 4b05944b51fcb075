import TabularCore

/// Finds columns of a target table that two fields would use.
struct ColumnLint {
  /// Collects the mistakes.
  let findings: Findings

  /// Columns that every target table has.
  static let own = ["id", "created_at", "updated_at", "created_run", "updated_run"]

  /// Checks a table.
  func run(on table: DescribedTable) {
    // Another program's table has only the columns it declares, and a field may be its surrogate key.
    let own = table.schema.store.isOwned ? Self.own : table.schema.store.provenance
    var claims = Dictionary(uniqueKeysWithValues: own.map { ($0, "the tool") })
    var joins: Set<String> = [table.schema.store.table]
    if table.schema.store.table.hasPrefix("registrar_")
      || table.schema.store.table.hasPrefix("sqlite_")
    {
      findings.add(
        at: table.object.place(of: "registrar:store"),
        "the name `\(table.schema.store.table)` is kept for the tool's own tables")
    }
    if table.schema.store.isOwned,
      let schema = StoreMapping.schemaName(of: table.schema.store.table)
    {
      findings.add(
        at: table.object.place(of: "registrar:store"),
        "`\(table.schema.store.table)` is in the schema `\(schema)`; tables of the tool's own are in the store's schema"
      )
    }
    for field in table.schema.fields {
      guard let object = table.fields[field.name] else { continue }
      let place = object.place(of: "registrar:column")
      for column in columns(of: field) {
        if let other = claims[column] {
          findings.add(
            at: place, "column `\(column)` of `\(field.name)` is taken by \(other)")
        } else {
          claims[column] = "`\(field.name)`"
        }
      }
      checkNumbers(of: field, object, of: table.schema)
      if case .list(let name, _, _, _) = field.store, !joins.insert(name).inserted {
        findings.add(
          at: object.place(of: "registrar:joinTable"), "two fields are stored in table `\(name)`")
      }
    }
    for view in table.schema.store.rowViews where !joins.insert(view.name).inserted {
      findings.add(
        at: table.object.place(of: "registrar:store"), "view `\(view.name)` has the name of a table"
      )
    }
  }

  /// Checks the numbers that another program's table keeps for the values of an enumeration.
  private func checkNumbers(
    of field: Field, _ object: ObjectReader, of table: TableSchema
  ) {
    let numbers = field.storedNumbers
    guard !numbers.isEmpty else { return }
    let place = object.place(of: "registrar:values")
    guard !table.store.isOwned else {
      return findings.add(
        at: place,
        "`stored` of `\(field.name)` belongs to tables of other programs; tables of the tool's own keep the values"
      )
    }
    guard case .column = field.store, field.type == .enumeration,
      table.reference(from: field.name) == nil
    else {
      return findings.add(
        at: place,
        "`stored` belongs to fields of type `enum` with a column; `\(field.name)` is none")
    }
    for value in field.enumValues where value.stored == nil {
      findings.add(
        at: place, "`\(value.value)` of `\(field.name)` has no `stored`; other values have one")
    }
    var owners: [Int64: String] = [:]
    for entry in numbers {
      if let other = owners[entry.number] {
        findings.add(
          at: place,
          "`\(other)` and `\(entry.value)` of `\(field.name)` are both stored as \(entry.number)")
      } else {
        owners[entry.number] = entry.value
      }
    }
  }

  private func columns(of field: Field) -> [String] {
    switch field.store {
    case .column(let name), .reference(let name), .instant(let name), .localTime(let name),
      .array(let name):
      [name]
    case .foldedColumn(let name, let folded): [name, folded]
    case .dateTime(let local, let utc): [local, utc]
    case .list, .secret, .none: []
    }
  }
}
