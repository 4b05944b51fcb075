import ImportPipeline
import Schemas

/// The tables of the desk.
///
/// They lie beside the store of records, not among its tables: in a file of its own, or in a schema of its
/// own. A long execution holds the only write lock of a file, and nobody's log-in may wait for that; and
/// a restore of the records must bring no disabled account back.
enum DeskTable: String, CaseIterable {
  case settings, accounts, grants, waits, sessions, tokens, submissions, contributors, files, events

  /// The version of the tables; a desk of a later one is refused.
  static let format = 1

  /// The columns with what is said of all of them.
  var columns: String {
    switch self {
    case .settings: "name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL"
    case .accounts:
      """
      id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, password_hash TEXT,
      identity TEXT UNIQUE, is_disabled BIGINT NOT NULL, created_at BIGINT NOT NULL
      """
    case .grants:
      """
      account_id TEXT NOT NULL, role TEXT NOT NULL, package TEXT NOT NULL, scope TEXT NOT NULL,
      PRIMARY KEY (account_id, role, package, scope)
      """
    case .waits:
      """
      subject TEXT NOT NULL PRIMARY KEY, failures BIGINT NOT NULL, until BIGINT NOT NULL,
      at BIGINT NOT NULL
      """
    case .sessions:
      """
      digest TEXT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL, csrf TEXT NOT NULL,
      means TEXT NOT NULL, created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL
      """
    case .tokens:
      """
      id TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL UNIQUE, account_id TEXT NOT NULL,
      label TEXT NOT NULL, roles TEXT NOT NULL, created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL, used_at BIGINT
      """
    case .submissions:
      """
      id TEXT NOT NULL PRIMARY KEY, number BIGINT NOT NULL UNIQUE, package TEXT NOT NULL,
      scope TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, version BIGINT NOT NULL,
      round BIGINT NOT NULL, follows TEXT, uploaded_by TEXT NOT NULL, created_at BIGINT NOT NULL,
      changed_at BIGINT NOT NULL, folder TEXT NOT NULL, claimed_by TEXT, tag TEXT, run_id TEXT,
      undo_run_id TEXT, actor TEXT NOT NULL, approved_by TEXT, comment TEXT NOT NULL, approvals TEXT NOT NULL,
      summary TEXT, failure TEXT, is_expired BIGINT NOT NULL
      """
    case .contributors:
      """
      submission_id TEXT NOT NULL, account_id TEXT NOT NULL,
      PRIMARY KEY (submission_id, account_id)
      """
    case .files:
      """
      id TEXT NOT NULL PRIMARY KEY, submission_id TEXT NOT NULL, place BIGINT NOT NULL,
      name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BIGINT NOT NULL
      """
    case .events:
      """
      number BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, account TEXT NOT NULL,
      address TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
      hash TEXT NOT NULL
      """
    }
  }

  /// Indexes by which rows are looked for that are not named by their key.
  static let indexes: [(name: String, table: DeskTable, columns: String)] = [
    ("desk_submissions_state", .submissions, "state, number"),
    ("desk_files_submission", .files, "submission_id"),
    ("desk_sessions_account", .sessions, "account_id"),
    ("desk_events_subject", .events, "subject"),
  ]
}
