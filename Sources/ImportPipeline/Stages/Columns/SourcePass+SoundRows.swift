import RecordMapping
import Schemas
import TabularCore

/// What the run keeps of rows that were read by columns.
extension SourcePass {
  /// What is kept besides while rows are read by columns.
  func makeColumnState(
    _ layout: BatchLayout, comparison: (any StoredComparison)?
  ) -> ColumnState {
    var places = Array(repeating: -1, count: fields.readers.count)
    for (place, field) in layout.fields.enumerated() { places[field] = place }
    var watched: [WatchedColumn] = []
    for (place, column) in layout.columns.enumerated() where cells.statistics[column.field] != nil {
      let field = fields.schema.fields[column.field]
      let countsFormat = field.type.definition.watch == .fractions
      watched.append(
        WatchedColumn(
          field: column.field, place: place,
          cellColumn: countsFormat || field.defaultValue != nil ? column.number : nil,
          countsFormat: countsFormat))
    }
    return ColumnState(
      layout, watched: layout.isPlain ? [] : watched, places: places, comparison: comparison,
      keepsLinks: session.tables[table].links != nil)
  }

  /// Keeps what the run needs of sound rows besides their keys, and staging.stages them.
  ///
  /// Rows are entered one after another, and kept together: up to a row that is read cell by cell, or to the
  /// end of the batch.
  mutating func keep(_ rows: inout [StagedBatch.Row], of validated: ColumnBatch) throws {
    guard !rows.isEmpty, let columns else { return }
    var batch = StagedBatch(
      fields: columns.fields, arena: validated.batch.arena, values: validated.values,
      pools: validated.pools, rows: rows)
    batch.isContinued = columns.isBatchBegun
    self.columns?.isBatchBegun = true
    rows.removeAll(keepingCapacity: true)
    if origins.isKept { noteOrigins(of: batch.rows, in: validated, columns) }
    if columns.keepsLinks { noteLinks(of: batch, in: validated, columns.parentTables) }
    if !columns.isPlain {
      for column in columns.watched { watch(column, in: batch, of: validated) }
      session.tables[table].enter(batch)
      noteParents(of: batch, in: validated, columns.parentTables)
      for index in ownReferences.indices {
        ownReferences[index].append(batch, column: columns.places[ownReferences[index].field])
      }
    }
    guard staging.stages else { return }
    try staging.flush()
    try session.store.stage(batch, of: fields.schema)
  }

  /// Notes which values of new records no cell gave.
  private mutating func noteOrigins(
    of rows: [StagedBatch.Row], in validated: ColumnBatch, _ columns: ColumnState
  ) {
    let stride = columns.fields.count
    for (column, place, origin) in columns.defaulted {
      for row in rows where row.storedID == nil {
        guard validated.values[row.place * stride + place].kind != .null else { continue }
        let isGiven =
          column.number > 0
          && validated.batch.cells(ofRowAt: row.place).contains {
            Int($0.column) == column.number && $0.kind != .blank
          }
        if !isGiven {
          origins.note(column.field, origin, row: validated.batch.rows[row.place].number)
        }
      }
    }
  }

  private func noteParents(of batch: StagedBatch, in validated: ColumnBatch, _ tables: [Int]) {
    let session = session
    for (reference, parentTable) in tables.enumerated() {
      let parents = session.tables[parentTable].rows
      session.tables[table].dependences.add(
        batch.rows, table: parentTable,
        parent: { validated.parents[$0.place * tables.count + reference] },
        isNew: { parents.operation(of: $0) == .create })
    }
    guard !validated.furtherParents.isEmpty else { return }
    for row in batch.rows {
      for parent in validated.furtherParents(ofRow: row.place) {
        let parentTable = tables[parent.reference]
        let ordinal = Int(parent.ordinal)
        guard session.tables[parentTable].rows.operation(of: ordinal) == .create else { continue }
        session.tables[table].dependences.add(
          row.ordinal, on: .init(table: parentTable, ordinal: ordinal))
      }
    }
  }

  /// Notes the rows that rows refer to, whether those make records or not.
  private func noteLinks(of batch: StagedBatch, in validated: ColumnBatch, _ tables: [Int]) {
    let session = session
    for (reference, parentTable) in tables.enumerated() {
      session.tables[table].links?.parents.add(
        batch.rows, table: parentTable,
        parent: { validated.parents[$0.place * tables.count + reference] }, isNew: { _ in true })
    }
    guard !validated.furtherParents.isEmpty else { return }
    for row in batch.rows {
      for parent in validated.furtherParents(ofRow: row.place) {
        session.tables[table].links?.parents.add(
          row.ordinal, on: .init(table: tables[parent.reference], ordinal: Int(parent.ordinal)))
      }
    }
  }

  /// Gives the values of a column to its statistics.
  mutating func watch(
    _ column: WatchedColumn, in batch: StagedBatch, of validated: ColumnBatch
  ) {
    // Taken out while it changes, so that nothing is copied.
    guard var statistics = cells.statistics.removeValue(forKey: column.field) else { return }
    defer { cells.statistics[column.field] = statistics }
    let pool = batch.pool(ofColumn: column.place)
    var next = 0
    batch.forEachValue(ofColumn: column.place) { value, arena in
      let place = batch.rows[next].place
      next += 1
      guard value.kind != .null else { return }
      var isPercent = false
      if let cellColumn = column.cellColumn {
        let cells = validated.batch.cells(ofRowAt: place)
        guard let cell = cells.first(where: { Int($0.column) == cellColumn }), cell.kind != .blank
        else { return }
        if column.countsFormat {
          let start = Int(cell.offset)
          isPercent =
            cell.format == .percent
            || arena[start..<start + Int(cell.length)].contains(UInt8(ascii: "%"))
        }
      }
      let number = validated.batch.rows[place].number
      switch value.kind {
      case .text:
        statistics.observe(
          UnsafeRawBufferPointer(rebasing: arena[value.offset..<value.offset + value.length]),
          row: number)
      case .date:
        statistics.observe(days: Int(Int64(bitPattern: value.bits)), row: number)
      default:
        statistics.observe(
          value.fieldValue(in: arena, pool: pool), row: number, isPercent: isPercent)
      }
    }
  }
}
