public import DelimitedText
public import TabularCore

/// Everything a run has to say: what was read, what was found, what was or would be written.
///
/// Renderers print it; nothing in it depends on a format.
public struct ImportReport: Sendable {
  /// Who did what, when, and how it ended.
  public struct Run: Sendable {
    /// The run's id, `20270306-0914-A3-k7qm2xwd`.
    public var id: String
    /// The command, `import`.
    public var command: String
    /// `validate` or `execute`.
    public var mode: String
    /// The target's name or the store's location without credentials.
    public var target: String
    /// `stop`, `skip-row` or `skip-table`.
    public var onError: String
    /// When it began: UTC, `2027-03-06T14:14:02Z`.
    public var startedAt: String
    /// When it ended.
    public var finishedAt: String
    /// The release of the time zone data, `2026c`.
    public var zoneData: String
    /// Whether totals are partial because the run ended early.
    public var isPartial: Bool
    /// How it ended.
    public var outcome: RunOutcome
    /// What happened to the store, one sentence without the final period.
    public var conclusion: LocalizedText
    /// How many of the tables the ledger lists were written.
    public var isWritten: Bool
    /// Whether the same command may succeed when it is repeated.
    public var isRetryable = false

    /// A run; the outcome is known at its end.
    public init(
      id: String, command: String = "import", mode: String, target: String,
      onError: String = "stop", startedAt: String, finishedAt: String = "", zoneData: String = "",
      isPartial: Bool = false, outcome: RunOutcome = .clean,
      conclusion: LocalizedText = LocalizedText(""), isWritten: Bool = false
    ) {
      self.id = id
      self.command = command
      self.mode = mode
      self.target = target
      self.onError = onError
      self.startedAt = startedAt
      self.finishedAt = finishedAt
      self.zoneData = zoneData
      self.isPartial = isPartial
      self.outcome = outcome
      self.conclusion = conclusion
      self.isWritten = isWritten
    }
  }

  /// The schemas that the run used.
  public struct Package: Sendable {
    /// The package's name.
    public var name: String
    /// The package's version.
    public var version: String
    /// SHA-256 of its descriptors, hexadecimal.
    public var hash: String
    /// The severities it changes.
    public var severityChanges: [IssueCode: Severity]

    /// A package by name, version and hash.
    public init(
      name: String, version: String, hash: String, severityChanges: [IssueCode: Severity] = [:]
    ) {
      self.name = name
      self.version = version
      self.hash = hash
      self.severityChanges = severityChanges
    }
  }

  /// A column of a sheet and the field it was bound to.
  public struct Column: Sendable {
    /// The column number, from 1.
    public var number: Int
    /// The header's text.
    public var header: String
    /// The field's machine name, or `nil` for a column that is not read.
    public var field: String?
    /// `dmy` or `mdy`, where the column's texts decided.
    public var dateOrder: String?
    /// `.` or `,`, where the column's texts decided.
    public var decimalMark: String?

    /// A column by its number and header.
    public init(
      number: Int, header: String, field: String? = nil, dateOrder: String? = nil,
      decimalMark: String? = nil
    ) {
      self.number = number
      self.header = header
      self.field = field
      self.dateOrder = dateOrder
      self.decimalMark = decimalMark
    }
  }

  /// A sheet (or the one table of a delimited file) as it was read.
  public struct Sheet: Sendable {
    /// The sheet's name; `nil` for a delimited file.
    public var name: String?
    /// The table it was read as; `nil` when it was not.
    public var table: String?
    /// The row or line of the header, from 1.
    public var headerRow: Int?
    /// The columns, by number.
    public var columns: [Column]

    /// A sheet with its columns.
    public init(name: String?, table: String?, headerRow: Int?, columns: [Column] = []) {
      self.name = name
      self.table = table
      self.headerRow = headerRow
      self.columns = columns
    }
  }

  /// An input file.
  public struct File: Sendable {
    /// Its position among the files that the run was given; `nil` outside of a run.
    public var source: SourceID?
    /// The last component of its path, with folders where another file has the same.
    public var name: String
    /// SHA-256 of its bytes, hexadecimal.
    public var sha256: String
    /// Its size in bytes.
    public var byteCount: Int
    /// `xlsx`, `csv`, `json` or `qti`.
    public var kind: String
    /// 1900 or 1904 for a workbook.
    public var dateSystem: Int?
    /// How a delimited file is written.
    public var dialect: Dialect?
    /// What was read from it.
    public var sheets: [Sheet]

    /// A file with its sheets.
    public init(
      source: SourceID? = nil, name: String, sha256: String, byteCount: Int, kind: String,
      dateSystem: Int? = nil, sheets: [Sheet] = []
    ) {
      self.source = source
      self.name = name
      self.sha256 = sha256
      self.byteCount = byteCount
      self.kind = kind
      self.dateSystem = dateSystem
      self.sheets = sheets
    }

    /// The file itself as a place.
    public var place: IssueLocation {
      let form: IssueLocation.Form =
        switch kind {
        case "csv": .delimited
        case "json": .json
        default: .workbook
        }
      return IssueLocation(form, source: source, file: name)
    }
  }

  /// The sentences of a rule that the package declares.
  public struct RuleText: Sendable {
    /// The message template by variant; `""` is the usual one.
    public var messages: [String: LocalizedText]
    /// What to do.
    public var help: LocalizedText
    /// What to do where a variant asks for something else.
    public var helpVariants: [String: LocalizedText]
    /// The level of the report at which the rule's issues stand: 7 for rules of a row, 9 for rules
    /// of tables; `nil` leaves it to the code's area.
    public var level: Int?

    /// The sentences of a rule.
    public init(
      messages: [String: LocalizedText], help: LocalizedText,
      helpVariants: [String: LocalizedText] = [:], level: Int? = nil
    ) {
      self.messages = messages
      self.help = help
      self.helpVariants = helpVariants
      self.level = level
    }
  }

  /// A plan that the run wrote.
  public struct Plan: Sendable, Hashable {
    /// The last component of its path.
    public var file: String
    /// The path as it was given.
    public var path: String
    /// How many records it makes, changes or removes.
    public var operationCount: Int
    /// SHA-256 of its lines, hexadecimal.
    public var digest: String

    /// A plan that was written.
    public init(file: String, path: String? = nil, operationCount: Int, digest: String) {
      self.file = file
      self.path = path ?? file
      self.operationCount = operationCount
      self.digest = digest
    }
  }

  /// Who did what, when.
  public var run: Run
  /// The schemas used; `nil` when none could be loaded.
  public var package: Package?
  /// The files, in command-line order.
  public var files: [File]
  /// One line per table, in dependency order.
  public var ledger: [LedgerLine]
  /// Tables whose file or sheet could not be read.
  public var unreadTables: [String]
  /// The issues, with exact totals, in the order of the report.
  public var issues: IssueCollector
  /// What the plan does with rows, by table and row.
  ///
  /// At most as many of each operation and table as details of issues are kept; the ledger has the
  /// exact totals.
  public var changes: [PlannedChange] = []
  /// The plan that the run wrote.
  public var plan: Plan?
  /// Whether a plan was requested but errors left nothing to write.
  public var isPlanWithheld = false
  /// The limits that the run exceeds, and who approved them.
  public var guards: [GuardFinding] = []
  /// The sentences of the package's own rules, by code.
  public var ruleTexts: [IssueCode: RuleText]
  /// Words of the package that arguments of messages hold, by their English form: the nouns of its
  /// tables, the reasons of its conditions, its patterns in words.
  public var phrases: [String: LocalizedText] = [:]
  /// The labels of the package's fields by table and field, for places where no file has a header.
  public var fieldLabels: [String: [String: LocalizedText]] = [:]
  /// The titles that the package gives its tables, by machine name; none where a table has no other.
  public var tableTitles: [String: LocalizedText] = [:]

  /// The fields of the package's natural keys, by table.
  public var keyFields: [String: [String]] = [:]
  /// What the package says of the fields that hold values of people.
  public var personal = PersonalFields()
  /// The values that no cell gave as they stand; `nil` where nobody asked for them.
  public var explainedValues: [ExplainedValue]?
  /// By what findings are known again that somebody accepts.
  public var findingDigests = FindingDigests()
  /// What became of the rows of each sheet and delimited file.
  public var rows: [RowStates] = []
  /// The corrections of the input files, where a corrected copy was asked for.
  public var corrections: Corrections?
  /// The language of the templates that the files were made from; `nil` where they do not tell.
  public var language: Language?

  /// A report of a run.
  public init(
    run: Run, package: Package? = nil, files: [File] = [], ledger: [LedgerLine] = [],
    unreadTables: [String] = [], issues: IssueCollector = IssueCollector(),
    ruleTexts: [IssueCode: RuleText] = [:]
  ) {
    self.run = run
    self.package = package
    self.files = files
    self.ledger = ledger
    self.unreadTables = unreadTables
    self.issues = issues
    self.ruleTexts = ruleTexts
  }
}
