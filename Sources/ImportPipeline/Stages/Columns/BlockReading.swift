import DelimitedText
import Dispatch
import Synchronization
import TabularCore

/// Reads a delimited file by columns on several threads and gives the batches in the order of their rows.
///
/// The file is cut into blocks of whole records. Threads take blocks, read them; the thread
/// that asks for the batches does so too while the one it needs is not ready. Only a few blocks are
/// under way at any time.
final class BlockReading: Sendable {
  /// A block that was read.
  struct Part: Sendable {
    /// Where the block is in the file.
    var offset: Int
    var byteCount: Int
    /// Its rows.
    var batches: [ColumnBatch]
    /// How many physical lines it has.
    var lineCount: Int
  }

  /// The file cannot be read in blocks, or has findings that one reader must tell.
  struct CannotSplit: Error {}

  private struct State {
    var parts: [Int: Result<Part, any Error>] = [:]
    /// Why there are no more blocks.
    var failure: (any Error)?
    var isExhausted = false
    var isStopped = false
    var underWay = 0
  }

  private let blocks: RecordBlocks
  private let readers: BatchReaders
  private let state = Mutex(State())
  private let room: DispatchSemaphore
  private let ready = DispatchSemaphore(value: 0)
  private let workers = DispatchGroup()
  private let threads: Int
  private let window: Int

  /// Rows per batch; a block has fewer unless its rows are tiny.
  static let rowsPerBatch = 1 << 16

  init(_ blocks: RecordBlocks, layout: BatchLayout, threads: Int) {
    self.blocks = blocks
    readers = BatchReaders(layout)
    self.threads = threads
    window = threads * 2
    room = DispatchSemaphore(value: window)
  }

  /// Gives the parts in order to `body` until it returns false or the file ends.
  ///
  /// - Returns: whether the file was read to its end.
  func forEachPart(_ body: (inout Part) throws -> Bool) throws -> Bool {
    for _ in 1..<max(1, threads) {
      DispatchQueue.global(qos: .userInitiated).async(group: workers) { self.work() }
    }
    defer { stop() }
    var next = 0
    while true {
      let found = state.withLock { state in
        (
          part: state.parts.removeValue(forKey: next),
          isEnd: state.isExhausted && state.underWay == 0 && state.parts.isEmpty,
          failure: state.failure
        )
      }
      if let result = found.part {
        room.signal()
        var part = try result.get()
        next += 1
        guard try body(&part) else { return false }
      } else if found.isEnd {
        if let failure = found.failure { throw failure }
        return true
      } else if room.wait(timeout: .now()) == .success {
        if !takeOne() { ready.wait() }
      } else {
        ready.wait()
      }
    }
  }

  /// Gives the batches in order to `body`, with the rows numbered on from those before, until it returns false or
  /// the file ends.
  ///
  /// - Parameter next: where the first part begins; afterwards where the next one would.
  /// - Returns: whether the file was read to its end.
  func forEachBatch(
    from next: inout SourcePart, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> Bool {
    try forEachPart { part in
      next.offset = part.offset
      next.byteCount = part.byteCount
      for number in part.batches.indices {
        part.batches[number].batch.moveRows(by: next.line)
        guard try body(part.batches[number], next) else { return false }
      }
      next.line += part.lineCount
      next.index += 1
      return true
    }
  }

  private func work() {
    while true {
      room.wait()
      guard takeOne() else { return }
    }
  }

  /// Reads one block; `false` when there is none any more.
  private func takeOne() -> Bool {
    let goesOn = state.withLock { state in
      guard !state.isStopped, !state.isExhausted else { return false }
      state.underWay += 1
      return true
    }
    guard goesOn else {
      room.signal()
      return false
    }
    // Blocks are numbered as they are taken, so a number and its block belong together.
    var index: Int?
    let result = Result<Part?, any Error> {
      // A reader of a block does not know where it is in the file: one reader has to tell.
      do {
        guard let block = try blocks.next() else { return nil }
        index = block.index
        return try read(block)
      } catch {
        throw CannotSplit()
      }
    }
    state.withLock { state in
      state.underWay -= 1
      switch result {
      case .success(nil): state.isExhausted = true
      case .success(let part?): state.parts[index ?? 0] = .success(part)
      case .failure(let error):
        if let index {
          state.parts[index] = .failure(error)
        } else {
          state.failure = error
          state.isExhausted = true
        }
      }
    }
    if index == nil { room.signal() }
    ready.signal()
    return true
  }

  private func read(_ block: RecordBlocks.Block) throws -> Part {
    let reader = try blocks.reader(of: block)
    var batches: [ColumnBatch] = []
    while true {
      var batch = RowBatch()
      guard try reader.next(into: &batch, maximumRows: Self.rowsPerBatch) else { break }
      guard batch.findings.isEmpty else { throw CannotSplit() }
      batches.append(try readers.read(batch))
    }
    return Part(
      offset: block.offset, byteCount: block.byteCount, batches: batches,
      lineCount: reader.line - 1)
  }

  /// Ends the threads and waits for them.
  private func stop() {
    state.withLock { $0.isStopped = true }
    for _ in 0..<threads { room.signal() }
    workers.wait()
  }

  deinit {
    // A semaphore must not go away below the value it was made with.
    for _ in 0..<window { room.signal() }
  }
}
