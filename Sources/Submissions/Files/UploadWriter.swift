import Crypto
import Foundation
import TabularCore

/// A file while it arrives, piece by piece; one thread at a time.
///
/// It becomes a file of the desk by ``finish()``; whatever else ends it leaves nothing behind.
public final class UploadWriter {
  private let path: String
  private let name: String
  private let id: String
  private let limit: Int
  private let freeBytes: Int
  private var descriptor: Int32
  private var hash = SHA256()
  private var count = 0
  private var checked = 0
  /// After how many bytes the room on the disk is looked at again.
  private static let step = 4 << 20

  init(folder: String, name: String, limits: UploadLimits) throws(DeskError) {
    guard let name = UploadName.safe(name) else { throw .unknownKind }
    self.name = name
    id = Secret.id()
    path = folder + "/" + id
    limit = limits.fileBytes
    freeBytes = limits.freeBytes
    guard UploadFolder.freeBytes(of: folder) > freeBytes else { throw .diskFull }
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .unwritable(String(cString: strerror(errno))) }
  }

  deinit { cancel() }

  /// Takes more bytes.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(DeskError) {
    guard descriptor >= 0 else { throw .unwritable("closed") }
    count += bytes.count
    guard count <= limit else {
      cancel()
      throw .tooLarge(limit: limit)
    }
    if count - checked >= Self.step {
      checked = count
      guard UploadFolder.freeBytes(of: path) > freeBytes else {
        cancel()
        throw .diskFull
      }
    }
    hash.update(bufferPointer: bytes)
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Foundation.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let isFull = errno == ENOSPC || errno == EDQUOT
        let reason = String(cString: strerror(errno))
        cancel()
        throw isFull ? .diskFull : .unwritable(reason)
      }
      rest = rest.dropFirst(written)
    }
  }

  /// Takes more bytes.
  public func write(_ bytes: [UInt8]) throws(DeskError) {
    var failure: DeskError?
    bytes.withUnsafeBytes { buffer in
      do throws(DeskError) { try write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// Ends the file, durably.
  public func finish() throws(DeskError) -> StoredFile {
    guard descriptor >= 0 else { throw .unwritable("closed") }
    guard fsync(descriptor) == 0, close(descriptor) == 0 else {
      let reason = String(cString: strerror(errno))
      cancel()
      throw .unwritable(reason)
    }
    descriptor = -1
    return StoredFile(id: id, name: name, sha256: hash.finalize().hexadecimal, bytes: count)
  }

  /// Drops what arrived; nothing after ``finish()``.
  public func cancel() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path)
    descriptor = -1
  }
}
