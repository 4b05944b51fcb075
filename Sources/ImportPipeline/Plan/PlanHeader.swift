/// The header of a plan: which run made it, from which files, for which store and package.
public struct PlanHeader: Sendable, Hashable {
  /// An input file.
  public struct File: Sendable, Hashable, Codable {
    /// The last component of its path.
    public var name: String
    /// SHA-256 of its bytes, hexadecimal.
    public var sha256: String
    /// Its size in bytes.
    public var bytes: Int

    /// A file by name, hash and size.
    public init(name: String, sha256: String, bytes: Int) {
      self.name = name
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The version of the format; a reader refuses any other.
  public static let format = "registrar.plan/1"

  /// The release of the tool that wrote it.
  public var toolVersion: String
  /// The id of the validation that made it.
  public var run: String
  /// When it was made, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public var createdAt: String
  /// The target's name, or the store's location without credentials.
  public var target: String
  /// The identity of the store; `nil` where it has none.
  public var store: String?
  /// The package's name.
  public var package: String
  /// The package's version.
  public var packageVersion: String
  /// SHA-256 of the package's descriptors, hexadecimal.
  public var packageHash: String
  /// The options that decide what a run does, as a JSON object with its keys in order.
  public var optionsJSON: String
  /// The files, in command-line order.
  public var files: [File]
  /// What the files call the fields, by table and machine name.
  public var fieldNames: [String: [String: String]]

  /// A header.
  public init(
    toolVersion: String, run: String, createdAt: String, target: String, package: String,
    packageVersion: String, packageHash: String, optionsJSON: String = "{}", files: [File] = [],
    fieldNames: [String: [String: String]] = [:]
  ) {
    self.toolVersion = toolVersion
    self.run = run
    self.createdAt = createdAt
    self.target = target
    self.package = package
    self.packageVersion = packageVersion
    self.packageHash = packageHash
    self.optionsJSON = optionsJSON
    self.files = files
    self.fieldNames = fieldNames
  }
}

/// What the last line of a plan sums up.
public struct PlanSummary: Sendable, Hashable {
  /// The operations of one table.
  public struct Table: Sendable, Hashable, Codable {
    /// The table's machine name.
    public var table: String
    /// How many records the table held when the plan was made.
    public var stored: Int
    /// Records to be made.
    public var created: Int
    /// Records to be changed.
    public var updated: Int
    /// Records to be removed.
    public var deleted: Int
    /// Records whose values are kept because another program wrote them.
    public var kept: Int
    /// SHA-256 over the fingerprints of the stored records that change, hexadecimal.
    public var state: String

    /// The operations of a table.
    public init(
      table: String, stored: Int = 0, created: Int = 0, updated: Int = 0, deleted: Int = 0,
      kept: Int = 0, state: String = ""
    ) {
      self.table = table
      self.stored = stored
      self.created = created
      self.updated = updated
      self.deleted = deleted
      self.kept = kept
      self.state = state
    }

    /// How many operations there are of a kind.
    public func count(of kind: PlanOperation.Kind) -> Int {
      switch kind {
      case .create: created
      case .update: updated
      case .delete: deleted
      case .keep: kept
      }
    }
  }

  /// The tables of the run, parents first.
  public var tables: [Table]
  /// All operations.
  public var operationCount: Int
  /// SHA-256 of every line before the last one, hexadecimal.
  public var digest: String

  /// A summary.
  public init(tables: [Table], operationCount: Int, digest: String) {
    self.tables = tables
    self.operationCount = operationCount
    self.digest = digest
  }
}
