import TabularCore
import Workbooks

/// Replaces the texts of cells by what corrections say they mean, before anything else reads them.
///
/// Only columns of fields with corrections are looked at.
struct CorrectedColumns: Sendable {
  /// A column with corrections.
  struct Column: Sendable {
    /// The column, from 1.
    var number: Int
    /// The spellings that are known in it.
    var spellings: SpellingTable
  }

  private let columns: [Column]
  /// What is read instead, as UTF-8, by the correction's place in its list.
  private let meant: [[UInt8]]

  /// The columns of a source and what corrections say of them.
  init(_ columns: [Column], meant: [[UInt8]]) {
    self.columns = columns
    self.meant = meant
  }

  /// Corrects the cells of a batch, once.
  func apply(to batch: inout RowBatch) {
    var hits: [(cell: Int, row: Int, correction: Int)] = []
    for column in columns { find(column, in: batch, &hits) }
    guard !hits.isEmpty else { return }
    // A text that many cells of a batch mean is put into its arena once.
    var offsets: [Int: Int] = [:]
    for hit in hits {
      let bytes = meant[hit.correction]
      let offset = offsets[hit.correction] ?? bytes.withUnsafeBytes { batch.appendBytes($0) }
      offsets[hit.correction] = offset
      batch.correctCell(
        at: hit.cell, ofRowAt: hit.row, offset: offset, length: bytes.count, by: hit.correction)
    }
  }

  private func find(
    _ column: Column, in batch: RowBatch, _ hits: inout [(cell: Int, row: Int, correction: Int)]
  ) {
    batch.arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        for (index, row) in batch.rows.enumerated() {
          // Cells stand in column order, so that of a column stands no further than its number.
          var place = row.firstCell + min(column.number, row.cellCount) - 1
          while place >= row.firstCell, Int(cells[place].column) > column.number { place -= 1 }
          guard place >= row.firstCell, Int(cells[place].column) == column.number else { continue }
          let cell = cells[place]
          switch cell.kind {
          case .text, .number, .boolean: break
          case .blank, .error, .isoDate, .uncachedFormula: continue
          }
          let bytes = UnsafeBufferPointer(
            rebasing: arena[Int(cell.offset)..<Int(cell.offset) + Int(cell.length)])
          guard let correction = column.spellings.decision(on: bytes),
            cell.kind != .text || !bytes.elementsEqual(meant[correction])
          else { continue }
          hits.append((place, index, correction))
        }
      }
    }
  }
}

/// The rows of a source as its corrections mean them.
struct CorrectedRows: RowSource {
  let base: any RowSource
  let columns: CorrectedColumns

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    try base.readRows(maximumRows: maximumRows) { batch in
      columns.apply(to: &batch)
      return body(&batch)
    }
  }

  /// The layout has the corrections: its threads apply them to the batches that they read.
  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary? {
    try base.readColumns(layout, threads: threads, body)
  }

  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws {
    try base.readAgain(parts, maximumRows: maximumRows) { batch in
      columns.apply(to: &batch)
      return body(&batch)
    }
  }

  func totalsRanges() throws -> [CellRange] { try base.totalsRanges() }

  var progress: (read: Int, size: Int)? { base.progress }
}
