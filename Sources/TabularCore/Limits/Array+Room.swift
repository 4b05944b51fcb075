extension Array {
  /// Makes room for more elements, so that a long array grows by a quarter instead of doubling.
  ///
  /// What a run keeps of every row lies in long arrays; half of a doubled one is never used.
  @inlinable @inline(__always)
  public mutating func makeRoom(for more: Int) {
    let needed = count &+ more
    guard needed > capacity else { return }
    grow(to: needed)
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    // Short ones double as ever.
    let step = capacity < 1 << 14 ? capacity : capacity / 4
    reserveCapacity(Swift.max(needed, capacity + step))
  }
}
