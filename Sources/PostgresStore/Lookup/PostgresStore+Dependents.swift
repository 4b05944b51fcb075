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
      """
      SELECT \(quoted(item)) AS parent, \(quoted(owner)) AS child \
      FROM \(child.catalog.qualified(table))
      """
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

  /// The type of the parent's text in staged links.
  var type: LogicalType { field.isList ? field.itemType : field.logicalType }
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

extension PostgresStore {
  /// Staged deletes whose records keep children, with the children by table, whoever owns it.
  public func referencedDeletes(
    of table: TableSchema
  ) throws(StoreError) -> [(ordinal: Int, children: String, count: Int)] {
    try access { run in
      try run.writeStages()
      guard let stage = run.stages[table.name] else { return [] }
      try stage.prepareForQuestions()
      var counts: [String: [Int: Int]] = [:]
      for link in run.childFields(of: table.name) {
        guard let sql = try remainingChildrenSQL(stage.columns, link, run) else { continue }
        let rows = try run.connection.query(sql)
        for row in 0..<rows.count {
          guard let ordinal = rows.integer(row, 0), let count = rows.integer(row, 1) else {
            continue
          }
          counts[link.child.schema.name, default: [:]][ordinal, default: 0] += count
        }
      }
      let own = counts.flatMap { children, byRow in
        byRow.map { (ordinal: $0.key, children: children, count: $0.value) }
      }
      let layout = StoreLayout(run.package)
      guard let target = layout.table(of: table.name) else { return own }
      let others = try IncomingReferences(
        ServerConnection(run.connection, location: location), layout: layout
      ).remaining(
        afterDeletesIn: stage.columns.stage, of: target,
        stages: run.stages.mapValues(\.columns.stage))
      return (own + others).sorted { ($0.ordinal, $0.children) < ($1.ordinal, $1.children) }
    }
  }

  /// Staged rows that no record of a child table will refer to.
  public func childless(
    of table: TableSchema, children: String
  ) throws(StoreError) -> [Int] {
    try access { run in
      if let rows = try run.childless(of: table, children: children) { return rows }
      try run.writeStages()
      guard let stage = run.stages[table.name] else { return [] }
      try stage.prepareForQuestions()
      let columns = stage.columns
      var conditions: [String] = []
      for link in run.childFields(of: table.name) where link.child.schema.name == children {
        let parent = columns.columns(of: link.reference.targetField)
        let target = TypedSQL(
          "s." + quoted(link.reference.targetField), parent?.logicalType ?? .text)
        if let childStage = run.stages[children] {
          try childStage.prepareForQuestions()
          conditions.append(
            """
            NOT EXISTS (SELECT 1 FROM (\(link.stagedLinks)) AS l
              JOIN \(link.child.stage) AS c ON c._row = l.child AND c._op <> 'delete'
              WHERE l.parent = \(converted(target, to: link.type))\(narrowing(link, columns)))
            """)
        }
        if let stored = link.storedLinks {
          let untouched = try run.untouched(link.child, id: "l.child")
          conditions.append(
            """
            NOT EXISTS (SELECT 1 FROM (\(stored)) AS l WHERE l.parent = s._id AND \(untouched))
            """)
        }
      }
      let rows = try run.connection.query(
        """
        SELECT s._row FROM \(columns.stage) AS s
        WHERE s._op <> 'delete' AND \(conjunction(conditions)) ORDER BY s._row
        """)
      return (0..<rows.count).compactMap { rows.integer($0, 0) }
    }
  }
}

/// Conditions on the rest of a parent's key, where the child's row has it.
private func narrowing(_ link: ChildField, _ parent: TableColumns) -> String {
  link.reference.with.sorted { $0.key < $1.key }.compactMap { name, path in
    guard path.references.isEmpty, let field = link.child.columns(of: path.field),
      let target = parent.columns(of: name)
    else { return nil }
    let own = TypedSQL("c." + quoted(path.field), field.logicalType)
    return " AND \(converted(own, to: target.logicalType)) = s.\(quoted(name))"
  }.joined()
}

/// Staged deletes with remaining children, as a SELECT of the row and the number of children.
private func remainingChildrenSQL(
  _ parent: TableColumns, _ link: ChildField, _ run: OpenRun
) throws -> String? {
  guard let stored = link.storedLinks else { return nil }
  var leaving = ""
  if let stage = run.stages[link.child.schema.name] {
    try stage.prepareForQuestions()
    // A staged child remains as long as it still names the same record.
    let target = parent.columns(of: link.reference.targetField)
    let text = converted(
      TypedSQL("p." + quoted(link.reference.targetField), target?.logicalType ?? .text),
      to: link.type)
    let stays =
      link.field.isList
      ? "EXISTS (SELECT 1 FROM \(link.child.listStage(link.field)) AS i"
        + " WHERE i._row = c._row AND i.item = \(text))"
      : "c.\(quoted(link.field.field.name)) = \(text)"
    leaving = """
       AND NOT EXISTS (SELECT 1 FROM \(link.child.stage) AS c
        WHERE c._id = l.child AND (c._op = 'delete' OR NOT coalesce(\(stays), false)))
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
