import Dispatch
import Synchronization
import TabularCore

/// A part that is made on a thread of its own, a little ahead of whoever reads it: a large sheet is made
/// while what came before is compressed.
///
/// The thread starts with the first read, so that of several such parts only the one that is read is made:
/// they all read one archive.
final class PartAhead: PartBytes {
  /// How many bytes are made at once, and how many such pieces may wait.
  private static let pieceSize = 1 << 18
  private static let mostPieces = 4

  /// What the two threads share.
  private final class Shared: @unchecked Sendable {  // the maker alone uses the part until it ended
    let part: any PartBytes
    /// Pieces in their order; an empty one is the end.
    let pieces = Mutex<[[UInt8]]>([])
    let isAbandoned = Atomic<Bool>(false)
    let room = DispatchSemaphore(value: mostPieces)
    let supply = DispatchSemaphore(value: 0)
    let end = DispatchSemaphore(value: 0)

    init(_ part: any PartBytes) { self.part = part }

    /// Makes the part to its end, or until nobody reads it any more.
    func make() {
      defer { end.signal() }
      var isAtEnd = false
      while !isAtEnd {
        room.wait()
        if isAbandoned.load(ordering: .acquiring) { return }
        let piece = [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
          while let base = buffer.baseAddress, count < pieceSize {
            let made = part.read(into: base + count, capacity: pieceSize - count)
            guard made > 0 else { break }
            count += made
          }
        }
        // Not even one byte: the part has ended or failed.
        isAtEnd = piece.isEmpty
        pieces.withLock { $0.append(piece) }
        supply.signal()
      }
    }
  }

  let name: String
  private(set) var failure: WorkbookError?
  private let shared: Shared
  private var hasStarted = false
  private var hasEnded = false
  private var piece: [UInt8] = []
  private var start = 0

  init(_ part: any PartBytes) {
    name = part.name
    shared = Shared(part)
  }

  deinit {
    guard hasStarted, !hasEnded else { return }
    // The archive must not be read any more when its owner goes.
    shared.isAbandoned.store(true, ordering: .releasing)
    shared.room.signal()
    shared.end.wait()
  }

  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int {
    if !hasStarted {
      hasStarted = true
      let shared = shared
      DispatchQueue.global(qos: .userInitiated).async { shared.make() }
    }
    if start == piece.count, !hasEnded { takePiece() }
    guard failure == nil else { return -1 }
    let count = min(capacity, piece.count - start)
    piece.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress, count > 0 {
        buffer.copyMemory(from: base + start, byteCount: count)
      }
    }
    start += count
    return count
  }

  private func takePiece() {
    shared.supply.wait()
    piece = shared.pieces.withLock { $0.removeFirst() }
    start = 0
    shared.room.signal()
    guard piece.isEmpty else { return }
    shared.end.wait()
    hasEnded = true
    failure = shared.part.failure
  }
}
