/// Which rows of a table depend on new rows of other tables, or of the same.
struct RowDependences {
  private struct Pair {
    var row: Int32
    var parent: Int32
  }

  /// The rows with their parents, by the parents' table.
  private var pairs: [[Pair]] = []

  /// Notes that a row needs a new row of a table.
  mutating func add(_ row: Int, on parent: RunTable.RowReference) {
    while pairs.count <= parent.table { pairs.append([]) }
    pairs[parent.table].append(
      Pair(
        row: Int32(truncatingIfNeeded: row), parent: Int32(truncatingIfNeeded: parent.ordinal)))
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
    while pairs.count <= table { pairs.append([]) }
    for row in rows {
      let parent = parent(row)
      guard parent >= 0, isNew(Int(parent)) else { continue }
      pairs[table].append(Pair(row: Int32(truncatingIfNeeded: row.ordinal), parent: parent))
    }
  }

  /// The rows that depend on rows of a table.
  func rows(on ordinals: Set<Int>, ofTable table: Int) -> Set<Int> {
    guard table < pairs.count else { return [] }
    var rows: Set<Int> = []
    for pair in pairs[table] where ordinals.contains(Int(pair.parent)) {
      rows.insert(Int(pair.row))
    }
    return rows
  }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    for table in pairs.indices { pairs[table].removeAll { $0.row >= ordinal } }
  }
}
