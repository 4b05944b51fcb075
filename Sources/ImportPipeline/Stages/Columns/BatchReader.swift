import RecordMapping
import Schemas
import TabularCore

/// Reads batches of rows by columns; one thread uses it at a time.
///
/// Cells are read by their bytes where a byte reader is sure of them, else by the field's reader, which is
/// asked once for each different cell. Then come the references, the defaults, the fields that need
/// another's value, and the rules, each for all rows of the batch. A row that is not sound in every
/// respect is left to the cell-by-cell reading.
final class BatchReader {
  let layout: BatchLayout
  /// What was read of the columns, by place; none for plain tables.
  let memos: [ReadingMemo]
  let lookups: [ParentLookup]
  private let surroundings: SurroundingsReader?

  init(_ layout: BatchLayout) {
    self.layout = layout
    guard let surroundings = layout.surroundings else {
      memos = []
      lookups = []
      self.surroundings = nil
      return
    }
    let memos = layout.readers.map {
      ReadingMemo($0, isWorksheet: layout.isWorksheet, countsFrom1904: layout.countsFrom1904)
    }
    self.memos = memos
    lookups = layout.references.enumerated().map { position, reference in
      ParentLookup(
        reference, memo: memos[reference.column], reader: layout.readers[reference.column],
        takesAwaited: !layout.comparesStored
          && !surroundings.usedReferences.contains(position))
    }
    self.surroundings = SurroundingsReader(layout, surroundings, memos: memos)
  }

  /// Reads the rows of a batch.
  func read(_ batch: consuming RowBatch) throws -> ColumnBatch {
    for memo in memos { memo.makeRoom() }
    for lookup in lookups { lookup.makeRoom() }
    var batch = batch
    layout.corrections?.apply(to: &batch)
    var result = ColumnBatch(batch)
    let count = result.batch.rowCount
    let stride = layout.columns.count
    result.values = Array(repeating: .null, count: count * stride)
    result.verdicts = Array(repeating: .sound, count: count)
    result.refusals = Array(repeating: nil, count: count)
    result.parents = Array(repeating: -1, count: count * layout.references.count)
    var places = Array(repeating: Int32(-1), count: count * stride)
    layout.fillPlaces(result.batch, &places, &result.verdicts)
    for (position, column) in layout.columns.enumerated()
    where column.number > 0 && !column.isDependent {
      readCells(position, column, &result, places)
    }
    if layout.isPlain {
      if !layout.isApart { layout.findPlainParents(&result) }
    } else {
      try surroundings?.read(&result, places: places, lookups: lookups)
      layout.demandTypedTexts(&result, places: places, memos: memos)
      result.pools = memos.map(\.pool)
    }
    if !result.notes.isEmpty { result.notes.sort { $0.row < $1.row } }
    layout.takeKeys(&result)
    return result
  }

  /// Finds the parents of rows that were read apart from them.
  func complete(_ result: inout ColumnBatch) {
    result.parents = Array(
      repeating: -1, count: result.batch.rowCount * layout.references.count)
    if layout.isPlain {
      layout.findPlainParents(&result)
    } else {
      surroundings?.findParents(&result, lookups: lookups)
    }
  }

  private func readCells(
    _ position: Int, _ column: BatchLayout.Column, _ result: inout ColumnBatch, _ places: [Int32]
  ) {
    let stride = layout.columns.count
    let rowCount = result.batch.rowCount
    let batch = result.batch
    var refused: [(row: Int, verdict: CellVerdict)] = []
    batch.arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        places.withUnsafeBufferPointer { places in
          result.values.withUnsafeMutableBufferPointer { values in
            guard let bytes = arena.baseAddress, let cells = cells.baseAddress,
              let places = places.baseAddress, let values = values.baseAddress
            else { return }
            let cellsOfColumn = FieldByteReader.Column(
              arena: bytes, cells: cells, places: places + position, stride: stride,
              rowCount: rowCount)
            guard let byteReader = column.byteReader else {
              for row in 0..<rowCount where places[row &* stride &+ position] >= 0 {
                refused.append((row, .unsure))
              }
              return
            }
            byteReader.validate(
              cellsOfColumn, into: values + position,
              isRequired: layout.isPlain && column.isRequired
            ) { refused.append(($0, $1)) }
          }
        }
      }
    }
    guard layout.isPlain else {
      return readUnlike(refused, position, &result, places)
    }
    for (row, verdict) in refused {
      result.values[row * stride + position] = .null
      layout.refuse(
        row, column.field, column.isKey && verdict == .missing ? .unsure : verdict, &result)
    }
  }

  /// Reads the cells that no byte reader is sure of.
  private func readUnlike(
    _ rows: [(row: Int, verdict: CellVerdict)], _ position: Int, _ result: inout ColumnBatch,
    _ places: [Int32]
  ) {
    guard !rows.isEmpty else { return }
    let stride = layout.columns.count
    let memo = memos[position]
    let decision = layout.surroundings?.decisions[position]
    var context = ReadingContext()
    // References are read without a look at their column.
    if layout.columns[position].reference == nil { context.column = decision ?? nil }
    let batch = result.batch
    batch.arena.withUnsafeBytes { arena in
      for (row, _) in rows where result.verdicts[row] != .unsure {
        let cell = batch.cells[Int(places[row &* stride &+ position])]
        let start = Int(cell.offset)
        let answer = memo.answer(
          UnsafeRawBufferPointer(rebasing: arena[start..<start &+ Int(cell.length)]), of: cell,
          surroundings: 0
        ) { context }
        guard answer < 0 else {
          result.values[row &* stride &+ position] = ColumnValue(pooled: answer)
          if let code = memo.note(answer) {
            layout.note(row, layout.columns[position].field, code, &result)
          }
          continue
        }
        result.values[row &* stride &+ position] = .null
        if layout.mayRefuse[position], let code = memo.refusal(answer) {
          layout.refuse(row, layout.columns[position].field, code, &result)
        } else {
          result.verdicts[row] = .unsure
        }
      }
    }
  }
}
