public import TabularCore

/// A set of tables of one target system: a Frictionless Data Package (v2) with Registrar's properties.
public struct DataPackage: Sendable {
  /// The machine name, `inventory`.
  public var name: String
  /// The title for people.
  public var title: LocalizedText
  /// The version, a plain text.
  public var version: String
  /// SHA-256 over the package's descriptor files in order, hexadecimal.
  public var hash: String
  /// The descriptor files in the order in which they were read, `datapackage.json` first.
  public var descriptors: [Descriptor] = []
  /// The path of `datapackage.json`.
  public var path: String
  /// The tables in the order of the descriptor.
  public var tables: [TableSchema]
  /// The system whose identifiers records have in their column `source_id`, in this run.
  public var sourceSystem = "source"
  /// The country for phone numbers and addresses when neither the row nor its parents give one.
  public var defaultCountry: String?
  /// Severities that the package changes.
  public var severityChanges: [IssueCode: Severity]
  /// How much of each table one run may change without approval, if the descriptor says so.
  public var guards = GuardLimits()
  /// After how many days runs no longer need what they replaced; `nil` if the descriptor does not say.
  public var retentionDays: Int?
  /// How the tables travel as a set of files with a manifest; `nil` for packages without one.
  public var exchange: Exchange?

  /// A descriptor file of a package.
  public struct Descriptor: Sendable, Hashable {
    /// The path, relative to the folder of `datapackage.json`.
    public var file: String
    /// The text.
    public var content: String

    /// A file by its relative path and text.
    public init(file: String, content: String) {
      self.file = file
      self.content = content
    }
  }

  /// A package of tables.
  public init(
    name: String, title: LocalizedText, version: String = "1", hash: String = "", path: String = "",
    tables: [TableSchema] = [], defaultCountry: String? = nil,
    severityChanges: [IssueCode: Severity] = [:]
  ) {
    self.name = name
    self.title = title
    self.version = version
    self.hash = hash
    self.path = path
    self.tables = tables
    self.defaultCountry = defaultCountry
    self.severityChanges = severityChanges
  }

  /// The table with a machine name.
  public func table(named name: String) -> TableSchema? {
    tables.first { $0.name == name }
  }
}
