import RecordMapping
import Schemas
import TabularCore
import Workbooks

/// What is known of a source before its first row is read.
///
/// Nothing of it changes while rows are read. Each stage takes from it what it needs.
struct SourceSetup {
  let session: ImportSession
  let source: TableSource
  /// The source's index in the run.
  let sourceIndex: Int
  /// The table's index in dependency order.
  let table: Int
  let fields: TableFields
  /// The indexes of the natural key's fields.
  let keyFields: [Int]
  /// How each field's column is read, once decided.
  let decisions: [Int: ColumnDecision]
  let rowRules: any RowRuleEvaluator
  /// Evaluates the defaults that are expressions; `nil` when there are none.
  let defaultRules: (any RowRuleEvaluator)?
  /// The ordinal of the source's first row.
  let firstOrdinal: Int
  /// The columns, from 1, of fields that identify a row's record.
  let keyColumns: Set<Int>
  /// The rows that contain the totals of a table over the key's columns.
  let totalsRows: Set<Int>
  /// Fields whose problems the error of the header explains.
  let silencedFields: FieldSet
  /// Fields with cells in merged ranges, and the rows of those, as an earlier pass found.
  let mergedFields: [(field: Int, rows: RowRanges)]
  /// What each column is read as, by its number, from 1.
  let columnToField: [Int: ColumnTarget]
  /// The same as an array; `nil` for columns that are not read.
  private let targets: [ColumnTarget?]
  let hasStoredRecords: Bool
  /// Whether another program changed any of the stored records.
  let hasManualEdits: Bool

  init(
    _ session: ImportSession, sourceIndex: Int, decisions: [Int: ColumnDecision],
    mergedFields: [(field: Int, rows: RowRanges)] = []
  ) throws {
    self.session = session
    self.sourceIndex = sourceIndex
    self.decisions = decisions
    self.mergedFields = mergedFields
    source = session.sources[sourceIndex]
    table = source.table
    fields = try session.fields(ofTable: table)
    keyFields = session.tables[table].keyFields
    firstOrdinal = session.tables[table].rows.count
    let schema = session.order[table]
    rowRules = try session.store.makeRowRules(
      fields.checks.map { RowCondition($0.rule) }, of: schema)
    defaultRules =
      fields.computedDefaults.isEmpty
      ? nil
      : try session.store.makeRowRules(
        fields.computedDefaults.map {
          RowCondition(condition: "1", arguments: [("value", $0.expression)])
        }, of: schema)
    let keys = Set(keyFields).union(fields.identityFields).union(schema.defaultedKeySources)
    var keyColumns: Set<Int> = []
    var columnToField: [Int: ColumnTarget] = [:]
    for column in source.binding.columns where !column.isRepeated {
      guard let target = column.target else { continue }
      columnToField[column.number] = target
      if case .field(let index) = target, keys.contains(index) { keyColumns.insert(column.number) }
    }
    self.keyColumns = keyColumns
    self.columnToField = columnToField
    var targets: [ColumnTarget?] = Array(repeating: nil, count: (columnToField.keys.max() ?? 0) + 1)
    for (column, target) in columnToField { targets[column] = target }
    self.targets = targets
    totalsRows = Self.totalsRows(try source.rows.totalsRanges(), over: keyColumns)
    silencedFields = Self.silencedFields(source.binding, schema)
    hasStoredRecords = try session.store.recordCount(of: schema) > 0
    hasManualEdits = hasStoredRecords ? try session.store.hasManualEdits(of: schema) : false
  }

  /// What a column is read as.
  func target(ofColumn column: Int) -> ColumnTarget? {
    column < targets.count ? targets[column] : nil
  }

  /// The part of the key that distinguishes a row from its siblings: the last one with a column.
  var keyPlace: Int {
    keyFields.last { source.binding.place(ofFieldAt: $0) != nil } ?? keyFields.first ?? 0
  }

  /// Whether a merged range covers one column that is filled down: its meaning is clear.
  func isFilledDown(_ range: CellRange) -> Bool {
    guard range.first.column == range.last.column, range.first.row > source.binding.headerRow,
      case .field(let index)? = columnToField[range.first.column]
    else { return false }
    return fields.schema.fields[index].fillsDown
  }

  private static func totalsRows(_ ranges: [CellRange], over columns: Set<Int>) -> Set<Int> {
    var rows: Set<Int> = []
    for range in ranges
    where columns.contains(where: (range.first.column...range.last.column).contains) {
      rows.formUnion(range.first.row...range.last.row)
    }
    return rows
  }

  /// The fields given by two columns, or by only one of two parts: the header's error stands for them.
  private static func silencedFields(_ binding: HeaderBinding, _ schema: TableSchema) -> FieldSet {
    var silenced = FieldSet()
    for column in binding.columns where column.isRepeated {
      if let index = column.target?.fieldIndex { silenced.insert(index) }
    }
    for (index, parts) in binding.partsOfField where binding.columnOfField[index] == nil {
      let hasDate = parts.date != nil || schema.fields[index].parts?.dateFrom != nil
      if !hasDate || parts.time == nil { silenced.insert(index) }
    }
    return silenced
  }
}
