import Dispatch
import Synchronization
import TabularCore

/// Reads a source without parts on a thread of its own, so that its rows are validated meanwhile.
final class SequentialReading: Sendable {
  private struct State {
    var full: [RowBatch] = []
    var empty: [RowBatch] = []
    var end: Result<SourceSummary?, any Error>?
    var isStopped = false
  }

  /// A source that is read by one thread at a time.
  private struct Rows: @unchecked Sendable {  // only the reading thread uses it until it has ended
    let source: any RowSource
  }

  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: SequentialReading.window)
  private let ready = DispatchSemaphore(value: 0)
  private let rows: Rows

  /// The batches that may wait.
  private static let window = 4
  /// The rows of a batch; fewer where they are wide.
  private let rowsPerBatch: Int
  private static let mostRows = 2_000
  private static let mostCells = 20_000

  /// A reading of a source with some columns.
  init(_ source: any RowSource, width: Int) {
    rows = Rows(source: source)
    rowsPerBatch = max(1, min(Self.mostRows, Self.mostCells / max(1, width)))
  }

  /// Gives the batches in order to `body` until it returns false or the source ends; `body` gives each
  /// batch back so that its memory is used again.
  func forEachBatch(_ body: (RowBatch) throws -> RowBatch?) throws -> SourceSummary? {
    let group = DispatchGroup()
    DispatchQueue.global(qos: .userInitiated).async(group: group) { self.read() }
    defer {
      state.withLock { $0.isStopped = true }
      room.signal()
      group.wait()
    }
    while true {
      ready.wait()
      let (batch, end) = state.withLock { state in
        (state.full.isEmpty ? nil : state.full.removeFirst(), state.end)
      }
      guard let batch else {
        guard let end else { continue }
        return try end.get()
      }
      guard let emptied = try body(batch) else { return nil }
      state.withLock { $0.empty.append(emptied) }
      room.signal()
    }
  }

  private func read() {
    let result = Result<SourceSummary?, any Error> {
      try rows.source.readRows(maximumRows: rowsPerBatch) { batch in
        room.wait()
        let isStopped = state.withLock { state in
          guard !state.isStopped else { return true }
          let next = state.empty.popLast() ?? RowBatch()
          state.full.append(batch)
          batch = next
          return false
        }
        ready.signal()
        return !isStopped
      }
    }
    state.withLock { $0.end = result }
    ready.signal()
  }

  deinit {
    // A semaphore must not go away below the value it was made with.
    for _ in 0..<Self.window { room.signal() }
  }
}
