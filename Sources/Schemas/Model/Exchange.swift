/// How the tables of a package travel as a set of files with a manifest that says what each file is.
///
/// A file holds all records of its table, or those that changed; records that a file of all no longer names
/// are marked as gone, not removed.
public struct Exchange: Sendable, Hashable {
  /// What a file of a set is.
  public enum Mode: Sendable, Hashable {
    /// All records of its table.
    case whole
    /// The records that changed.
    case changes
  }

  /// An edition of the format.
  public struct Version: Sendable, Hashable {
    /// How the manifest calls it.
    public var value: String
    /// The tables that it has, by machine name, in the order of the manifest.
    public var tables: [String]
    /// The tables that belong together in a set of whole files.
    public var together: [String]
  }

  /// The name of the manifest file.
  public var manifest: String
  /// The headers of the manifest's two columns: property, value.
  public var manifestColumns: [String]
  /// Properties that always have one value, by name.
  public var constants: [String: String]
  /// Properties that may be there, with any value.
  public var optionalProperties: [String]
  /// The property that names the version.
  public var versionProperty: String
  /// What stands before the stem of a file in the property that says what the file is.
  public var filePrefix: String
  /// The word for a file that is not in the set.
  public var absent: String
  /// The word for a file with all records.
  public var whole: String
  /// The word for a file with changed records.
  public var changes: String
  /// The versions that are read; the last one is written.
  public var versions: [Version]
  /// The field that says whether a record is in use.
  public var statusField: String
  /// Its value for a record in use.
  public var live: String
  /// Its value for one that the sender no longer has.
  public var gone: String
  /// The field that says when a record changed.
  public var changedField: String
  /// What the headers of columns begin with that any sender may add.
  public var extensionPrefix: String?
  /// Fields that are read and never written, by table.
  public var readOnly: [String: [String]]

  /// The version that is written.
  public var written: Version { versions[versions.count - 1] }

  /// The property of a table's file.
  public func property(of table: TableSchema) -> String { filePrefix + table.fileStem }

  /// The word for what a file is.
  public func word(for mode: Mode) -> String { mode == .whole ? whole : changes }

  /// The fields of a table that are written, by index.
  public func writtenFields(of table: TableSchema) -> [Int] {
    let others = Set(readOnly[table.name] ?? [])
    return table.fields.indices.filter { !others.contains(table.fields[$0].name) }
  }
}
