public import ImportPipeline
public import Schemas

extension SQLRecordStore {
  /// Staged deletes whose records keep children, with the children by table, whoever owns it.
  public func referencedDeletes(
    of table: TableSchema
  ) throws(StoreError) -> [(ordinal: Int, children: String, count: Int)] {
    try withRun { run in
      try run.writeStages()
      guard run.isStaged(table.name) else { return [] }
      let columns = try run.columns(of: table)
      try run.prepareStage(of: columns)
      var counts: [String: [Int: Int]] = [:]
      for link in run.childFields(of: table.name) {
        guard let sql = try run.remainingChildren(link) else { continue }
        for row in try run.sql.rows(sql) {
          guard let ordinal = row[0].integer, let count = row[1].integer else { continue }
          counts[link.child.schema.name, default: [:]][ordinal, default: 0] += count
        }
      }
      let own = counts.flatMap { children, byRow in
        byRow.map { (ordinal: $0.key, children: children, count: $0.value) }
      }
      let layout = run.layout
      guard let target = layout.table(of: table.name) else { return own }
      let others = try IncomingReferences(run.sql, layout: layout).remaining(
        afterDeletesIn: columns.stage, of: target, stages: run.stageNames)
      return (own + others).sorted { ($0.ordinal, $0.children) < ($1.ordinal, $1.children) }
    }
  }

  /// The stored records that refer to some records, through single references and through lists.
  public func dependents(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [String: [Int64]] {
    try withRun { run in
      let size = 500
      var found: [String: Set<Int64>] = [:]
      for link in run.childFields(of: table.name) {
        guard let stored = link.storedLinks else { continue }
        for start in stride(from: 0, to: ids.count, by: size) {
          let some = ids[start..<min(start + size, ids.count)]
          let marks = some.indices.map { link.parent.idParameter($0 - start + 1) }
          try run.forEachRow(
            "SELECT l.child FROM (\(stored)) AS l WHERE l.parent IN (\(marks.joined(separator: ", ")))",
            some.map { link.parent.id(ofNumber: $0) }, isRepeated: false
          ) { row in
            found[link.child.schema.name, default: []].insert(
              link.child.number(ofID: row.value(0)))
            return true
          }
        }
      }
      return found.mapValues { $0.sorted() }
    }
  }

  /// Staged rows that no record of a child table will refer to.
  public func childless(of table: TableSchema, children: String) throws(StoreError) -> [Int] {
    try withRun { run in
      if let rows = try run.childless(of: table, children: children) { return rows }
      try run.writeStages()
      guard run.isStaged(table.name) else { return [] }
      let columns = try run.columns(of: table)
      try run.prepareStage(of: columns)
      var conditions: [String] = []
      for link in run.childFields(of: table.name) where link.child.schema.name == children {
        if run.isStaged(children) {
          try run.prepareStage(of: link.child)
          try run.indexChildren(link)
          conditions.append(
            """
            NOT EXISTS (SELECT 1 FROM (\(link.stagedLinks)) AS l
              JOIN \(link.child.stage) AS c ON c._row = l.child AND c._op <> 'delete'
              WHERE l.parent = \(link.target(alias: "s"))\(link.narrowing))
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
      return try run.sql.rows(
        """
        SELECT s._row FROM \(columns.stage) AS s
        WHERE s._op <> 'delete' AND \(run.dialect.conjunction(conditions)) ORDER BY s._row
        """
      ).compactMap { $0[0].integer }
    }
  }
}

extension SQLStoreRun {
  /// Staged deletes with remaining children, as a SELECT of the row and the number of children.
  fileprivate func remainingChildren(_ link: ChildField) throws -> String? {
    guard let stored = link.storedLinks else { return nil }
    var leaving = ""
    if isStaged(link.child.schema.name) {
      try prepareStage(of: link.child)
      // A staged child remains as long as it still names the same record.
      let text = link.target(alias: "p")
      let stays =
        link.field.isList
        ? "EXISTS (SELECT 1 FROM \(link.child.listStage(link.field)) AS i"
          + " WHERE i._row = c._row AND i.item = \(text))"
        : "c.\(quoted(link.field.field.name)) = \(text)"
      leaving = """
         AND NOT EXISTS (SELECT 1 FROM \(link.child.stage) AS c
          WHERE c._id = l.child
            AND (c._op = 'delete' OR NOT coalesce(\(stays), \(dialect.truth(false)))))
        """
    }
    return """
      SELECT s._row, count(*) FROM \(link.parent.stage) AS s
      JOIN (\(stored)) AS l ON l.parent = s._id
      JOIN \(link.parent.storedView) AS p ON p._id = s._id
      WHERE s._op = 'delete'\(leaving)
      GROUP BY s._row
      """
  }
}
