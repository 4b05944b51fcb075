import Foundation

/// Numbers in one piece of memory that are read in no order, all of them 0 at first.
///
/// It lies in pages of two megabytes where the system has them: to find one of many small pages takes about as long as
/// to read it.
final class LargeTable: @unchecked Sendable {  // What threads share is only read.
  /// The numbers, the first one at the start of a line of the processor's cache.
  let numbers: UnsafeMutableBufferPointer<UInt64>

  private static let pageSize = 2 << 20
  private static let lineSize = 64

  /// - Parameter count: how many numbers.
  init(count: Int) {
    let size = count * MemoryLayout<UInt64>.stride
    let isLarge = size >= Self.pageSize
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, isLarge ? Self.pageSize : Self.lineSize, size) == 0, let memory
    else { preconditionFailure("no memory for \(size) bytes") }
    if isLarge { _ = madvise(memory, size, Int32(MADV_HUGEPAGE)) }
    memset(memory, 0, size)
    numbers = UnsafeMutableBufferPointer(
      start: memory.bindMemory(to: UInt64.self, capacity: count), count: count)
  }

  deinit { free(numbers.baseAddress) }
}
