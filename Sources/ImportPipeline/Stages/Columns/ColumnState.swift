import RecordMapping
import Schemas
import TabularCore

/// What a pass that reads by columns keeps besides.
final class ColumnState {
  /// The fields that are validated by their bytes, by index.
  let fields: [Int]
  /// Where the key's values stand among those of a row.
  let keyColumns: [Int]
  /// Whether each cell is validated by its bytes alone.
  let isPlain: Bool
  /// The columns of which something is watched, by place.
  let watched: [WatchedColumn]
  /// The columns whose blank cells take a value, with where it comes from.
  let defaulted: [(column: BatchLayout.Column, place: Int, origin: ValueOrigin)]
  /// Where the values of fields stand that are not null in every row, by field.
  let places: [Int]
  /// The tables of the references' parents.
  let parentTables: [Int]
  /// The references' fields, by index.
  let referenceFields: [Int]
  /// The parents with errors that references were resolved to, by reference; whether they are those that the columns
  /// told.
  var awaited: [[Int32: Bool]]
  /// Compares rows with what is stored; `nil` where nothing is.
  let comparison: (any StoredComparison)?
  /// Refusals that are over the cap of details, to be counted.
  var tallies: [ColumnBatch.Refusal: Tally] = [:]
  /// Repeats of keys that are over the cap.
  var repeats: [IssueCode: Tally] = [:]
  /// The parts of the source, each with the ordinal of its first row.
  var parts: [(ordinal: Int, part: SourcePart)] = []
  /// Which codes of issues have as many details as are kept, by field.
  var saturated: [IssueCode: [Int: Bool]] = [:]
  /// Whether it is noted which rows refer to which, for the search of a part.
  let keepsLinks: Bool
  /// Whether rows of the batch that is entered have been kept.
  var isBatchBegun = false
  /// Consumes what prefetching loads, so that the optimizer keeps the loads.
  var prefetched: UInt64 = 0

  init(
    _ layout: BatchLayout, watched: [WatchedColumn], places: [Int],
    comparison: (any StoredComparison)?, keepsLinks: Bool
  ) {
    self.keepsLinks = keepsLinks
    fields = layout.fields
    keyColumns = layout.keyColumns
    isPlain = layout.isPlain
    self.watched = watched
    defaulted = (layout.surroundings?.defaults ?? []).map { item in
      let origin: ValueOrigin =
        switch item.source {
        case .constant: .constant
        case .path: .inherited
        }
      return (layout.columns[item.column], item.column, origin)
    }
    self.places = places
    parentTables = layout.references.map(\.table)
    referenceFields = layout.references.map(\.field)
    awaited = layout.references.map { _ in [:] }
    self.comparison = comparison
  }
}

/// A column of which something is watched while rows are read.
struct WatchedColumn {
  /// The field, by index.
  var field: Int
  /// The place among the columns.
  var place: Int
  /// The column of the source, from 1, where only the cell tells what counts.
  var cellColumn: Int?
  /// Whether the cell's format counts.
  var countsFormat: Bool
}

/// Issues that are only counted, and their rows.
struct Tally {
  private(set) var count = 0
  private(set) var rows = RowRanges()

  mutating func insert(_ row: Int) {
    count += 1
    rows.insert(row)
  }
}
