import TabularCore

/// The rows that wait for invalid rows, grouped by the invalid row at the root.
struct WaitingRows {
  /// The rows of one source.
  struct Place: Hashable {
    /// The table's index in dependency order.
    var table: Int
    /// The source's index in the run.
    var source: Int
  }

  /// The waiting rows, by the row they wait for.
  private(set) var byParent: [RunTable.RowReference: [Place: RowRanges]] = [:]
  /// The waiting rows, by the table that could not be read.
  private(set) var byTable: [Int: [Place: RowRanges]] = [:]

  /// Notes that a row waits for another.
  mutating func note(_ parent: RunTable.RowReference, place: Place, row: Int) {
    byParent[parent, default: [:]][place, default: RowRanges()].insert(row)
  }

  /// Notes that a row waits for a table.
  mutating func note(table: Int, place: Place, row: Int) {
    byTable[table, default: [:]][place, default: RowRanges()].insert(row)
  }

  /// Discards the rows of a source, which is read again.
  mutating func forget(source: Int) {
    for (parent, places) in byParent {
      let kept = places.filter { $0.key.source != source }
      byParent[parent] = kept.isEmpty ? nil : kept
    }
    for (table, places) in byTable {
      let kept = places.filter { $0.key.source != source }
      byTable[table] = kept.isEmpty ? nil : kept
    }
  }
}
