import Foundation
import ImportPipeline
import TabularCore

/// Says beside a store's file who writes to it, for those who find it locked.
///
/// The lock itself is the database's own and ends with its process. The note only names the holder, who
/// keeps it locked as long as it is true: the note of a process that is gone names nobody.
final class HolderNote {
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

  /// Writes the note of a run; `nil` where the folder does not allow that, which stops no run.
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

  /// Takes the note away; to be called while the store is still locked, so that it is one's own.
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

  /// The error that a run in parts is between two of its transactions while one has the write lock.
  ///
  /// `nil` when there is none.
  static func refusal(store: String) -> StoreError? {
    // The note of a process that was killed is let go with its other files, in no order.
    for attempt in 0..<20 {
      guard let content = holder(of: store) else { return nil }
      if attempt == 19 { return locked(by: content) }
      usleep(5_000)
    }
    return nil
  }

  private static func locked(by content: Content) -> StoreError {
    StoreError(
      "run.locked",
      [
        IssueArgument("run", content.run), IssueArgument("user", content.user),
        IssueArgument("host", content.host), IssueArgument("time", content.since),
      ])
  }

  private static func path(beside store: String) -> String { store + "-holder" }

  private static func write(_ content: Content, to descriptor: Int32) throws -> Bool {
    // Someone may be looking whether the note is true, which takes no time.
    for _ in 0..<20 {
      guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else {
        let bytes = Array(try JSONEncoder().encode(content))
        return ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) > 0
      }
      usleep(5_000)
    }
    return false
  }

  /// The run of a note whose writer is gone, and did not take it away.
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
