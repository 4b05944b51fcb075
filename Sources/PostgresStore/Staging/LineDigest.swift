import RecordMapping

/// What a number of lines are, in whatever order they come: how many, and the sum of their hashes.
///
/// Lines that were sent and lines that are read have one digest if they are the same. The hashes have a seed
/// of their own in every process.
struct LineDigest: Equatable {
  private var count = 0
  private var sum: UInt64 = 0

  /// Adds a line, without what ends it.
  mutating func add(_ line: UnsafeRawBufferPointer) {
    count += 1
    sum &+= ByteHash.of(line, seed: ByteHash.seed)
  }
}
