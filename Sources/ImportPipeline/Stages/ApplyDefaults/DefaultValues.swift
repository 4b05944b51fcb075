import RecordMapping
import Schemas
import TabularCore

/// Gives fields without a cell their values: the stored ones, constants, a parent's, and those of expressions.
struct DefaultValues {
  let fields: TableFields
  let table: Int
  let records: any RecordLookup
  private let rules: (any RowRuleEvaluator)?
  /// The values of expressions, by field, where they are the same in every new row; `nil` where they may not be.
  var computed: [Int: FieldValue]?

  init(_ setup: SourceSetup) {
    fields = setup.fields
    table = setup.table
    records = setup.session
    rules = setup.defaultRules
  }

  /// Blank cells keep the stored values.
  func mergeStored(_ row: inout PendingRow) {
    guard let stored = row.stored else { return }
    for index in row.values.indices where !row.given.contains(index) {
      row.values[index] = stored.values[index]
    }
  }

  func fillDefaults(_ row: inout PendingRow) throws {
    guard row.creates else { return }
    for index in fields.defaulted
    where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index) {
      switch fields.schema.fields[index].defaultValue {
      case .text: if isUnread(index, of: row) { row.values[index] = fields.defaults[index] }
      case .path(let path):
        if isUnread(index, of: row), let value = try records.value(at: path, of: row, in: table) {
          row.values[index] = value
          try adoptParent(at: path, index, of: &row)
        }
      case .expression, nil: break
      }
    }
  }

  func fillLateDefaults(_ row: inout PendingRow) throws {
    guard row.creates else { return }
    for index in fields.dependent
    where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index) {
      if case .text = fields.schema.fields[index].defaultValue {
        row.values[index] = fields.defaults[index]
      }
    }
    if let computed {
      for (field, value) in computed
      where row.values[field].isNull && !row.cleared.contains(field)
        && !row.errors.contains(field)
      {
        row.values[field] = value
      }
      return
    }
    guard let rules else { return }
    _ = try rules.violations(values: row.values, creates: true)
    for (position, item) in fields.computedDefaults.enumerated()
    where row.values[item.field].isNull && !row.cleared.contains(item.field)
      && !row.errors.contains(item.field)
    {
      let details = try rules.details(ofConditionAt: position)
      guard let text = details.arguments.first?.value, !text.isEmpty else { continue }
      let reading = try? fields.readers[item.field].read(CellInput(text), in: ReadingContext())
      row.values[item.field] = reading?.value ?? .null
    }
  }

  /// Whether a field has no cell left to be read.
  private func isUnread(_ index: Int, of row: PendingRow) -> Bool {
    !fields.dependent.contains(index) || (row.origins[index] == nil && row.parts[index] == nil)
  }

  /// An inherited reference resolves to a record like a typed one.
  private func adoptParent(
    at path: FieldPath, _ index: Int, of row: inout PendingRow
  ) throws {
    guard let reference = fields.schema.reference(from: fields.schema.fields[index].name),
      let position = records.positions[reference.table]
    else { return }
    guard records.order[position].naturalKey == [reference.targetField] else { return }
    switch try records.record(withKey: row.values[index], in: position)
    {
    case .found(let record, _): row.parents[index] = [record]
    case .invalidParent(let parentRow):
      guard let record = records.waitingParent(parentRow) else { return }
      row.waitsFor = row.waitsFor ?? parentRow
      row.waiting.insert(index)
      row.parents[index] = [record]
    default: break
    }
  }

  /// Marks values that a row would inherit from a parent that is invalid or not found.
  ///
  /// They are unknown, so nothing is reported about them. Everything else is checked now, so that nobody
  /// needs another round to learn of it.
  ///
  /// - Parameter unreadOnly: whether to skip fields with a cell that is still to be read.
  func doubtInherited(of row: inout PendingRow, unreadOnly: Bool = false) {
    guard !row.errors.isEmpty || !row.waiting.isEmpty else { return }
    // A default may lead through a reference that is itself inherited.
    for _ in 0..<2 {
      for index in fields.defaulted
      where row.values[index].isNull && !row.cleared.contains(index) && !row.errors.contains(index)
      {
        guard case .path(let path) = fields.schema.fields[index].defaultValue,
          !unreadOnly || isUnread(index, of: row),
          let first = path.references.first.flatMap(fields.schema.fieldIndex(named:)),
          row.errors.contains(first) || row.waiting.contains(first)
        else { continue }
        row.errors.insert(index)
      }
    }
  }
}
