import ImportPipeline
import Schemas
import Synchronization

/// The desk: who may do what, what was handed in, and what became of it.
///
/// It knows no page and no protocol. All its calls may come from any thread; those that are not `async` take
/// some milliseconds.
public final class SubmissionDesk: Sendable {
  /// The accounts.
  public let accounts: Accounts
  /// The sessions of accounts.
  public let sessions: Sessions
  /// The tokens of programs.
  public let tokens: APITokens
  /// How often one may ask.
  public let limiter: RateLimiter
  /// Where uploads lie.
  public let uploads: UploadFolder
  /// The commands that run beside the server.
  public let children: ChildQueue
  /// What happened.
  public let log: DeskLog

  let store: DeskStore
  let settings: DeskSettings
  /// The commands that write, one at a time.
  let writers: ChildQueue
  /// What this process works on, or waits to.
  let underWay = Mutex<Set<String>>([])
  /// Whether there may be more to do.
  let isAwake = Atomic<Bool>(true)

  /// A desk; makes its tables and its folder where there are none.
  public init(_ settings: DeskSettings) throws(DeskError) {
    self.settings = settings
    store = try DeskStore(open: settings.open, clock: settings.clock)
    var accounts = Accounts(store)
    accounts.rules = settings.passwords
    self.accounts = accounts
    sessions = Sessions(store)
    tokens = APITokens(store)
    limiter = RateLimiter(
      burst: settings.requests.burst, rate: settings.requests.rate, clock: settings.clock)
    uploads = try UploadFolder(settings.folder, limits: settings.uploads)
    children = ChildQueue(settings.command, settings.limits)
    var one = settings.limits
    one.slots = 1
    writers = ChildQueue(settings.command, one)
    log = DeskLog(store)
  }

  /// The submission that a caller may see.
  ///
  /// - Throws: `notFound` also for one of another scope: nobody learns that it exists.
  public func submission(_ id: String, for caller: Caller) throws(DeskError) -> Submission {
    try store.use { connection throws(DeskError) in
      let found = try Self.submission(id, connection)
      guard caller.may(.look, package: found.package, scope: found.scope) else { throw .notFound }
      return found
    }
  }

  /// The submissions that a caller may see, the newest first.
  public func list(
    for caller: Caller, states: [SubmissionState]? = nil, limit: Int = 200
  ) throws(DeskError) -> [Submission] {
    let lookers = caller.grants.filter { $0.role.actions.contains(.look) }
    guard !lookers.isEmpty, states?.isEmpty != true else { return [] }
    var parameters: [SQLValue] = []
    func parameter(_ text: String) -> String {
      parameters.append(.text(text))
      return "?\(parameters.count)"
    }
    var condition = lookers.map { grant in
      var parts = ["1 = 1"]
      if grant.package != Grant.allPackages {
        parts.append("package = \(parameter(grant.package))")
      }
      if let scope = grant.scope { parts.append("scope = \(parameter(scope.text))") }
      return "(" + parts.joined(separator: " AND ") + ")"
    }.joined(separator: " OR ")
    if let states {
      condition =
        "(\(condition)) AND state IN ("
        + states.map { parameter($0.rawValue) }.joined(separator: ", ") + ")"
    }
    return try store.use { connection throws(DeskError) in
      let rows = try connection.rows(
        """
        SELECT \(Submission.columns) FROM \(connection.name(.submissions)) WHERE \(condition)
        ORDER BY number DESC LIMIT \(min(max(limit, 0), 1_000))
        """, parameters)
      var found: [Submission] = []
      for row in rows {
        guard let submission = Submission(row) else { continue }
        found.append(try Self.completed(submission, connection))
      }
      return found
    }
  }

  /// How far a submission is, cheaply: for a page that asks again and again.
  public func progress(
    of id: String, for caller: Caller
  ) throws(DeskError) -> (state: SubmissionState, version: Int, place: Int?) {
    let found = try submission(id, for: caller)
    return (found.state, found.version, try place(of: found))
  }

  /// The submission that a caller may see, with a note in the log that it was looked at.
  public func look(at id: String, for caller: Caller) throws(DeskError) -> Submission {
    let found = try submission(id, for: caller)
    try log.note(caller.event(.look, of: id, at: store.now, detail: ""))
    return found
  }

  /// What happened to a submission, the newest first.
  public func events(of id: String, for caller: Caller) throws(DeskError) -> [DeskEvent] {
    _ = try submission(id, for: caller)
    let isAuditor = caller.may(.audit)
    // Who looked is for auditors; who did something is for all who see it.
    return try log.entries(of: id).filter { isAuditor || !$0.isLook }
  }

  /// What a caller can do with a submission now.
  public func actions(openTo caller: Caller, on submission: Submission) -> [DeskAction] {
    DeskAction.allCases.filter { action in
      submission.state.actions.contains(action)
        && caller.may(action, package: submission.package, scope: submission.scope)
        && !(action == .approve && submission.contributors.contains(caller.name))
        && !(action == .handIn && submission.summary?.isSound != true)
    }
  }

  /// How many submissions wait before one, 0 for the next; `nil` for one that does not wait.
  public func place(of submission: Submission) throws(DeskError) -> Int? {
    guard submission.state == .uploaded || submission.state == .executing else { return nil }
    return try store.use { connection throws(DeskError) in
      try connection.value(
        """
        SELECT count(*) FROM \(connection.name(.submissions))
        WHERE state = ?1 AND claimed_by IS NULL AND folder = ?2 AND number < ?3
        """,
        [.text(submission.state.rawValue), .text(submission.folder), SQLValue(submission.number)]
      ).integer
    }
  }

  static func submission(
    _ id: String, _ connection: DeskConnection, locks: Bool = false
  ) throws(DeskError) -> Submission {
    let lock = locks && connection.sql.dialect == .postgresql ? " FOR UPDATE" : ""
    let row = try connection.rows(
      """
      SELECT \(Submission.columns) FROM \(connection.name(.submissions)) WHERE id = ?1\(lock)
      """, [.text(id)]
    ).first
    guard let row, let submission = Submission(row) else { throw .notFound }
    return try completed(submission, connection)
  }

  /// A submission with its files and contributors.
  static func completed(
    _ submission: Submission, _ connection: DeskConnection
  ) throws(DeskError) -> Submission {
    var submission = submission
    submission.files = try connection.rows(
      """
      SELECT id, name, sha256, bytes FROM \(connection.name(.files)) WHERE submission_id = ?1
      ORDER BY place
      """, [.text(submission.id)]
    ).map { row in
      StoredFile(
        id: row[0].text ?? "", name: row[1].text ?? "", sha256: row[2].text ?? "",
        bytes: row[3].integer ?? 0)
    }
    submission.contributors = try connection.rows(
      """
      SELECT a.name FROM \(connection.name(.contributors)) AS c
      JOIN \(connection.name(.accounts)) AS a ON a.id = c.account_id
      WHERE c.submission_id = ?1 ORDER BY a.name
      """, [.text(submission.id)]
    ).compactMap { $0[0].text }
    return submission
  }
}

extension Caller {
  /// Something that the caller does with a submission.
  func event(_ action: DeskAction, of subject: String, at time: Int, detail: String) -> DeskEvent {
    DeskEvent(
      at: time, account: name, address: address, action: action.rawValue, subject: subject,
      detail: detail)
  }
}

extension DeskEvent {
  /// Whether somebody only looked.
  public var isLook: Bool { action == DeskAction.look.rawValue }
}
