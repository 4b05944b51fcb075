import RecordMapping
import Schemas
import TabularCore

extension TablePass {
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

  /// What is kept besides while rows are read by columns.
  func makeScreening(
    _ screen: RowScreen, comparison: (any StoredComparison)?
  ) -> Screening {
    var places = Array(repeating: -1, count: fields.readers.count)
    for (place, field) in screen.fields.enumerated() { places[field] = place }
    var watched: [WatchedColumn] = []
    for (place, column) in screen.columns.enumerated() where statistics[column.field] != nil {
      let field = fields.schema.fields[column.field]
      let countsFormat = field.type == .percent
      watched.append(
        WatchedColumn(
          field: column.field, place: place,
          cellColumn: countsFormat || field.defaultValue != nil ? column.number : nil,
          countsFormat: countsFormat))
    }
    return Screening(
      screen, watched: screen.isPlain ? [] : watched, places: places, comparison: comparison)
  }

  /// Notes what the run keeps of a sound row besides its key.
  mutating func noteWhole(
    _ judged: ScreenedBatch, _ index: Int, number: Int, ordinal: Int
  ) {
    guard let screening else { return }
    let count = screening.fields.count
    judged.batch.arena.withUnsafeBytes { arena in
      for column in screening.watched {
        watch(column, judged, index, number: number, of: count, arena)
      }
      let work = work
      work.tables[table].enter(ordinal: ordinal) { field in
        let place = screening.places[field]
        return place < 0
          ? .null : judged.value(ofRowAt: index, column: place, of: count, in: arena)
      }
    }
    let references = screening.parentTables.count
    for reference in 0..<references {
      let parent = judged.parents[index * references + reference]
      if parent >= 0 { depend(ordinal, on: Int(parent), of: screening.parentTables[reference]) }
    }
    guard !judged.furtherParents.isEmpty else { return }
    for parent in judged.furtherParents(ofRow: index) {
      depend(ordinal, on: Int(parent.ordinal), of: screening.parentTables[parent.reference])
    }
  }

  /// Whether a row with an error need but be counted: as many as are kept for other questions are kept.
  func mayTally() -> Bool {
    fields.schema.uniqueKeys.isEmpty
      && (!stages || work.tables[table].refused.count >= RunTable.maximumRefused)
  }

  /// Notes what the run keeps of a row with an error besides its key.
  mutating func noteRefused(
    _ judged: ScreenedBatch, _ index: Int, number: Int, ordinal: Int
  ) {
    guard let screening else { return }
    let values = judged.fieldValues(
      ofRowAt: index, fields: screening.fields, fieldCount: fields.readers.count)
    judged.batch.arena.withUnsafeBytes { arena in
      for column in screening.watched {
        watch(column, judged, index, number: number, of: screening.fields.count, arena)
      }
    }
    work.tables[table].enter(ordinal: ordinal) { values[$0] }
    if refusedValues.count < 10_000 { refusedValues[ordinal] = values }
  }

  private func depend(_ ordinal: Int, on parent: Int, of parentTable: Int) {
    guard work.tables[parentTable].rows.operation(of: parent) == .create else { return }
    work.tables[table].dependsOn.append((ordinal, .init(table: parentTable, ordinal: parent)))
  }

  private mutating func watch(
    _ column: WatchedColumn, _ judged: ScreenedBatch, _ index: Int, number: Int, of count: Int,
    _ arena: UnsafeRawBufferPointer
  ) {
    let value = judged.values[index * count + column.place]
    guard value.kind != .null else { return }
    var isPercent = false
    if let cellColumn = column.cellColumn {
      let cells = judged.batch.cells(ofRowAt: index)
      guard let cell = cells.first(where: { Int($0.column) == cellColumn }), cell.kind != .blank
      else { return }
      if column.countsFormat {
        let start = Int(cell.offset)
        isPercent =
          cell.format == .percent
          || arena[start..<start + Int(cell.length)].contains(UInt8(ascii: "%"))
      }
    }
    if value.kind == .text {
      statistics[column.field]?.observe(
        UnsafeRawBufferPointer(rebasing: arena[value.offset..<value.offset + value.length]),
        row: number)
    } else {
      statistics[column.field]?.observe(
        judged.value(ofRowAt: index, column: column.place, of: count, in: arena), row: number,
        isPercent: isPercent)
    }
  }
}
