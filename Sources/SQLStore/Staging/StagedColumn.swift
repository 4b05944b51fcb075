import ImportPipeline
import RecordMapping
import RuleEvaluation
import Schemas

/// The values of one field over the staged rows, as rules and keys read them.
struct StagedColumn {
  /// The field, by index.
  let index: Int
  let field: Field
  private(set) var value = RuleColumn()
  /// The local time, where `isDateTime`.
  private(set) var local = RuleColumn()
  /// The rows and items of a list; places count from 1.
  private(set) var itemPositions: [Int32] = []
  private(set) var itemPlaces = IntegerColumn()
  private(set) var items = RuleColumn()
  let isList: Bool
  /// Whether a second column holds the local time.
  let isDateTime: Bool

  init(_ field: Field, index: Int) {
    self.index = index
    self.field = field
    isList = field.type.definition.storage.isList
    isDateTime =
      switch field.store {
      case .dateTime, .instant, .localTime: true
      default: field.type.definition.storage == .moment
      }
  }

  /// Whether values are compared folded.
  var isFolded: Bool {
    if case .foldedColumn = field.store { true } else { field.isFolded }
  }

  /// Whether both hold the same values.
  func holdsSame(as other: Self) -> Bool {
    index == other.index && value.holdsSame(as: other.value) && local.holdsSame(as: other.local)
      && items.holdsSame(as: other.items) && itemPositions == other.itemPositions
      && itemPlaces == other.itemPlaces
  }

  /// Appends the value of a row.
  mutating func append(_ value: FieldValue, position: Int, pool: TextPool) {
    guard !isList else { return appendItems(of: value, position: position, pool: pool) }
    self.value.append(value, pool: pool)
    if isDateTime { local.append(localTime(of: value), pool: pool) }
  }

  /// Appends the values of rows that were read by columns.
  ///
  /// - Parameters:
  ///   - column: the place among the batch's fields; -1 when none of the rows has a value.
  ///   - position: the position of the first row.
  mutating func append(_ batch: StagedBatch, column: Int, position: Int, pool: TextPool) {
    guard column >= 0 else {
      guard !isList else { return }
      value.appendNulls(batch.rows.count)
      if isDateTime { local.appendNulls(batch.rows.count) }
      return
    }
    let kept = batch.pool(ofColumn: column)
    guard !isList else {
      var position = position
      return batch.forEachValue(ofColumn: column) { value, arena in
        if value.kind != .null {
          appendItems(
            of: value.fieldValue(in: arena, pool: kept), position: position, pool: pool)
        }
        position += 1
      }
    }
    value.append(batch, column: column, kept: kept, pool: pool)
    guard isDateTime else { return }
    local.append(batch, column: column, kept: kept, pool: pool, part: localTime)
  }

  private mutating func appendItems(of value: FieldValue, position: Int, pool: TextPool) {
    guard case .list(let values) = value else { return }
    for (place, item) in values.enumerated() {
      itemPositions.append(Int32(truncatingIfNeeded: position))
      itemPlaces.append(Int64(place + 1))
      items.append(item, pool: pool)
    }
  }

  private func localTime(of value: FieldValue) -> FieldValue {
    if case .dateTime(let local, _) = value { .text(local) } else { .null }
  }
}

extension RuleColumn {
  /// The column, or the refusal to evaluate rules over it.
  func known() throws -> ColumnVector {
    guard let vector else { throw UnsupportedQuery("a column of several kinds") }
    return vector
  }
}
