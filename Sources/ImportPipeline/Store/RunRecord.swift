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

  /// The id, `20270306-0914-A3`.
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
