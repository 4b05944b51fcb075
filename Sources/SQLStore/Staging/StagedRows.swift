public import ImportPipeline
public import RecordMapping
public import RuleEvaluation
public import Schemas
import TabularCore

/// The rows of a table that a run stages, as they are told, before any of them is a row of SQL.
///
/// Most questions about staged rows are answered from columns that hold only what rules and keys read. The
/// rows themselves stand in a log and become rows of a staging table when SQL is asked about them: in a
/// validation without findings never.
public final class StagedRows {
  /// The table.
  public let schema: TableSchema
  let pool: TextPool
  private var log = RowLog()
  // Asked for every row; nothing that is called while they change comes back here.
  @exclusivity(unchecked) private(set) var ordinals = NumberRuns()
  /// The highest ordinal so far, below 0 without rows.
  @exclusivity(unchecked) private var highest = -1
  /// The newest position of each row that came after one of a higher ordinal, or of its own.
  @exclusivity(unchecked) private var late: [Int: Int] = [:]
  /// The other rows, whose ordinals ascend.
  @exclusivity(unchecked) private var ascending = AscendingRows()
  /// Whether rows were taken back, by position.
  private var isDiscarded = RowMarks()
  private var discardedCount = 0
  private var hasDeletes = false
  /// The stored records that rows change, keep or delete, by position; none where there is none.
  private var storedIDs: [Int64?] = []
  private var touchedCount: Int?
  /// Which fields any row has a value of.
  private var filled: [Bool]
  private var hasSourceIDs = false
  /// Whether the rows are in the store without having been in the staging table.
  public var isLoaded = false
  private var kinds: [RecordOperation] = []
  private(set) var columns: [StagedColumn]
  /// How many rows are in the staging table of the store.
  private var writtenCount = 0
  /// Positions of rows in the staging table that are no longer staged.
  private var unwritten: Set<Int> = []
  /// Positions of rows that were taken out of the staging table and are staged again.
  private var rewritten: Set<Int> = []
  /// The columns over the rows that stay, until rows change.
  private var relations: [String: Relation]?

  /// No rows.
  ///
  /// - Parameters:
  ///   - fields: the fields, by index, that rules and keys read.
  ///   - pool: the texts of all tables of the run.
  public init(_ schema: TableSchema, fields: Set<Int>, pool: TextPool) {
    self.schema = schema
    self.pool = pool
    filled = Array(repeating: false, count: schema.fields.count)
    columns = fields.sorted().map { StagedColumn(schema.fields[$0], index: $0) }
  }

  /// The rows of others as they are, none of which is in a staging table.
  private init(copying other: StagedRows) {
    schema = other.schema
    pool = other.pool
    log = other.log.copy
    ordinals = other.ordinals
    highest = other.highest
    late = other.late
    ascending = other.ascending
    isDiscarded = other.isDiscarded
    discardedCount = other.discardedCount
    hasDeletes = other.hasDeletes
    storedIDs = other.storedIDs
    touchedCount = other.touchedCount
    filled = other.filled
    hasSourceIDs = other.hasSourceIDs
    kinds = other.kinds
    columns = other.columns
  }

  /// The same rows for another run: what happens to one of both is not seen in the other.
  func copy() -> StagedRows { StagedRows(copying: self) }

  /// How many rows were ever added.
  var count: Int { ordinals.count }

  /// Adds a row.
  public func append(_ record: StagedRecord) {
    let position = ordinals.count
    note(record.ordinal, storedID: record.storedID)
    log.append(record)
    if record.operation == .delete { hasDeletes = true }
    if record.sourceID?.isEmpty == false { hasSourceIDs = true }
    for (index, value) in record.values.enumerated() where index < filled.count {
      if case .null = value { continue }
      filled[index] = true
    }
    kinds.append(record.operation)
    discardAnswers()
    for place in columns.indices {
      let index = columns[place].index
      columns[place].append(
        index < record.values.count ? record.values[index] : .null, position: position,
        pool: pool)
    }
  }

  /// Adds rows that were read by columns.
  public func append(_ batch: StagedBatch) {
    let position = ordinals.count
    kinds.makeRoom(for: batch.rows.count)
    for row in batch.rows { note(row.ordinal, storedID: row.storedID) }
    for row in batch.rows { kinds.append(row.storedID == nil ? .create : .unchanged) }
    var places = Array(repeating: -1, count: schema.fields.count)
    for (place, field) in batch.fields.enumerated() {
      places[field] = place
      if !filled[field] { filled[field] = batch.hasValues(inColumn: place) }
    }
    log.append(batch, columns: places)
    discardAnswers()
    for index in columns.indices {
      columns[index].append(
        batch, column: places[columns[index].index], position: position, pool: pool)
    }
  }

  private func note(_ ordinal: Int, storedID: Int64?) {
    let position = ordinals.count
    if ordinal > highest {
      highest = ordinal
      ascending.append(ordinal, at: position)
    } else {
      late[ordinal] = position
    }
    ordinals.append(ordinal)
    guard let storedID else { return }
    while storedIDs.count < position { storedIDs.append(nil) }
    storedIDs.append(storedID)
  }

  /// Forgets what was asked about the rows before they changed.
  private func discardAnswers() {
    relations = nil
    touchedCount = nil
  }

  /// Takes rows back by their ordinals.
  public func discard(_ ordinals: some Sequence<Int>) {
    for ordinal in ordinals {
      if let position = position(of: ordinal) { discard(at: position) }
    }
  }

  /// Takes back the rows from an ordinal on.
  public func discard(from ordinal: Int) {
    for position in ordinals.indices.reversed() {
      if ordinals[position] >= ordinal {
        discard(at: position)
      } else if areAscending {
        return
      }
    }
  }

  private func discard(at position: Int) {
    guard !isDiscarded[position] else { return }
    isDiscarded[position] = true
    discardedCount += 1
    if position < writtenCount { unwritten.insert(position) }
    rewritten.remove(position)
    discardAnswers()
  }

  /// Puts rows that were taken back into the stage again, as they were.
  public func restore(_ ordinals: some Sequence<Int>) {
    for ordinal in ordinals {
      guard let position = newestPosition(of: ordinal), isDiscarded[position] else { continue }
      isDiscarded[position] = false
      discardedCount -= 1
      if position < writtenCount, unwritten.remove(position) == nil { rewritten.insert(position) }
      discardAnswers()
    }
  }

  /// The values of a row; `nil` when it is not staged.
  public func values(of ordinal: Int) -> [FieldValue]? {
    position(of: ordinal).flatMap { log.record(at: $0, ordinal: ordinal)?.values }
  }

  private func position(of ordinal: Int) -> Int? {
    newestPosition(of: ordinal).flatMap { isDiscarded[$0] ? nil : $0 }
  }

  /// Where a row was added last, taken back or not.
  private func newestPosition(of ordinal: Int) -> Int? {
    late[ordinal] ?? ascending.position(of: ordinal)
  }

  /// Whether the ordinals ascend from row to row.
  private var areAscending: Bool { late.isEmpty }

  /// Whether the run makes, keeps, changes or deletes so many different stored records.
  public func touches(allOf count: Int) -> Bool {
    guard count > 0 else { return true }
    guard storedIDs.count >= count else { return false }
    if let touchedCount { return touchedCount == count }
    var ids: [Int64] = []
    for (position, id) in storedIDs.enumerated() where !isDiscarded[position] {
      if let id { ids.append(id) }
    }
    // Rows mostly stand in the order of their records.
    if zip(ids, ids.dropFirst()).contains(where: { $0 >= $1 }) { ids = Array(Set(ids)) }
    touchedCount = ids.count
    return ids.count == count
  }

  /// Whether every row that is staged makes a record, and gives it no identifier of another system.
  var makesOnlyRecords: Bool { !hasSourceIDs && operations.isSubset(of: [.create]) }

  /// Whether every staged row keeps its record as it is, and so does what the staging table holds: rows that
  /// were taken back are still in there.
  var keepAll: Bool {
    !hasSourceIDs && unwritten.isEmpty && rewritten.isEmpty
      && operations.isSubset(of: [.unchanged])
  }

  /// What the staged rows do.
  public var operations: Set<RecordOperation> {
    var operations: Set<RecordOperation> = []
    // Most rows do what the one before them does.
    var last: RecordOperation?
    for position in ordinals.indices where kinds[position] != last && !isDiscarded[position] {
      last = kinds[position]
      operations.insert(kinds[position])
    }
    return operations
  }

  /// How many rows are staged.
  var rowCount: Int { ordinals.count - discardedCount }

  /// Whether any row was ever staged with a value in a field.
  public func hasValues(ofFieldAt index: Int) -> Bool { filled[index] }

  /// Gives the staged rows by ordinal.
  public func forEach(_ body: (StagedRecord) throws -> Void) throws {
    var positions = ordinals.indices.filter { !isDiscarded[$0] }
    if !areAscending { positions.sort { ordinals[$0] < ordinals[$1] } }
    try log.forEach(
      positions.lazy.map { (position: $0, ordinal: self.ordinals[$0]) }, body)
  }

  /// Gives the staged rows by ordinal as their bytes.
  public func forEachRow(_ body: (StagedRow) throws -> Void) throws {
    var positions = ordinals.indices.filter { !isDiscarded[$0] }
    if !areAscending { positions.sort { ordinals[$0] < ordinals[$1] } }
    try log.forEachRow(
      positions.lazy.map { (position: $0, ordinal: self.ordinals[$0]) }, body)
  }

  // MARK: The staging table

  /// Whether the staging table lacks changes.
  public var hasChanges: Bool {
    !isLoaded && (writtenCount < ordinals.count || !unwritten.isEmpty || !rewritten.isEmpty)
  }

  /// Gives what the staging table lacks; afterwards it lacks nothing.
  ///
  /// - Parameters:
  ///   - delete: takes rows out by their ordinals.
  ///   - insert: puts a row in.
  public func writeChanges(
    delete: ([Int]) throws -> Void, insert: (StagedRecord) throws -> Void
  ) throws {
    if !unwritten.isEmpty { try delete(unwritten.sorted().map { ordinals[$0] }) }
    let again = rewritten.sorted()
    unwritten = []
    rewritten = []
    let first = writtenCount
    writtenCount = ordinals.count
    for positions in [again, Array(first..<ordinals.count)] {
      try log.forEach(
        positions.lazy.filter { !self.isDiscarded[$0] }
          .map { (position: $0, ordinal: self.ordinals[$0]) }, insert)
    }
  }

  // MARK: Columns

  /// A table of set rules over the rows that stay: the table itself, or one of its lists, by name in lower
  /// case.
  public func relation(named name: String) -> Relation? {
    if relations == nil { relations = makeRelations() }
    return relations?[name]
  }

  /// The positions of the rows that stay; `nil` for all.
  var stayingRows: [Int32]? {
    guard discardedCount > 0 || hasDeletes else { return nil }
    var rows: [Int32] = []
    rows.reserveCapacity(rowCount)
    for position in ordinals.indices where !isDiscarded[position] && kinds[position] != .delete {
      rows.append(Int32(truncatingIfNeeded: position))
    }
    return rows
  }

  private func makeRelations() -> [String: Relation] {
    let rows = stayingRows
    let name = schema.name.lowercased()
    var relations: [String: Relation] = [:]
    var passing: Set = ["_row", "_creates"]
    var own: [(name: String, make: () throws -> ColumnVector)] = [
      ("_row", { [self] in staying(.integer(ordinals.column), rows) }),
      (
        "_creates",
        { [self] in
          staying(.integer(IntegerColumn(kinds.map { $0 == .create ? 1 : 0 })), rows)
        }
      ),
    ]
    for column in columns {
      if column.isList {
        relations[name + "__" + column.field.name.lowercased()] = relation(of: column, rows)
        continue
      }
      own.append((column.field.name, { [self] in try staying(column.value.known(), rows) }))
      if column.value.isCompact { passing.insert(column.field.name) }
      if column.isDateTime {
        own.append(
          (column.field.name + "_local", { [self] in try staying(column.local.known(), rows) }))
      }
    }
    relations[name] = Relation(
      count: rows?.count ?? ordinals.count, isTable: true, passing: passing,
      columns: own)
    return relations
  }

  func staying(_ vector: ColumnVector, _ rows: [Int32]?) -> ColumnVector {
    rows.map(vector.selected) ?? vector
  }

  /// The items of a list with the keys of their rows.
  private func relation(of list: StagedColumn, _ rows: [Int32]?) -> Relation {
    var kept: [Int32]?
    if let rows {
      let staying = Set(rows)
      kept = list.itemPositions.indices.lazy
        .filter { staying.contains(list.itemPositions[$0]) }.map { Int32(truncatingIfNeeded: $0) }
    }
    let positions =
      kept.map { kept in kept.map { list.itemPositions[Int($0)] } } ?? list.itemPositions
    func items(_ vector: ColumnVector) -> ColumnVector { kept.map(vector.selected) ?? vector }
    var own: [(name: String, make: () throws -> ColumnVector)] = [
      (
        "_row",
        { [self] in
          ColumnVector.integer(ordinals.column).selected(positions)
        }
      )
    ]
    for key in schema.naturalKey {
      guard let column = columns.first(where: { $0.field.name == key }) else { continue }
      own.append((key, { try column.value.known().selected(positions) }))
    }
    own.append(("position", { items(.integer(list.itemPlaces)) }))
    own.append(("item", { try items(list.items.known()) }))
    return Relation(count: positions.count, isTable: true, columns: own)
  }
}

extension StagedRows: KeptStage {
  /// How many bytes the texts take that all tables of the run share.
  public var textByteCount: Int { pool.byteCount }

  /// Whether set rules that name the fields they read see the same in both.
  public func showsSame(as other: any KeptStage) -> Bool {
    guard let other = other as? StagedRows, pool === other.pool, ordinals == other.ordinals,
      kinds == other.kinds, isDiscarded == other.isDiscarded, columns.count == other.columns.count
    else { return false }
    return zip(columns, other.columns).allSatisfy { $0.holdsSame(as: $1) }
  }
}
