import DelimitedText
import Dispatch
import Foundation
import Synchronization
import TabularCore

/// Makes the statistics of a delimited file on all processors.
struct BlockStatistics {
  /// The statistics of the file; `nil` when it must be read from the beginning by one reader:
  /// something is wrong with it, or its blocks cannot be told apart.
  let all: CellStatistics?

  private static let rowsPerBatch = 4096

  /// Reads a whole file whose dialect is known.
  init(_ source: any ByteSource, dialect: Dialect, limits: Limits) {
    let processors = min(8, Self.processorCount)
    guard processors > 1, let blocks = RecordBlocks(source, dialect: dialect, limits: limits) else {
      all = nil
      return
    }
    let parts = Mutex<[Int: CellStatistics]?>([:])
    DispatchQueue.concurrentPerform(iterations: processors) { _ in
      var batch = RowBatch()
      do {
        while let block = try blocks.next() {
          var statistics = CellStatistics()
          let reader = try blocks.reader(of: block)
          while try reader.next(into: &batch, maximumRows: Self.rowsPerBatch) {
            guard batch.findings.isEmpty else { throw CannotSplit() }
            statistics.add(batch, isDelimited: true)
          }
          let part = statistics
          let goesOn = parts.withLock { parts in
            parts?[block.index] = part
            return parts != nil
          }
          guard goesOn else { return }
        }
      } catch {
        parts.withLock { $0 = nil }
      }
    }
    all = parts.withLock { parts in
      parts.map { parts in
        var all = CellStatistics()
        for index in 0..<parts.count { if let part = parts[index] { all.append(part) } }
        return all
      }
    }
  }

  private struct CannotSplit: Error {}

  /// How many processors this process may run on.
  private static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}
