import DelimitedText
import Synchronization
import TabularCore

/// The rows of a block whose cells a partial does not keep: read from the file again when somebody asks for one,
/// since few are asked for.
final class KeptRows: Sendable {
  private let blocks: RecordBlocks
  private let part: SourcePart
  /// Which of the block's batches it is, from 0.
  private let index: Int
  private let read = Mutex<RowBatch?>(nil)

  init(_ blocks: RecordBlocks, part: SourcePart, index: Int) {
    self.blocks = blocks
    self.part = part
    self.index = index
  }

  /// The rows with their cells.
  ///
  /// - Throws: `file.unreadable` when they are not the rows that the partial knows.
  func rows(like known: RowBatch) throws -> RowBatch {
    if let rows = read.withLock({ $0 }) { return rows }
    let block = try blocks.block(at: part.offset, byteCount: part.byteCount, index: part.index)
    let reader = try blocks.reader(of: block)
    var batch = RowBatch()
    for _ in 0...index {
      guard try reader.next(into: &batch, maximumRows: BlockReading.rowsPerBatch) else { break }
    }
    batch.moveRows(by: part.line)
    guard batch.findings.isEmpty, batch.rows.map(\.number) == known.rows.map(\.number) else {
      throw InputFileError(.fileUnreadable(.changed))
    }
    read.withLock { $0 = batch }
    return batch
  }
}
