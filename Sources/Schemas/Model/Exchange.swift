import TabularCore

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
    /// The headers of the files that other versions write otherwise, by table.
    public var headers: [String: [String]] = [:]
    /// The tables that have no file of their own, because their rows lie in the file of another.
    public var derived: [Derivation] = []
  }

  /// How the rows of a table lie in the file of another: a list there has an item for each.
  public struct Derivation: Sendable, Hashable {
    /// The table without a file.
    public var table: String
    /// The table whose file has its rows.
    public var source: String
    /// The field of `source` with the list.
    public var list: String
    /// The field of `table` that takes an item of the list.
    public var item: String
    /// The field of `table` that refers to the record of `source`.
    public var owner: String
    /// The field of `source` that is copied.
    public var copiedFrom: String
    /// The field of `table` that takes the copy.
    public var copiedTo: String
    /// The words of `table` for those of `source` that it has otherwise.
    public var words: [String: String]
    /// The words of `source` for those of `table` that it does not have, besides those of `words`.
    public var wordsBack: [String: String]
    /// What other fields of `table` always are.
    public var constants: [String: String]

    /// The word of `source` for one of `table`; `nil` where it has none.
    ///
    /// - Parameter known: the words that `source` has.
    public func wordBack(_ word: String, known: [String]) -> String? {
      if let own = words.first(where: { $0.value == word })?.key { return own }
      return wordsBack[word] ?? (known.contains(word) ? word : nil)
    }
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
  /// The field that keeps the values of such columns, as a JSON object of texts by header; `nil` where they
  /// are not kept.
  public var extensionField: String?
  /// Fields that are read and never written, by table.
  public var readOnly: [String: [String]]

  /// The version that is written.
  public var written: Version { versions[versions.count - 1] }

  /// The property of a table's file.
  public func property(of table: TableSchema) -> String { filePrefix + table.fileStem }

  /// The word for what a file is.
  public func word(for mode: Mode) -> String { mode == .whole ? whole : changes }

  /// A column of a file.
  public struct Column: Sendable, Hashable {
    /// Its header.
    public var header: String
    /// The field, by index.
    public var field: Int
  }

  /// The columns of a table's file in a version, in their order; without those that any sender may add.
  public func columns(of table: TableSchema, in version: Version) -> [Column] {
    if let headers = version.headers[table.name] {
      return headers.compactMap { header in
        table.fields.firstIndex { $0.label.english == header || $0.aliases.contains(header) }
          .map { Column(header: header, field: $0) }
      }
    }
    let others = Set((readOnly[table.name] ?? []) + [extensionField].compactMap(\.self))
    return table.fields.indices.filter { !others.contains(table.fields[$0].name) }
      .map { Column(header: table.fields[$0].label.english, field: $0) }
  }
}
