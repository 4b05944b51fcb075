import ImportPipeline
import Schemas

/// A table as it would stand after the import, in temporary tables that set rules read by machine
/// name.
struct ResultingTable {
  private let columns: TableColumns
  private let name: String
  private let dialect: any SQLDialect

  init(_ columns: TableColumns) {
    self.columns = columns
    self.name = columns.schema.name
    self.dialect = columns.dialect
  }

  private func listTable(_ field: TableColumns.FieldColumns) -> String {
    name + "__" + field.field.name
  }

  /// The statements that make the tables, empty.
  var creations: [String] {
    var definitions = ["_row BIGINT", "_creates BIGINT"]
    for field in columns.fields {
      definitions.append(dialect.ruleColumn(field.field.name, field.logicalType))
      if field.isDateTime {
        definitions.append(dialect.ruleColumn(field.field.name + "_local", .text))
      }
    }
    var statements = [dialect.creation(ofTemporary: name, definitions)]
    let key = columns.key.map { dialect.ruleColumn($0.field.name, $0.logicalType) }
    for list in columns.lists {
      let item = dialect.ruleColumn("item", list.itemType)
      statements.append(
        dialect.creation(
          ofTemporary: listTable(list), ["_row BIGINT"] + key + ["position BIGINT", item]))
    }
    return statements
  }

  /// Fills the tables from staged rows and untouched stored records, and indexes them.
  func fill(from run: any SQLStoreRun) throws {
    let isStaged = run.isStaged(name)
    let untouched = try run.untouched(columns, id: "v._id")
    let target = dialect.temporary(name)
    if isStaged {
      try run.sql.execute(
        """
        INSERT INTO \(target)
        SELECT s._row, CASE WHEN s._op = 'create' THEN 1 ELSE 0 END\(fieldExpressions(alias: "s"))
        FROM \(columns.stage) AS s WHERE s._op <> 'delete' ORDER BY s._row
        """)
    }
    try run.sql.execute(
      """
      INSERT INTO \(target)
      SELECT NULL, 0\(fieldExpressions(alias: "v"))
      FROM \(columns.storedView) AS v WHERE \(untouched)
      """)
    for statement in renames(in: run) { try run.sql.execute(statement) }
    for list in columns.lists {
      try fill(list, isStaged: isStaged, untouched: untouched, run: run)
    }
    try run.sql.execute(indexes.joined(separator: ";"))
  }

  /// Statements that update references of stored records to parents whose keys the run changes.
  private func renames(in run: any SQLStoreRun) -> [String] {
    columns.schema.references.compactMap { reference in
      guard let parent = run.tables[reference.table], run.isStaged(reference.table),
        parent.schema.givesOtherKeys,
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
        WHERE \(dialect.conjunction(conditions))
        """
      return """
        UPDATE \(dialect.temporary(name)) AS r
        SET \(quoted(reference.field)) = (SELECT s.\(key) \(source))
        WHERE r._row IS NULL AND EXISTS (SELECT 1 \(source))
        """
    }
  }

  /// Drops the tables.
  func drop(in connection: any SQLConnection) throws {
    let names = [name] + columns.lists.map(listTable)
    try connection.execute(
      names.map { "DROP TABLE IF EXISTS \(dialect.temporary($0))" }.joined(separator: ";"))
  }

  private func fill(
    _ list: TableColumns.FieldColumns, isStaged: Bool, untouched: String, run: any SQLStoreRun
  ) throws {
    let key = columns.schema.naturalKey
    let target = dialect.temporary(listTable(list))
    if isStaged {
      let keys = key.map { "s.\(quoted($0)), " }.joined()
      try run.sql.execute(
        """
        INSERT INTO \(target) SELECT s._row, \(keys)i.position, i.item
        FROM \(columns.stage) AS s JOIN \(columns.listStage(list)) AS i ON i._row = s._row
        WHERE s._op <> 'delete' ORDER BY s._row, i.position
        """)
    }
    guard let items = run.lookup.items(of: list, in: columns) else { return }
    let keys = key.map { "v.\(quoted($0)), " }.joined()
    try run.sql.execute(
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
        return ", CASE WHEN \(column) IS NOT NULL THEN \(sqlText(secretPlaceholder)) END"
      }
      if field.isList { return ", replace(\(column), \(dialect.separator), ';')" }
      if field.isDateTime {
        return ", \(column), \(alias).\(quoted(field.field.name + "_local"))"
      }
      return ", " + column
    }.joined()
  }

  /// Statements that index what rules join by: the rows, the key, the references.
  private var indexes: [String] {
    var sets = [["_row"], columns.schema.naturalKey]
    for reference in columns.schema.references {
      if let field = columns.columns(of: reference.field), !field.isList {
        sets.append([reference.field])
      }
    }
    var statements: [String] = []
    for (number, fields) in sets.enumerated()
    where !fields.isEmpty && !sets[..<number].contains(fields) {
      statements.append(index(of: name, fields, number: number))
    }
    for list in columns.lists {
      let sets = [["_row"], columns.schema.naturalKey + ["item"], ["item"]]
      for (number, fields) in sets.enumerated() {
        statements.append(index(of: listTable(list), fields, number: number))
      }
    }
    // Without statistics a planner assumes that a value all rows share is selective.
    for table in [name] + columns.lists.map(listTable) {
      statements.append("ANALYZE \(dialect.temporary(table))")
    }
    return statements
  }

  private func index(of table: String, _ fields: [String], number: Int) -> String {
    dialect.index("_result_\(table)_\(number)", onTemporary: table, fields)
  }
}

extension TableColumns {
  /// The statements that make the tables that set rules read of a table, empty.
  public var ruleTables: [String] { ResultingTable(self).creations }
}

extension SQLStoreRun {
  /// Writes the staged rows that the resulting states of some tables are made of: their own, and those that give
  /// records other keys, which references of stored records follow.
  ///
  /// A rule reads a few tables; the largest of a run is often none of them.
  public func writeStages(readBy names: [String]) throws {
    var read = Set(names)
    for name in names {
      for reference in try columns(ofTable: name).schema.references
      where tables[reference.table]?.schema.givesOtherKeys == true {
        read.insert(reference.table)
      }
    }
    try writeStages(of: read)
  }

  /// Makes the resulting states of tables that are not made yet.
  public func materialise(_ names: [String]) throws {
    for name in names where !materialised.contains(name) {
      let table = ResultingTable(try columns(ofTable: name))
      try sql.execute(table.creations.joined(separator: ";"))
      materialised.insert(name)
      try table.fill(from: self)
    }
  }

  /// Drops the resulting state of a table whose staged rows change.
  public func discardResults(of name: String) throws {
    guard let columns = tables[name], materialised.remove(name) != nil else { return }
    try ResultingTable(columns).drop(in: sql)
  }

  /// Drops all resulting states.
  public func discardAllResults() throws {
    for name in materialised { try discardResults(of: name) }
  }
}

extension TableSchema {
  /// Whether rows may give records other keys.
  fileprivate var givesOtherKeys: Bool { !renaming.isEmpty || renamesBySourceID }
}
