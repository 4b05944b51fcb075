import Foundation
import ImportPipeline

/// Removes the files of submissions whose time is over: what was uploaded, reports, marked copies, plans.
///
/// The submissions stay with who did what and when, the digests of their files, and their place in the log. Files
/// that arrived and never became part of a submission go after a day.
public struct SubmissionExpiry: Sendable {
  private let store: DeskStore
  private let folder: UploadFolder
  private static let states: [SubmissionState] = [
    .executed, .undone, .withdrawn, .replaced, .sentBack, .failed, .checked,
  ]

  /// The expiry of a desk's folder.
  public init(_ accounts: Accounts, folder: String) throws(DeskError) {
    store = accounts.store
    self.folder = try UploadFolder(folder)
  }

  /// Counts the submissions, or removes their files.
  ///
  /// - Parameters:
  ///   - time: when their last step was at the latest, seconds since 1970.
  ///   - removes: whether files are removed.
  /// - Returns: how many submissions it concerns.
  public func run(endedBefore time: Int, removes: Bool) throws(DeskError) -> Int {
    let states = Self.states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let found = try store.use { connection throws(DeskError) in
      try connection.rows(
        """
        SELECT id FROM \(connection.name(.submissions))
        WHERE changed_at < ?1 AND is_expired = 0 AND folder = ?2 AND state IN (\(states))
        """, [SQLValue(time), .text(folder.id)]
      ).compactMap { $0[0].text }
    }
    guard removes else { return found.count }
    var count = 0
    for id in found {
      let files = try store.change { connection throws(DeskError) -> [StoredFile] in
        let submission = try SubmissionDesk.submission(id, connection, locks: true)
        // A step may have been taken meanwhile.
        guard submission.changedAt < time, Self.states.contains(submission.state) else { return [] }
        try connection.execute(
          """
          UPDATE \(connection.name(.submissions)) SET is_expired = 1, version = version + 1
          WHERE id = ?1
          """, [.text(id)])
        try DeskLog.write(
          DeskEvent(at: store.now, account: "", action: "expired", subject: id, detail: ""),
          connection)
        return submission.files
      }
      guard !files.isEmpty else { continue }
      folder.clear(id, files)
      count += 1
    }
    try removeStrays()
    return count
  }

  private func removeStrays() throws(DeskError) {
    let known = Set(
      try store.use { connection throws(DeskError) in
        try connection.rows("SELECT id FROM \(connection.name(.files))").compactMap { $0[0].text }
      })
    for name in folder.names where !known.contains(name) {
      folder.removeIfOld(name, now: store.now)
    }
  }
}

extension UploadFolder {
  /// The names of the files that arrived.
  fileprivate var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/files")) ?? []
  }

  /// Removes a file that arrived a day ago or earlier.
  fileprivate func removeIfOld(_ name: String, now: Int) {
    var state = stat()
    guard lstat(path + "/files/" + name, &state) == 0, now - state.st_mtim.tv_sec > 86_400 else {
      return
    }
    unlink(path + "/files/" + name)
  }
}
