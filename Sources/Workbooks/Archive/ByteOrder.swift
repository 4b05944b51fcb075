extension Array where Element == UInt8 {
  /// The little-endian number of `size` bytes at `offset`; `nil` beyond the end or beyond `Int`.
  func littleEndian(at offset: Int, size: Int) -> Int? {
    guard offset >= 0, offset <= count, size <= count - offset else { return nil }
    var value: UInt64 = 0
    for index in 0..<size { value |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return Int(exactly: value)
  }
}
