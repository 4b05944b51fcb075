/// Bytes that can be read at any place: an open file, or an array.
public protocol ByteSource: Sendable {
  /// Reads bytes from an offset that counts from 0.
  ///
  /// - Returns: how many bytes were read, at most `buffer.count`; 0 at the end and beyond it.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(DelimitedTextError) -> Int
}

/// The bytes of an array as a source.
public struct MemorySource: ByteSource {
  private let bytes: [UInt8]

  /// A source over `bytes`.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Copies bytes from an offset that counts from 0.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(DelimitedTextError) -> Int {
    guard offset < bytes.count else { return 0 }
    let count = min(buffer.count, bytes.count - offset)
    buffer.copyBytes(from: bytes[offset..<offset + count])
    return count
  }
}
