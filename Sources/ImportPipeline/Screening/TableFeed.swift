import DelimitedText
import RecordMapping
import Schemas
import TabularCore

/// A file is not any more what it was when its rows were judged.
struct FileChanged: Error, CustomStringConvertible {
  var description: String { "the file was changed while it was imported" }
}

/// Reads the rows of a source once more, when all of them are judged, and gives those that stand as
/// new records.
///
/// Screens tell again what is sound; the others are read by their fields' readers, as before.
struct TableFeed {
  let work: ImportWork
  let screen: RowScreen
  let source: TableSource
  let table: Int
  let valueHashes: [UInt64]

  /// The feed for a store.
  var feed: RecordFeed {
    var count = 0
    work.tables[table].rows.forEachKind { state, _, number in
      if state == .valid { count += number }
    }
    let hashes = valueHashes
    let parents = screen.references.map(\.rows)
    return RecordFeed(
      table: work.order[table], fields: screen.fields,
      parents: screen.references.map {
        .init(field: $0.field, table: work.order[$0.table].name)
      }, count: count, valueHash: { hashes[$0] },
      parentHash: { parents[$0].hash(ofKey: $1, continuing: $2) }, forEachBlock: forEachBlock)
  }

  private func forEachBlock(_ body: (RecordFeed.Block) throws -> Void) throws {
    var next = 0
    if let file = source.rows as? DelimitedRows {
      guard let blocks = try file.blocks() else { throw BlockScreening.CannotSplit() }
      let reading = BlockScreening(blocks, screen: screen, threads: work.options.jobs)
      var line = 0
      do {
        _ = try reading.forEachPart { part in
          for number in part.batches.indices {
            part.batches[number].batch.moveRows(by: line)
            try give(part.batches[number], &next, body)
          }
          line += part.lineCount
          if work.isCancelled() { throw ImportInterruption() }
          return true
        }
      } catch is BlockScreening.CannotSplit {
        // It could be split when its rows were judged.
        throw FileChanged()
      }
    } else {
      let reader = BatchReader(screen)
      _ = try WorksheetScreening(
        source.rows, width: source.binding.width
      ).forEachBatch { batch in
        let judged = try reader.read(batch)
        try give(judged, &next, body)
        if work.isCancelled() { throw ImportInterruption() }
        return judged.batch
      }
    }
  }

  /// Gives the rows of a batch that stand; rows without an ordinal were no data.
  private func give(
    _ judged: ScreenedBatch, _ next: inout Int, _ body: (RecordFeed.Block) throws -> Void
  ) throws {
    var block = RecordFeed.Block(
      arena: judged.batch.arena, values: judged.values, parents: judged.parents, rows: [])
    let count = work.tables[table].rows.count
    for index in judged.batch.rows.indices {
      guard next < count,
        work.tables[table].rows.number(of: next) == judged.batch.rows[index].number
      else { continue }
      let ordinal = next
      next += 1
      guard work.tables[table].rows.state(of: ordinal) == .valid else { continue }
      if judged.verdicts[index] == .sound {
        // Whoever writes to the file meanwhile must not slip anything in.
        guard judged.valueHashes[index] == valueHashes[ordinal] else { throw FileChanged() }
        block.rows.append((ordinal, index))
        continue
      }
      if !block.rows.isEmpty { try body(block) }
      block.rows = []
      try body(read(judged.batch, index, ordinal))
    }
    if !block.rows.isEmpty { try body(block) }
  }

  /// A row that screens are not sure of.
  private func read(
    _ batch: RowBatch, _ index: Int, _ ordinal: Int
  ) throws -> RecordFeed.Block {
    let fields = try work.fields(ofTable: table)
    var values = Array(repeating: FieldValue.null, count: fields.readers.count)
    for field in screen.fields {
      let column = source.binding.place(ofFieldAt: field)
      guard let cell = batch.cells(ofRowAt: index).first(where: { Int($0.column) == column }),
        cell.kind != .blank
      else { continue }
      let input = CellInput(
        batch.text(of: cell), kind: cell.kind, format: cell.format,
        isWorksheet: source.isWorksheet, countsFrom1904: source.countsFrom1904)
      values[field] =
        (try? fields.readers[field].read(input, in: ReadingContext()))?.value ?? .null
    }
    let hash = screen.fields.reduce(ByteHash.seed) { values[$1].hash($0) }
    guard hash == valueHashes[ordinal] else { throw FileChanged() }
    var block = RecordFeed.Block(arena: [], values: [], parents: [], rows: [(ordinal, 0)])
    for field in screen.fields {
      switch values[field] {
      case .integer(let number):
        block.values.append(
          ScreenedValue(bits: UInt64(bitPattern: number), kind: .integer))
      case .real(let number):
        block.values.append(ScreenedValue(bits: number.bitPattern, kind: .real))
      case .text(let text), .decimal(let text):
        block.values.append(
          ScreenedValue(offset: block.arena.count, length: text.utf8.count))
        block.arena += Array(text.utf8)
      default: block.values.append(.null)
      }
    }
    for reference in screen.references {
      let parent = values[reference.field].text.flatMap(reference.rows.ordinal(ofKey:))
      block.parents.append(Int32(truncatingIfNeeded: parent ?? -1))
    }
    return block
  }
}
