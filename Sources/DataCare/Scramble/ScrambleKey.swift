import Crypto
import Foundation
import TabularCore

/// The key of a masked copy: copies with equal keys have equal pseudonyms, others share none.
///
/// Whoever has the key can find out which pseudonym belongs to a known value, so it stays secret.
public struct ScrambleKey: Sendable {
  let key: SymmetricKey

  /// The digits of a key in a file: 256 bits in hexadecimal.
  private static let digitCount = 64

  /// A new key, which nothing keeps.
  public init() { key = SymmetricKey(size: .bits256) }

  /// The key of a file; it is made, readable for its owner only, where there is none.
  ///
  /// - Throws: ``DataCareError/unusableKey(file:)`` for a file that holds no key, or cannot be made.
  public init(file path: String) throws(DataCareError) {
    let new = SymmetricKey(size: .bits256)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 {
      defer { close(descriptor) }
      let text = new.withUnsafeBytes(\.hexadecimal) + "\n"
      let isWritten = Array(text.utf8).withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress, bytes.count) == bytes.count
      }
      guard isWritten, fsync(descriptor) == 0 else {
        unlink(path)
        throw .unusableKey(file: path)
      }
      key = new
      return
    }
    guard errno == EEXIST, let bytes = Self.bytes(ofFileAt: path) else {
      throw .unusableKey(file: path)
    }
    key = SymmetricKey(data: bytes)
  }

  private static func bytes(ofFileAt path: String) -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: 256) else { return nil }
    let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
    guard text.utf8.count == digitCount else { return nil }
    let digits = text.utf8.compactMap { Int(String(UnicodeScalar($0)), radix: 16) }
    guard digits.count == digitCount else { return nil }
    return stride(from: 0, to: digitCount, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
