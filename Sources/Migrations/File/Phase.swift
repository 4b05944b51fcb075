public import ImportPipeline
public import Schemas
public import TabularCore

/// A step of a migration that can be run, refused, run again.
public struct Phase: Sendable {
  /// How often a phase is meant to run.
  public enum Rounds: String, Sendable, CaseIterable {
    /// Once: after it succeeded it is refused.
    case one
    /// As often as there are new files.
    case many
  }

  /// Files of a phase, seen from the folder of the migration.
  public struct Source: Sendable, Hashable {
    /// A path; its last part may have `*` and `?`.
    public var path: String
    /// The table that the file holds, where its name does not say so.
    public var table: String?
    /// Whether the phase runs without it.
    public var isOptional = false
  }

  /// Stored records that a phase removes, as `registrar clean` does.
  public struct Clean: Sendable, Hashable {
    /// The table.
    public var table: String
    /// Fields with patterns that their whole values must match, all of them.
    public var matches: [CleanScope.Match] = []
    /// The keys of the records, where they are named.
    public var keys: [String] = []
    /// Whether what refers to them goes too.
    public var takesDependents = false
  }

  /// What the import is told.
  public struct Options: Sendable, Hashable {
    /// Existing records are changed, or left alone, or are the only ones that are.
    public var mode: TableSchema.WriteMode?
    /// What one bad row means: `stop`, `skip-row`, `skip-table`.
    public var onError: ImportOptions.ErrorPolicy?
    /// Whether rows may delete records.
    public var allowsDelete = false
    /// Tables whose records are removed that no row names.
    public var prune: [String] = []
    /// Whether warnings count as errors.
    public var isStrict = false
    /// Rows between two commits of a run in parts.
    public var commitEvery: Int?
    /// The accounts whose passwords are reset.
    public var resetPasswords: String?
    /// Files with the keys of the rows that are imported, with all that hangs on them.
    public var onlyKeys: [String] = []
    /// Whether it is told which rows earlier runs of the same files have done.
    public var skipsDone = false
    /// The rows that a run in parts writes a second at most.
    public var rowsPerSecond: Double?
    /// The encoding of delimited files that are not UTF-8.
    public var encoding: String?
    /// The folder with the files that rows name.
    public var attachments: String?
  }

  /// The id.
  public var id: String
  /// What people call it.
  public var title: LocalizedText
  /// What it is about, for the report.
  public var summary: LocalizedText?
  /// The phases that must be done before.
  public var dependsOn: [String]
  /// How often it is meant to run.
  public var rounds = Rounds.many
  /// The milestone at which it is due.
  public var milestone: String?
  /// The package, when it is not that of the migration.
  public var package: String?
  /// The files; none for a phase that only people and commands do.
  public var sources: [Source] = []
  /// The stored records that are removed before anything is imported.
  public var cleans: [Clean] = []
  /// The only tables that the plan may touch; empty for any.
  public var tables: [String] = []
  /// Limits that are stricter than those of the target.
  public var guards = GuardLimits()
  /// What the import is told.
  public var options = Options()
  /// Whether the store is backed up before anything is written.
  public var backsUp = true
  /// Commands before anything is written.
  public var before: [Hook] = []
  /// Commands after everything is written and checked.
  public var after: [Hook] = []
  /// Commands when the phase fails at any point.
  public var afterFailure: [Hook] = []
  /// What must hold.
  public var checks: [Check] = []
  /// What people have to do.
  public var checklist: [Migration.ChecklistItem] = []
}

/// A command that a phase runs.
public struct Hook: Sendable, Hashable {
  /// A variable that the command gets.
  public struct Variable: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value, or where it stands.
    public var value: ConfiguredText
  }

  /// The name under which it is told and recorded.
  public var id: String
  /// The program and its arguments; no shell is between.
  public var command: [String]
  /// Seconds after which it is ended.
  public var timeout: Double
  /// Variables besides those of the process.
  public var environment: [Variable] = []
  /// The working folder, from that of the migration.
  public var folder: String?
  /// Whether it runs in a rehearsal too: others would switch off what is in use, or tell people.
  public var isRehearsed = false
}

/// Something that must hold before or after a phase has written.
public enum Check: Sendable, Hashable {
  /// A range of numbers.
  public struct Expectation: Sendable, Hashable {
    /// The least number.
    public var atLeast: Int?
    /// The greatest number.
    public var atMost: Int?

    /// Whether a number is in the range.
    public func holds(_ number: Int) -> Bool {
      number >= atLeast ?? .min && number <= atMost ?? .max
    }

    /// The range as people write it: `5`, `>= 5`, `<= 9`, `5–9`.
    public var text: String {
      switch (atLeast, atMost) {
      case (let low?, let high?): low == high ? "\(low)" : "\(low)–\(high)"
      case (let low?, nil): ">= \(low)"
      case (nil, let high?): "<= \(high)"
      case (nil, nil): "*"
      }
    }
  }

  /// What the plan does with rows.
  public enum Effect: String, Sendable, CaseIterable {
    /// Records that are made.
    case created
    /// Records that are changed.
    case updated
    /// Records that stay as they are.
    case unchanged
    /// Records that are removed.
    case deleted
  }

  /// After the import, so many records of a table of the package meet a condition in SQL.
  case count(table: String, condition: String?, Expectation)
  /// After the import, a query returns no row.
  case empty(name: String, sql: String)
  /// Before anything is written, the plan does so much to a table, or to all.
  case plan(Effect, table: String?, Expectation)

  /// What the check is about, for people.
  public var name: String {
    switch self {
    case .count(let table, let condition, let expected):
      "count(\(table)\(condition.map { ": \($0)" } ?? "")) \(expected.text)"
    case .empty(let name, _): name
    case .plan(let effect, let table, let expected):
      "plan.\(effect.rawValue)\(table.map { "(\($0))" } ?? "") \(expected.text)"
    }
  }
}
