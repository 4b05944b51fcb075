/// Bytes of a JSON file that can be read at any place.
public protocol JSONSource: Sendable {
  /// Reads bytes from an offset that counts from 0.
  ///
  /// - Returns: how many bytes were read, at most `buffer.count`; 0 at the end and beyond it.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JSONRecordsError) -> Int
}

/// The bytes of an array as a JSON file.
public struct MemoryJSON: JSONSource {
  private let bytes: [UInt8]

  /// A file of some bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Copies bytes from an offset that counts from 0.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JSONRecordsError) -> Int {
    guard offset < bytes.count else { return 0 }
    let count = min(buffer.count, bytes.count - offset)
    buffer.copyBytes(from: bytes[offset..<offset + count])
    return count
  }
}
