import GRDB
import Schemas

/// A table as it would stand after the import, in TEMP tables that set rules read by machine name.
struct ResultingTable {
  let columns: TableColumns
  private let name: String

  init(_ columns: TableColumns) {
    self.columns = columns
    self.name = columns.schema.name
  }

  /// The columns of the fields, without the folded ones.
  private var fieldNames: [String] {
    columns.fields.flatMap { field in
      field.isDateTime ? [field.field.name, field.field.name + "_local"] : [field.field.name]
    }
  }

  /// The list fields.
  private var lists: [TableColumns.FieldColumns] { columns.fields.filter(\.isList) }

  private func listTable(_ field: TableColumns.FieldColumns) -> String {
    name + "__" + field.field.name
  }

  /// Makes the tables, empty.
  func create(in database: Database) throws {
    let fields = fieldNames.map { ", " + quoted($0) }.joined()
    try database.execute(
      sql: "CREATE TABLE temp.\(quoted(name)) (_row INTEGER, _creates INTEGER\(fields))")
    let key = columns.schema.naturalKey.map { quoted($0) + ", " }.joined()
    for list in lists {
      try database.execute(
        sql: """
          CREATE TABLE temp.\(quoted(listTable(list)))
            (_row INTEGER, \(key)position INTEGER, item)
          """)
    }
  }

  /// Fills the tables from staged rows and untouched stored records, and indexes them.
  func fill(from run: OpenRun, in database: Database) throws {
    let isStaged = run.stages[name] != nil
    let untouched = run.untouched(columns, id: "v._id")
    if isStaged {
      try database.execute(
        sql: """
          INSERT INTO temp.\(quoted(name))
          SELECT s._row, s._op = 'create'\(fieldExpressions(alias: "s"))
          FROM \(columns.stage) AS s WHERE s._op <> 'delete' ORDER BY s._row
          """)
    }
    try database.execute(
      sql: """
        INSERT INTO temp.\(quoted(name))
        SELECT NULL, 0\(fieldExpressions(alias: "v"))
        FROM \(columns.storedView) AS v WHERE \(untouched)
        """)
    for statement in renames(in: run) { try database.execute(sql: statement) }
    for list in lists {
      try fill(list, isStaged: isStaged, untouched: untouched, run: run, in: database)
    }
    try index(in: database)
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
        UPDATE temp.\(quoted(name)) AS r SET \(quoted(reference.field)) = (SELECT s.\(key) \(source))
        WHERE r._row IS NULL AND EXISTS (SELECT 1 \(source))
        """
    }
  }

  /// Drops the tables.
  func drop(in database: Database) throws {
    for table in [name] + lists.map(listTable) {
      try database.execute(sql: "DROP TABLE IF EXISTS temp.\(quoted(table))")
    }
  }

  private func fill(
    _ list: TableColumns.FieldColumns, isStaged: Bool, untouched: String, run: OpenRun,
    in database: Database
  ) throws {
    let key = columns.schema.naturalKey
    let target = "temp." + quoted(listTable(list))
    if isStaged {
      let keys = key.map { "s.\(quoted($0)), " }.joined()
      try database.execute(
        sql: """
          INSERT INTO \(target) SELECT s._row, \(keys)i.position, i.item
          FROM \(columns.stage) AS s JOIN \(columns.listStage(list)) AS i ON i._row = s._row
          WHERE s._op <> 'delete' ORDER BY s._row, i.position
          """)
    }
    guard let items = run.lookup.items(of: list, in: columns) else { return }
    let keys = key.map { "v.\(quoted($0)), " }.joined()
    try database.execute(
      sql: """
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

  /// Indexes what rules join by: the rows, the key, the references.
  private func index(in database: Database) throws {
    var sets = [["_row"], columns.schema.naturalKey]
    for reference in columns.schema.references {
      if let field = columns.columns(of: reference.field), !field.isList {
        sets.append([reference.field])
      }
    }
    for (number, fields) in sets.enumerated()
    where !fields.isEmpty && !sets[..<number].contains(fields) {
      try index(table: name, fields, number: number, in: database)
    }
    for list in lists {
      let sets = [["_row"], columns.schema.naturalKey + ["item"], ["item"]]
      for (number, fields) in sets.enumerated() {
        try index(table: listTable(list), fields, number: number, in: database)
      }
    }
    // Without statistics the planner assumes that a value all rows share is selective.
    for table in [name] + lists.map(listTable) {
      try database.execute(sql: "ANALYZE temp.\(quoted(table))")
    }
  }

  private func index(
    table: String, _ fields: [String], number: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        CREATE INDEX temp.\(quoted("_result_\(table)_\(number)"))
          ON \(quoted(table)) (\(fields.map(quoted).joined(separator: ", ")))
        """)
  }
}

extension OpenRun {
  /// Makes the resulting states of tables that are not made yet.
  func materialise(_ names: [String], in database: Database) throws {
    for name in names where !materialised.contains(name) {
      let table = ResultingTable(try columns(ofTable: name))
      try table.create(in: database)
      materialised.insert(name)
      try table.fill(from: self, in: database)
    }
  }

  /// Drops the resulting state of a table whose staged rows change.
  func forgetResults(of name: String, in database: Database) throws {
    guard let columns = tables[name], materialised.remove(name) != nil else { return }
    try ResultingTable(columns).drop(in: database)
  }

  /// Drops all resulting states.
  func forgetAllResults(in database: Database) throws {
    for name in materialised { try forgetResults(of: name, in: database) }
  }
}
