import RecordMapping
import Schemas
import TabularCore

/// Finds the rows of a part among the rows that a session has read: those that are named, all that refers to
/// them, directly or through others, and of what those refer to, the rows that make records which they need.
///
/// No smaller set has all of this. Each row and each reference is looked at once.
struct SubsetSearch {
  let session: ImportSession
  let scope: SubsetScope
  private var chosen = ChosenRows()
  /// The rows that are taken, by table.
  private var taken: [[Bool]]

  init(_ session: ImportSession, _ scope: SubsetScope) {
    self.session = session
    self.scope = scope
    taken = session.tables.map { Array(repeating: false, count: $0.rows.count) }
  }

  /// The rows of the part.
  mutating func rows() throws -> ChosenRows {
    var named: [RunTable.RowReference] = []
    for seed in scope.seeds { named += try rows(named: seed) }
    let below = take(named, following: links(up: false)) { _ in true }
    let tables = session.tables
    _ = take(below, following: links(up: true), again: true) { parent in
      let rows = tables[parent.table].rows
      return rows.state(of: parent.ordinal) != .valid
        || rows.operation(of: parent.ordinal) == .create
    }
    for (table, marks) in taken.enumerated() {
      for (ordinal, isTaken) in marks.enumerated() where isTaken {
        let rows = session.tables[table].rows
        chosen.numbers[Int(rows.source(of: ordinal)), default: []].insert(rows.number(of: ordinal))
      }
    }
    return chosen
  }

  // MARK: Rows that are named

  private mutating func rows(named seed: SubsetScope.Seed) throws -> [RunTable.RowReference] {
    switch seed {
    case .keys(let table, let keys):
      guard let index = session.positions[table] else { return [] }
      return try rows(ofTable: index, keys)
    case .value(let field, let value):
      let rows = session.tables.indices.flatMap { table in
        session.order[table].fieldIndex(named: field) == nil
          ? [] : (session.tables[table].links?.named ?? []).map { reference(table, $0) }
      }
      if rows.isEmpty { chosen.missing.append(.value(field: field, value)) }
      return rows
    case .sample(let count): return sample(of: count)
    }
  }

  private mutating func rows(
    ofTable table: Int, _ keys: [[String]]
  ) throws -> [RunTable.RowReference] {
    let run = session.tables[table]
    var found: Set<String> = []
    for parts in keys {
      let values = try zip(run.keyFields, parts).map { field, text in
        try session.typedValue(text, ofFieldAt: field, in: table)
      }
      if let key = RecordKey.text(values), let ordinal = run.ordinal(ofKey: key) {
        found.insert(run.rows.key(of: ordinal))
      } else {
        chosen.missing.append(.key(table: run.schema.name, parts))
      }
    }
    // A key that several rows have is told when all of them are read.
    return run.rows.indices.filter { found.contains(run.rows.key(of: $0)) }
      .map { reference(table, $0) }
  }

  private func sample(of count: Int) -> [RunTable.RowReference] {
    session.tables.indices.flatMap { table -> [RunTable.RowReference] in
      let others = session.tables.indices.filter { $0 != table }
      guard let links = session.tables[table].links?.parents,
        !others.contains(where: { links.hasParents(inTable: $0) })
      else { return [] }
      let rows = session.tables[table].rows
      let records = rows.indices.filter { rows.state(of: $0) != .skipped }
      guard count < records.count else { return records.map { reference(table, $0) } }
      return (0..<count).map { reference(table, records[$0 * records.count / count]) }
    }
  }

  private func reference(_ table: Int, _ ordinal: Int) -> RunTable.RowReference {
    RunTable.RowReference(table: table, ordinal: ordinal)
  }

  // MARK: What hangs together

  /// The links of all tables, by the table that they begin at.
  ///
  /// - Parameter up: whether they lead from rows to those that they refer to, else the other way.
  private func links(up: Bool) -> [[(table: Int, index: LinkIndex)]] {
    var all: [[(table: Int, index: LinkIndex)]] = session.tables.map { _ in [] }
    for (child, table) in session.tables.enumerated() {
      guard let links = table.links?.parents else { continue }
      for parent in session.tables.indices where links.hasParents(inTable: parent) {
        let index = LinkIndex(count: session.tables[up ? child : parent].rows.count) { body in
          links.forEachLink(ofTable: parent) { up ? body($0, $1) : body($1, $0) }
        }
        all[up ? child : parent].append((up ? parent : child, index))
      }
    }
    return all
  }

  /// Takes rows and all that links lead to from them; returns them.
  ///
  /// - Parameter again: whether links are followed from rows that are taken already.
  private mutating func take(
    _ rows: [RunTable.RowReference], following links: [[(table: Int, index: LinkIndex)]],
    again: Bool = false, where isWanted: (RunTable.RowReference) -> Bool
  ) -> [RunTable.RowReference] {
    var all: [RunTable.RowReference] = []
    for row in rows where again || !taken[row.table][row.ordinal] {
      taken[row.table][row.ordinal] = true
      all.append(row)
    }
    var next = 0
    while next < all.count {
      let row = all[next]
      next += 1
      for (table, index) in links[row.table] {
        index.forEach(from: row.ordinal) { ordinal in
          let other = reference(table, ordinal)
          guard ordinal < taken[table].count, !taken[table][ordinal], isWanted(other) else {
            return
          }
          taken[table][ordinal] = true
          all.append(other)
        }
      }
    }
    return all
  }
}
