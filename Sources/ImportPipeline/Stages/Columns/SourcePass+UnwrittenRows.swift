import RecordMapping
import Schemas
import TabularCore

/// Rows that were read by columns and are not written: they have an error, or refer to rows that have one.
extension SourcePass {
  /// Whether a row waits for another.
  enum Awaited: Equatable {
    /// All rows that it refers to are valid.
    case nothing
    /// It waits for a row.
    case row(RunTable.RowReference)
    /// Only the cell-by-cell reading can tell.
    case unknown
  }

  /// Counts a row whose one refusal is over the cap of details; `false` when it must be told.
  mutating func enterRefused(
    _ validated: ColumnBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    guard mayEnterUnwritten(), let columns, let refusal = validated.refusals[index],
      !CellReading.columnCodes.contains(refusal.code),
      isSaturated(refusal.code, field: refusal.field),
      columns.isPlain || columns.comparison == nil, try awaited(validated, index) != .unknown,
      append(.invalid, validated, index, number: number, &rows)
    else { return false }
    if columns.isPlain {
      staging.plainRows?.append(validated.valueHashes[index])
    } else {
      try keep(&sound, of: validated)
      noteRefused(validated, index, ordinal: rows.count - 1, refused: refusal.field)
    }
    columns.tallies[refusal, default: Tally()].insert(number)
    return true
  }

  /// Enters a row that waits for another; `false` when it must be read cell by cell.
  ///
  /// Nothing is told of such a row by itself, so that all of it is known from its columns.
  mutating func enterWaiting(
    _ validated: ColumnBatch, _ index: Int, number: Int, _ rows: inout RowList,
    _ sound: inout [StagedBatch.Row]
  ) throws -> Bool {
    guard mayEnterUnwritten(), let columns, !columns.isPlain, columns.comparison == nil,
      case .row(let parent) = try awaited(validated, index),
      append(.waiting, validated, index, number: number, &rows)
    else { return false }
    try keep(&sound, of: validated)
    noteRefused(validated, index, ordinal: rows.count - 1, refused: nil)
    session.tables[table].waitsFor[rows.count - 1] = parent
    return true
  }

  /// Whether all that is asked of a row that is not written is known from its columns.
  ///
  /// What such a row refers to is only known when it is read cell by cell. It is `mutating` since the compiler copies
  /// the whole pass to call a method that is not.
  private mutating func mayEnterUnwritten() -> Bool {
    columns?.keepsLinks == false && ownReferences.isEmpty
  }

  /// Appends and counts a row that is not written; `false` when its key is there already.
  private mutating func append(
    _ state: RunTable.State, _ validated: ColumnBatch, _ index: Int, number: Int,
    _ rows: inout RowList
  ) -> Bool {
    let start = index == 0 ? 0 : validated.keyEnds[index - 1]
    let isNew = validated.keyBytes.withUnsafeBytes { bytes in
      let key = UnsafeRawBufferPointer(rebasing: bytes[start..<validated.keyEnds[index]])
      let hash = validated.keyHashes[index]
      guard key.isEmpty || rows.keys.first(key, hash: hash) == nil else { return false }
      rows.append(
        number: Int32(clamping: number), source: Int32(setup.sourceIndex), state: state,
        operation: .create, key: key)
      if !key.isEmpty { rows.enterLast(hash: hash) }
      return true
    }
    guard isNew else { return false }
    counter.count(rowNumber: number)
    counter.countData()
    return true
  }

  /// The first row that a row refers to and that is not valid, as the resolution of its references tells it.
  ///
  /// Columns look parents up by their keys alone. Another name, or a stored record, may lead elsewhere; that is asked
  /// once for each parent.
  mutating func awaited(_ validated: ColumnBatch, _ index: Int) throws -> Awaited {
    guard let columns, !columns.isPlain else { return .nothing }
    var first = Awaited.nothing
    let count = columns.parentTables.count
    for (position, parentTable) in columns.parentTables.enumerated() {
      let ordinal = validated.parents[index * count + position]
      guard ordinal >= 0, session.tables[parentTable].rows.state(of: Int(ordinal)) != .valid
      else { continue }
      let parent = RunTable.RowReference(table: parentTable, ordinal: Int(ordinal))
      let isMeant: Bool
      if let known = columns.awaited[position][ordinal] {
        isMeant = known
      } else {
        isMeant = try isAwaited(parent, by: columns.referenceFields[position])
        columns.awaited[position][ordinal] = isMeant
      }
      guard isMeant else { return .unknown }
      if first == .nothing { first = .row(parent) }
    }
    return first
  }

  /// Whether the key of a row with an error leads to that row and to no other.
  private func isAwaited(_ parent: RunTable.RowReference, by field: Int) throws -> Bool {
    guard let reference = fields.referencing.first(where: { $0.0 == field })?.1,
      reference.with.isEmpty, reference.alternatives.allSatisfy(\.within.isEmpty)
    else { return false }
    let session = session
    let outcome = try session.resolver.resolve(
      session.tables[parent.table].rows.key(of: parent.ordinal), reference: reference,
      of: fields.schema.name, tables: session.tables,
      valueAt: { _ throws(StoreError) in nil })
    guard case .invalidParent(let found) = outcome else { return false }
    return found == parent
  }

  /// Notes what the run keeps of a row that is not written besides its key.
  ///
  /// - Parameter refused: the field whose cell is refused, by index; `nil` where none is.
  mutating func noteRefused(
    _ validated: ColumnBatch, _ index: Int, ordinal: Int, refused: Int?
  ) {
    guard let columns else { return }
    let values = validated.fieldValues(
      ofRowAt: index, fields: columns.fields, fieldCount: fields.readers.count)
    let row = StagedBatch(
      fields: columns.fields, arena: validated.batch.arena, values: validated.values,
      pools: validated.pools, rows: [.init(ordinal: ordinal, place: index)])
    for column in columns.watched { watch(column, in: row, of: validated) }
    session.tables[table].enter(values, ordinal: ordinal)
    var unsound = FieldSet()
    if let refused { unsound.insert(refused) }
    staging.stageProvisionally(values, ordinal: ordinal, unsound: unsound)
    staging.keepRefused(values, ordinal: ordinal, unsound: unsound, in: &session.tables[table])
    staging.keepValues(values, ofRefused: ordinal)
  }
}
