import GRDB
public import ImportPipeline
import SQLStore
public import Schemas

/// A field through which records of one table depend on records of another.
struct ChildField {
  /// The child table.
  var child: TableColumns
  /// The table referred to.
  var parent: TableColumns
  /// Writes the SQL of links between the tables.
  var lookup: ParentLookup
  /// The field that refers.
  var field: TableColumns.FieldColumns
  /// The reference.
  var reference: Reference

  /// The stored links, as a SELECT of the parent's id and the child's id.
  var storedLinks: String? {
    switch field.field.store {
    case .reference(let column):
      "SELECT \(quoted(column)) AS parent, \(child.id) AS child FROM \(child.target)"
    case .list(let table, let owner, let item, _):
      "SELECT \(quoted(item)) AS parent, \(quoted(owner)) AS child FROM main.\(quoted(table))"
    case .column:
      // The column holds a text of the parent, not its id.
      lookup.link(from: field, of: parent, by: reference, in: child, alias: "c").map {
        """
        SELECT p.\(parent.id) AS parent, c.\(child.id) AS child \
        FROM \(child.target) AS c JOIN \(parent.target) AS p ON \($0("p"))
        """
      }
    default: nil
    }
  }

  /// The staged links, as a SELECT of the parent's text and the child's row.
  var stagedLinks: String {
    field.isList
      ? "SELECT item AS parent, _row AS child FROM \(child.listStage(field))"
      : "SELECT \(quoted(field.field.name)) AS parent, _row AS child FROM \(child.stage)"
  }
}

extension OpenRun {
  /// The fields of the package through which records refer to a table.
  func childFields(of parent: String) -> [ChildField] {
    package.tables.flatMap { schema in
      schema.references.compactMap { reference in
        guard reference.table == parent, let child = tables[schema.name],
          let own = tables[parent], let field = child.columns(of: reference.field)
        else { return nil }
        return ChildField(
          child: child, parent: own, lookup: lookup, field: field, reference: reference)
      }
    }
  }
}

extension SQLiteStore {
  /// Staged deletes whose records keep children, with the children by table, whoever owns it.
  public func referencedDeletes(
    of table: TableSchema
  ) throws(StoreError) -> [(ordinal: Int, children: String, count: Int)] {
    try access { run, database in
      try run.writeStages(in: database)
      guard let writer = run.stages[table.name] else { return [] }
      var counts: [String: [Int: Int]] = [:]
      for link in run.childFields(of: table.name) {
        guard let sql = remainingChildrenSQL(writer.columns, link, run) else { continue }
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
          counts[link.child.schema.name, default: [:]][row[0], default: 0] += row[1]
        }
      }
      let own = counts.flatMap { children, byRow in
        byRow.map { (ordinal: $0.key, children: children, count: $0.value) }
      }
      let layout = StoreLayout(run.package)
      guard let target = layout.table(of: table.name) else { return own }
      let others = try IncomingReferences(
        RunConnection(database, location: location), layout: layout
      ).remaining(
        afterDeletesIn: writer.columns.stage, of: target,
        stages: run.stages.mapValues(\.columns.stage))
      return (own + others).sorted { ($0.ordinal, $0.children) < ($1.ordinal, $1.children) }
    }
  }

  /// Staged rows that no record of a child table will refer to.
  public func childless(
    of table: TableSchema, children: String
  ) throws(StoreError) -> [Int] {
    try access { run, database in
      if let rows = try run.childless(of: table, children: children) { return rows }
      try run.writeStages(in: database)
      guard let writer = run.stages[table.name] else { return [] }
      let columns = writer.columns
      var conditions: [String] = []
      for link in run.childFields(of: table.name) where link.child.schema.name == children {
        let target = "s." + quoted(link.reference.targetField)
        if run.stages[children] != nil {
          try run.indexLinks(link, in: database)
          conditions.append(
            """
            NOT EXISTS (SELECT 1 FROM (\(link.stagedLinks)) AS l
              JOIN \(link.child.stage) AS c ON c._row = l.child AND c._op <> 'delete'
              WHERE l.parent = \(target)\(narrowing(link)))
            """)
        }
        if let stored = link.storedLinks {
          let untouched = run.untouched(link.child, id: "l.child")
          conditions.append(
            """
            NOT EXISTS (SELECT 1 FROM (\(stored)) AS l
              WHERE l.parent = s._id AND \(untouched))
            """)
        }
      }
      return try Int.fetchAll(
        database,
        sql: """
          SELECT s._row FROM \(columns.stage) AS s
          WHERE s._op <> 'delete' AND \(conjunction(conditions)) ORDER BY s._row
          """)
    }
  }
}

extension OpenRun {
  /// A condition that holds for stored records the run does not touch.
  func untouched(_ table: TableColumns, id: String) -> String {
    guard stages[table.schema.name] != nil else { return "1" }
    return "\(id) NOT IN (SELECT _id FROM \(table.stage) WHERE _id IS NOT NULL)"
  }

  /// Makes the index by which staged children are found.
  func indexLinks(_ link: ChildField, in database: Database) throws {
    let stage = "stage_" + link.child.schema.name
    let table = link.field.isList ? stage + "__" + link.field.field.name : stage
    let column = link.field.isList ? "item" : link.field.field.name
    try database.execute(
      sql: """
        CREATE INDEX IF NOT EXISTS temp.\(quoted(stage + "__by_" + link.field.field.name))
          ON \(quoted(table)) (\(quoted(column)))
        """)
  }
}

/// Conditions on the rest of a parent's key, where the child's row has it.
private func narrowing(_ link: ChildField) -> String {
  link.reference.with.sorted { $0.key < $1.key }.compactMap { name, path in
    guard path.references.isEmpty, link.child.columns(of: path.field) != nil else { return nil }
    return " AND c.\(quoted(path.field)) = s.\(quoted(name))"
  }.joined()
}

/// Staged deletes with remaining children, as a SELECT of the row and the number of children.
private func remainingChildrenSQL(
  _ parent: TableColumns, _ link: ChildField, _ run: OpenRun
) -> String? {
  guard let stored = link.storedLinks else { return nil }
  var leaving = ""
  if run.stages[link.child.schema.name] != nil {
    // A staged child remains as long as it still names the same record.
    let text = "p." + quoted(link.reference.targetField)
    let stays =
      link.field.isList
      ? "EXISTS (SELECT 1 FROM \(link.child.listStage(link.field)) AS i"
        + " WHERE i._row = c._row AND i.item = \(text))"
      : "c.\(quoted(link.field.field.name)) = \(text)"
    leaving = """
       AND NOT EXISTS (SELECT 1 FROM \(link.child.stage) AS c
        WHERE c._id = l.child AND (c._op = 'delete' OR NOT coalesce(\(stays), 0)))
      """
  }
  return """
    SELECT s._row, count(*) FROM \(parent.stage) AS s
    JOIN (\(stored)) AS l ON l.parent = s._id
    JOIN \(parent.storedView) AS p ON p._id = s._id
    WHERE s._op = 'delete'\(leaving)
    GROUP BY s._row
    """
}
