import Foundation
import ImportPipeline
import TabularCore

/// A lock file beside a store: it tells others who is writing.
///
/// SQLite's own lock protects the store and ends with the process. The lock file only names the
/// holder, which keeps the file locked while it runs; the file of a process that has ended names
/// nobody.
final class LockFile {
  private struct Content: Codable {
    var run: String
    var user: String
    var host: String
    var process: Int32
    var since: String
  }

  private let path: String
  private let descriptor: Int32
  private var isRemoved = false

  /// Writes the lock file of a run; `nil` where the folder does not allow it, which stops no run.
  ///
  /// - Parameters:
  ///   - store: the store's file, whose write lock is held.
  ///   - run: the id that the run will have.
  init?(beside store: String, run: String, holder: StoreHolder = .current) {
    path = Self.path(beside: store)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return nil }
    let content = Content(
      run: run, user: holder.user, host: holder.host,
      process: ProcessInfo.processInfo.processIdentifier, since: Self.time(Date()))
    let isWritten = try? Self.write(content, to: descriptor)
    guard isWritten == true else {
      close(descriptor)
      return nil
    }
  }

  deinit {
    remove()
    close(descriptor)
  }

  /// Removes the lock file; call it while the store is still locked, so that the file is this
  /// run's.
  func remove() {
    guard !isRemoved else { return }
    isRemoved = true
    unlink(path)
  }

  /// The error that a store is locked, with its holder when the note tells.
  static func locked(_ error: StoreError, store: String) -> StoreError {
    guard error.code == "run.locked", let content = holder(of: store) else { return error }
    return locked(by: content)
  }

  /// The error to raise when another run is between two of its transactions, although we have the
  /// write lock; `nil` when there is none.
  static func refusal(store: String) -> StoreError? {
    // When a process is killed, its files are closed in no particular order.
    for attempt in 0..<20 {
      guard let content = holder(of: store) else { return nil }
      if attempt == 19 { return locked(by: content) }
      usleep(5_000)
    }
    return nil
  }

  private static func locked(by content: Content) -> StoreError {
    StoreError(
      .runLocked(
        by: .run(
          run: content.run, user: content.user, host: content.host, time: content.since)))
  }

  private static func path(beside store: String) -> String { store + "-holder" }

  private static func write(_ content: Content, to descriptor: Int32) throws -> Bool {
    // Another process may be testing this lock right now, which takes no time.
    for _ in 0..<20 {
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else {
        let bytes = Array(try JSONEncoder().encode(content))
        return ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) > 0
      }
      usleep(5_000)
    }
    return false
  }

  /// The run in a lock file whose writer ended without removing it.
  static func leftBehind(at store: String) -> String? { content(of: store, isHeld: false)?.run }

  /// What the note says, if its writer still holds it.
  private static func holder(of store: String) -> Content? { content(of: store, isHeld: true) }

  private static func content(of store: String, isHeld: Bool) -> Content? {
    let descriptor = open(path(beside: store), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard (flock(descriptor, LOCK_SH | LOCK_NB) != 0) == isHeld else { return nil }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return try? JSONDecoder().decode(Content.self, from: Data(bytes.prefix(count)))
  }

  private static func time(_ date: Date) -> String {
    let text = date.formatted(.iso8601)
    return text.prefix(16).replacing("T", with: " ") + " UTC"
  }
}
