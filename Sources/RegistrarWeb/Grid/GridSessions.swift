import Foundation
import Submissions

/// The children that keep files open while somebody corrects them.
actor GridSessions {
  private struct Key: Hashable {
    let account: String
    let submission: String
  }

  private struct Session {
    let child: GridChild
    let folder: String
  }

  private let folder: String
  private let settings: ServerSettings
  private var sessions: [Key: Session] = [:]

  /// How many may be open at the same time.
  private static let most = 8
  /// After how long a child that nobody asks ends.
  private static let idle = Duration.seconds(900)

  /// Sessions; their files lie below a folder while they are open.
  init(folder: String, settings: ServerSettings) {
    self.folder = folder
    self.settings = settings
    // What a server left that was killed.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The child of a caller and a submission, started if there is none.
  func child(
    of submission: Submission, originals: [DeskOutput], for caller: Caller
  ) async throws -> GridChild {
    let key = Key(account: caller.accountID, submission: submission.id)
    if let session = sessions[key] { return session.child }
    await endIdle()
    guard let command = settings.command, sessions.count < Self.most else {
      throw DeskError.noResources
    }
    let place = folder + "/" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    do {
      for file in originals {
        try FileManager.default.copyItem(atPath: file.path, toPath: place + "/" + file.name)
      }
      var arguments = ["correct"] + originals.map { "./" + $0.name }
      arguments += ["--package", submission.package, "--language", submission.language]
      let child = try GridChild(
        program: command.program, arguments: arguments + command.storeArguments,
        environment: command.environment, folder: place, memory: settings.gridMemory)
      sessions[key] = Session(child: child, folder: place)
      return child
    } catch {
      try? FileManager.default.removeItem(atPath: place)
      throw error
    }
  }

  /// Where the child of a caller and a submission may write; `nil` if there is none.
  func folder(of submission: String, for caller: Caller) -> String? {
    sessions[Key(account: caller.accountID, submission: submission)]?.folder
  }

  /// Ends the session of a caller and a submission.
  func end(_ submission: String, for caller: Caller) async {
    await end(Key(account: caller.accountID, submission: submission))
  }

  /// Ends all sessions.
  func endAll() async {
    for key in Array(sessions.keys) { await end(key) }
  }

  private func endIdle() async {
    for (key, session) in sessions where await session.child.askedAt + Self.idle < .now {
      await end(key)
    }
  }

  private func end(_ key: Key) async {
    guard let session = sessions.removeValue(forKey: key) else { return }
    await session.child.end()
    try? FileManager.default.removeItem(atPath: session.folder)
  }
}
