import Schemas

/// A table as it would stand after the import, in temporary tables that set rules read by machine
/// name.
struct ResultingTable {
  let columns: TableColumns
  private let name: String

  init(_ columns: TableColumns) {
    self.columns = columns
    self.name = columns.schema.name
  }

  /// The list fields.
  private var lists: [TableColumns.FieldColumns] { columns.fields.filter(\.isList) }

  private func listTable(_ field: TableColumns.FieldColumns) -> String {
    name + "__" + field.field.name
  }

  /// The column of a field as rules see it: texts compare by bytes.
  private func definition(_ name: String, _ type: LogicalType) -> String {
    quoted(name) + " " + type.inRules.rawValue + (type == .text ? " COLLATE \"C\"" : "")
  }

  /// Makes the tables, empty.
  func create(on connection: PostgresConnection) throws {
    var definitions = ["_row bigint", "_creates bigint"]
    for field in columns.fields {
      definitions.append(definition(field.field.name, field.logicalType))
      if field.isDateTime { definitions.append(definition(field.field.name + "_local", .text)) }
    }
    var statements = [create(name, definitions)]
    let key = columns.key.map { definition($0.field.name, $0.logicalType) }
    for list in lists {
      statements.append(
        create(
          listTable(list),
          ["_row bigint"] + key + ["position bigint", definition("item", list.itemType)]))
    }
    try connection.execute(statements.joined(separator: ";"))
  }

  private func create(_ table: String, _ definitions: [String]) -> String {
    "CREATE TEMP TABLE \(quoted(table)) (\(definitions.joined(separator: ", "))) ON COMMIT DROP"
  }

  /// Fills the tables from staged rows and untouched stored records, and indexes them.
  func fill(from run: OpenRun) throws {
    let isStaged = run.stages[name] != nil
    let untouched = try run.untouched(columns, id: "v._id")
    let target = "pg_temp." + quoted(name)
    if isStaged {
      try run.connection.execute(
        """
        INSERT INTO \(target)
        SELECT s._row, (s._op = 'create')::integer\(fieldExpressions(alias: "s"))
        FROM \(columns.stage) AS s WHERE s._op <> 'delete' ORDER BY s._row
        """)
    }
    try run.connection.execute(
      """
      INSERT INTO \(target)
      SELECT NULL, 0\(fieldExpressions(alias: "v"))
      FROM \(columns.storedView) AS v WHERE \(untouched)
      """)
    for statement in renames(in: run) { try run.connection.execute(statement) }
    for list in lists { try fill(list, isStaged: isStaged, untouched: untouched, run: run) }
    try index(on: run.connection)
  }

  /// Statements that update references of stored records to parents whose keys the run changes.
  private func renames(in run: OpenRun) -> [String] {
    columns.schema.references.compactMap { reference in
      guard let parent = run.tables[reference.table], run.stages[reference.table] != nil,
        !parent.schema.renaming.isEmpty || parent.schema.renamesBySourceID,
        let field = columns.columns(of: reference.field), !field.isList
      else { return nil }
      let own = "r." + quoted(reference.field)
      let key = quoted(reference.targetField)
      var conditions = ["s._op = 'update'", "v.\(key) = \(own)", "s.\(key) <> v.\(key)"]
      for (name, path) in reference.with.sorted(by: { $0.key < $1.key })
      where path.references.isEmpty && columns.columns(of: path.field) != nil {
        conditions.append("v.\(quoted(name)) = r.\(quoted(path.field))")
      }
      let source = """
        FROM \(parent.stage) AS s JOIN \(parent.storedView) AS v ON v._id = s._id \
        WHERE \(conjunction(conditions))
        """
      return """
        UPDATE pg_temp.\(quoted(name)) AS r SET \(quoted(reference.field)) = (SELECT s.\(key) \(source))
        WHERE r._row IS NULL AND EXISTS (SELECT 1 \(source))
        """
    }
  }

  /// Drops the tables.
  func drop(on connection: PostgresConnection) throws {
    let names = [name] + lists.map(listTable)
    try connection.execute(
      names.map { "DROP TABLE IF EXISTS pg_temp.\(quoted($0))" }.joined(separator: ";"))
  }

  private func fill(
    _ list: TableColumns.FieldColumns, isStaged: Bool, untouched: String, run: OpenRun
  ) throws {
    let key = columns.schema.naturalKey
    let target = "pg_temp." + quoted(listTable(list))
    if isStaged {
      let keys = key.map { "s.\(quoted($0)), " }.joined()
      try run.connection.execute(
        """
        INSERT INTO \(target) SELECT s._row, \(keys)i.position, i.item
        FROM \(columns.stage) AS s JOIN \(columns.listStage(list)) AS i ON i._row = s._row
        WHERE s._op <> 'delete' ORDER BY s._row, i.position
        """)
    }
    guard let items = run.lookup.items(of: list, in: columns) else { return }
    let keys = key.map { "v.\(quoted($0)), " }.joined()
    try run.connection.execute(
      """
      INSERT INTO \(target)
      SELECT NULL, \(keys)row_number() OVER (PARTITION BY i.owner ORDER BY i.position), i.item
      FROM (\(items)) AS i JOIN \(columns.storedView) AS v ON v._id = i.owner
      WHERE \(untouched)
      """)
  }

  private func fieldExpressions(alias: String) -> String {
    columns.fields.map { field in
      let column = "\(alias).\(quoted(field.field.name))"
      if field.isSecret {
        return ", CASE WHEN \(column) IS NOT NULL THEN \(literal(secretMark)) END"
      }
      if field.isList { return ", replace(\(column), \(unitSeparatorSQL), ';')" }
      if field.isDateTime {
        return ", \(column), \(alias).\(quoted(field.field.name + "_local"))"
      }
      return ", " + column
    }.joined()
  }

  /// Indexes what rules join by: the rows, the key, the references; and tells the server what the
  /// tables hold.
  private func index(on connection: PostgresConnection) throws {
    var sets = [["_row"], columns.schema.naturalKey]
    for reference in columns.schema.references {
      if let field = columns.columns(of: reference.field), !field.isList {
        sets.append([reference.field])
      }
    }
    var statements: [String] = []
    for (number, fields) in sets.enumerated()
    where !fields.isEmpty && !sets[..<number].contains(fields) {
      statements.append(index(of: name, fields))
    }
    for list in lists {
      for fields in [["_row"], columns.schema.naturalKey + ["item"], ["item"]] {
        statements.append(index(of: listTable(list), fields))
      }
    }
    for table in [name] + lists.map(listTable) {
      statements.append("ANALYZE pg_temp.\(quoted(table))")
    }
    try connection.execute(statements.joined(separator: ";"))
  }

  private func index(of table: String, _ fields: [String]) -> String {
    "CREATE INDEX ON pg_temp.\(quoted(table)) (\(fields.map(quoted).joined(separator: ", ")))"
  }
}

extension OpenRun {
  /// Makes the resulting states of tables that are not made yet.
  func materialise(_ names: [String]) throws {
    for name in names where !materialised.contains(name) {
      let table = ResultingTable(try columns(ofTable: name))
      try table.create(on: connection)
      materialised.insert(name)
      try table.fill(from: self)
    }
  }

  /// Drops the resulting state of a table whose staged rows change.
  func forgetResults(of name: String) throws {
    guard let columns = tables[name], materialised.remove(name) != nil else { return }
    try ResultingTable(columns).drop(on: connection)
  }

  /// Drops all resulting states.
  func forgetAllResults() throws {
    for name in materialised { try forgetResults(of: name) }
  }
}
