/// What the store keeps of a run.
public struct RunRecord: Sendable {
  /// An input file of the run.
  public struct File: Sendable, Hashable {
    /// The last component of its path.
    public var name: String
    /// SHA-256 of its bytes, hexadecimal.
    public var sha256: String
    /// Its size in bytes.
    public var byteCount: Int

    /// A file by name, hash and size.
    public init(name: String, sha256: String, byteCount: Int) {
      self.name = name
      self.sha256 = sha256
      self.byteCount = byteCount
    }
  }

  /// A source that a run read as one table: a sheet or a delimited file, with the rows that were staged.
  public struct Source: Sendable, Hashable {
    /// Consecutive rows of the source that have consecutive ordinals.
    public struct Rows: Sendable, Hashable {
      /// The first row's ordinal in its table and run.
      public var firstOrdinal: Int
      /// The first row's number in the source, from 1.
      public var firstRow: Int
      /// How many rows.
      public var count: Int

      /// A range of rows.
      public init(firstOrdinal: Int, firstRow: Int, count: Int) {
        self.firstOrdinal = firstOrdinal
        self.firstRow = firstRow
        self.count = count
      }
    }

    /// The table's machine name.
    public var table: String
    /// The file's name, last path component.
    public var file: String
    /// The sheet's name; empty for a delimited file.
    public var sheet: String
    /// The columns that a field is read from, from 1, by the field's machine name.
    public var columns: [String: [Int]]
    /// The rows, ascending by ordinal.
    public var rows: [Rows]
    /// The values that no cell gave as they stand.
    public var origins = KeptOrigins()

    /// A source by what it is and what was read from it.
    public init(
      table: String, file: String, sheet: String = "", columns: [String: [Int]] = [:],
      rows: [Rows] = []
    ) {
      self.table = table
      self.file = file
      self.sheet = sheet
      self.columns = columns
      self.rows = rows
    }
  }

  /// Which of a run's transactions a record is written with.
  public enum Step: Sendable, Hashable {
    /// The only one.
    case only
    /// The first of several: the run is unfinished afterwards.
    case first
    /// One in between.
    case middle
    /// The last one: the run is finished and sealed.
    case last
  }

  /// The id, `20270306-0914-A3-k7qm2xwd`.
  public var id: String
  /// The command, `import`.
  public var command: String
  /// Who ran it.
  public var operatorName: String
  /// On which machine.
  public var host: String
  /// The version of the tool.
  public var toolVersion: String
  /// The package's name.
  public var package: String
  /// SHA-256 of the package's descriptors.
  public var packageHash: String
  /// The release of the time zone data.
  public var zoneData: String
  /// The options, as JSON; no secret among them.
  public var optionsJSON: String
  /// The issues that the run reported, without values of cells, as JSON; empty for none.
  public var issuesJSON = ""
  /// The target's name or location without credentials.
  public var target: String
  /// When it began, UTC.
  public var startedAt: String
  /// When it ended, UTC.
  public var finishedAt: String
  /// How it ended, `clean` or `warnings`.
  public var outcome: String
  /// The exit status.
  public var exitCode: Int
  /// The ledger, as JSON.
  public var ledgerJSON: String
  /// The files.
  public var files: [File]
  /// What was read of the files, for the journal; not read back.
  public var sources: [Source] = []
  /// The run that this one reverses or resumes.
  public var subject: String?
  /// Who approved which exact count, as JSON; empty if no approval was needed.
  public var approvalsJSON = ""
  /// Which of the run's transactions the record is written with.
  public var step = Step.only
  /// How far an unfinished run has come and how to resume it, as JSON; removed when the run is finished.
  public var progressJSON = ""
  /// The place in the order in which the store's runs were written, from 1; set by the store.
  public var number: Int?
  /// The seal over the run, its journal and the runs before it; set by the store when it ends.
  public var recordHash: String?

  /// A run; times are UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public init(
    id: String, command: String = "import", operatorName: String, host: String,
    toolVersion: String, package: String, packageHash: String, zoneData: String,
    optionsJSON: String, target: String, startedAt: String, finishedAt: String = "",
    outcome: String = "", exitCode: Int = 0, ledgerJSON: String = "[]", files: [File] = []
  ) {
    self.id = id
    self.command = command
    self.operatorName = operatorName
    self.host = host
    self.toolVersion = toolVersion
    self.package = package
    self.packageHash = packageHash
    self.zoneData = zoneData
    self.optionsJSON = optionsJSON
    self.target = target
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
    self.exitCode = exitCode
    self.ledgerJSON = ledgerJSON
    self.files = files
  }
}
