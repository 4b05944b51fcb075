import ImportPipeline

/// An exact count that an approver lets pass a guard.
public struct Approval: Sendable, Hashable {
  /// The guard's code, `guard.delete-limit`.
  public var code: String
  /// The count.
  public var count: Int

  /// A count for a guard; `nil` for a text that is no code of a guard.
  public init?(code: String, count: Int) {
    let isCode =
      code.hasPrefix("guard.") && code.count < 60
      && code.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "." || $0 == "-") }
    guard isCode, count >= 0 else { return nil }
    self.code = code
    self.count = count
  }

  /// An approval from its text, `guard.delete-limit=12`.
  public init?(_ text: String) {
    let parts = text.split(separator: "=")
    guard parts.count == 2, let count = Int(parts[1]) else { return nil }
    self.init(code: String(parts[0]), count: count)
  }

  /// The approval as `--approve` takes it.
  public var text: String { "\(code)=\(count)" }
}

/// Files that somebody put on the desk, and what became of them.
public struct Submission: Sendable, Hashable {
  /// A random id, which stands in addresses.
  public var id: String
  /// Its place in the order of all submissions, from 1, which people say.
  public var number: Int
  /// The package's name.
  public var package: String
  /// The part of the records that it is about; `nil` for all.
  public var scope: Scope?
  /// The language of its reports.
  public var language: String
  /// How far it is.
  public var state: SubmissionState
  /// A number that every step raises: whoever acts says which version was on the page.
  public var version: Int
  /// Which round it is, from 1.
  public var round: Int
  /// The submission whose place it took; `nil` for a first round.
  public var follows: String?
  /// The name of the account that uploaded it.
  public var uploadedBy: String
  /// When it was uploaded, seconds since 1970.
  public var createdAt: Int
  /// When its last step was, seconds since 1970.
  public var changedAt: Int
  /// The name of the account whose step was the last.
  public var actor: String
  /// What the approver wrote who sent it back or approved it.
  public var comment: String
  /// What the approver let pass.
  public var approvals: [Approval]
  /// What its check found; `nil` before.
  public var summary: CheckSummary?
  /// Why it failed, in a word: `time`, `memory`, `locked`, `refused`, `exit 6`; `nil` for no failure.
  public var failure: String?
  /// The run that wrote it; `nil` for none.
  public var runID: String?
  /// The run that took it back; `nil` for none.
  public var undoRunID: String?
  /// Whether its files were removed when their time was over.
  public var isExpired: Bool
  /// The name of the account that approved it; `nil` for none.
  public var approvedBy: String?
  /// Its files, in order.
  public var files: [StoredFile] = []
  /// The names of the accounts that uploaded, corrected or handed in this round or one before: none of them
  /// may approve it.
  public var contributors: [String] = []

  /// The folder that has its files.
  var folder: String
  /// How the id of the run ends that writes it, or takes it back; noted before the run begins.
  var tag: String?

  static let columns = """
    id, number, package, scope, language, state, version, round, follows, uploaded_by, created_at, \
    changed_at, actor, comment, approvals, summary, failure, run_id, undo_run_id, is_expired, \
    folder, tag, approved_by
    """

  /// The submission of a row of the columns.
  init?(_ row: [SQLValue]) {
    guard let id = row[0].text, let state = row[5].text.flatMap(SubmissionState.init) else {
      return nil
    }
    self.id = id
    number = row[1].integer ?? 0
    package = row[2].text ?? ""
    scope = row[3].text.flatMap { Scope($0) }
    language = row[4].text ?? "en"
    self.state = state
    version = row[6].integer ?? 0
    round = row[7].integer ?? 1
    follows = row[8].text
    uploadedBy = row[9].text ?? ""
    createdAt = row[10].integer ?? 0
    changedAt = row[11].integer ?? 0
    actor = row[12].text ?? ""
    comment = row[13].text ?? ""
    approvals = (row[14].text ?? "").split(separator: ",").compactMap { Approval(String($0)) }
    summary = row[15].text.flatMap { CheckSummary(json: $0) }
    failure = row[16].text
    runID = row[17].text
    undoRunID = row[18].text
    isExpired = row[19].integer == 1
    folder = row[20].text ?? ""
    tag = row[21].text
    approvedBy = row[22].text
  }
}
