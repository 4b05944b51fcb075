import RecordMapping

/// The values at the end of a path from parents, each looked up once.
final class InheritedValues {
  /// There is no value.
  static let none: Int32 = -1
  /// Only the cell-by-cell reading can tell.
  static let unknown: Int32 = -2
  private static let unasked: Int32 = -3

  private let path: ColumnPath
  private let parents: ParentTables
  private let table: Int
  private let memo: ReadingMemo?
  private var generation = 0
  private var places: [Int32]
  private var own: [FieldValue] = []

  /// The values of a path that begins at a reference to a table.
  ///
  /// - Parameter memo: the column whose pool takes the values; `nil` to keep them here.
  init(_ path: ColumnPath, of parents: ParentTables, table: Int, memo: ReadingMemo? = nil) {
    self.path = path
    self.parents = parents
    self.table = table
    self.memo = memo
    places = Array(repeating: Self.unasked, count: parents[table]?.rows.count ?? 0)
  }

  /// Forgets places that are not theirs any more; to be called between batches.
  func makeRoom() {
    guard let memo, memo.generation != generation else { return }
    generation = memo.generation
    places = Array(repeating: Self.unasked, count: places.count)
  }

  /// The place of a parent's value in the pool, `none` or `unknown`.
  @inline(__always)
  func place(ofParent ordinal: Int32) -> Int32 {
    let known = places[Int(ordinal)]
    return known != Self.unasked ? known : look(Int(ordinal))
  }

  /// A value that is kept here.
  func value(at place: Int32) -> FieldValue { own[Int(place)] }

  private func look(_ ordinal: Int) -> Int32 {
    let place: Int32
    switch parents.value(at: path.rest[...], path.field, table: table, ordinal: ordinal) {
    case .unknown: place = Self.unknown
    case .value(.null): place = Self.none
    case .value(let value):
      if let memo {
        place = memo.keep(value)
      } else if own.last == value {
        place = Int32(truncatingIfNeeded: own.count - 1)
      } else {
        own.append(value)
        place = Int32(truncatingIfNeeded: own.count - 1)
      }
    }
    places[ordinal] = place
    return place
  }
}
