import TabularCore

/// Which rows of a table depend on new rows of other tables, or of the same: four bytes a row and parents' table.
struct RowDependences {
  private struct Pair {
    var row: Int32
    var parent: Int32
  }

  /// The rows that depend on rows of one table.
  private struct Parents {
    /// The first parent of each row, by ordinal; -1 for none.
    var first: [Int32] = []
    /// Further parents, of lists.
    var others: [Pair] = []

    mutating func makeRoom(for rows: [StagedBatch.Row]) {
      guard let last = rows.last, last.ordinal >= first.count else { return }
      first.makeRoom(for: last.ordinal + 1 - first.count)
    }

    mutating func add(_ row: Int, _ parent: Int32) {
      if first.count <= row {
        first.append(contentsOf: repeatElement(-1, count: row + 1 - first.count))
      }
      if first[row] < 0 {
        first[row] = parent
      } else if first[row] != parent {
        others.append(Pair(row: Int32(truncatingIfNeeded: row), parent: parent))
      }
    }
  }

  /// The parents of the rows, by the parents' table.
  private var tables: [Parents] = []

  /// Notes that a row needs a new row of a table.
  mutating func add(_ row: Int, on parent: RunTable.RowReference) {
    while tables.count <= parent.table { tables.append(Parents()) }
    tables[parent.table].add(row, Int32(truncatingIfNeeded: parent.ordinal))
  }

  /// Notes the new parents of rows in one table.
  ///
  /// - Parameters:
  ///   - parents: gives each row's parent by ordinal; -1 for none.
  ///   - isNew: whether a parent makes a record.
  mutating func add(
    _ rows: [StagedBatch.Row], table: Int, parent: (StagedBatch.Row) -> Int32,
    isNew: (Int) -> Bool
  ) {
    while tables.count <= table { tables.append(Parents()) }
    tables[table].makeRoom(for: rows)
    for row in rows {
      let parent = parent(row)
      guard parent >= 0, isNew(Int(parent)) else { continue }
      tables[table].add(row.ordinal, parent)
    }
  }

  /// The rows that depend on rows of a table.
  func rows(on ordinals: Set<Int>, ofTable table: Int) -> Set<Int> {
    var rows: Set<Int> = []
    forEach(on: ordinals, ofTable: table) { row, _ in rows.insert(row) }
    return rows
  }

  /// Gives each row that depends on rows of a table, with the row that it depends on.
  func forEach(
    on ordinals: Set<Int>, ofTable table: Int, _ body: (_ row: Int, _ parent: Int) -> Void
  ) {
    guard table < tables.count else { return }
    for (row, parent) in tables[table].first.enumerated()
    where parent >= 0 && ordinals.contains(Int(parent)) {
      body(row, Int(parent))
    }
    for pair in tables[table].others where ordinals.contains(Int(pair.parent)) {
      body(Int(pair.row), Int(pair.parent))
    }
  }

  /// Whether any row depends on rows of a table.
  func hasParents(inTable table: Int) -> Bool {
    table < tables.count && !tables[table].first.isEmpty
  }

  /// Gives each row that depends on a row of a table, with that row.
  func forEachLink(ofTable table: Int, _ body: (_ row: Int, _ parent: Int) -> Void) {
    guard table < tables.count else { return }
    for (row, parent) in tables[table].first.enumerated() where parent >= 0 {
      body(row, Int(parent))
    }
    for pair in tables[table].others { body(Int(pair.row), Int(pair.parent)) }
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    for table in tables.indices {
      let count = tables[table].first.count
      if count > ordinal { tables[table].first.removeLast(count - ordinal) }
      tables[table].others.removeAll { $0.row >= ordinal }
    }
  }
}
