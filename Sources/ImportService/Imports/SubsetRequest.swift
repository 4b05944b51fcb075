import ImportPipeline
import Schemas

/// The part of its files that somebody asks an import to take.
public struct SubsetRequest: Sendable, Hashable {
  /// Files with keys, each with its table; `nil` for the table that the file is named like.
  public var keyFiles: [(table: String?, path: String)] {
    get { files.map { ($0.table, $0.path) } }
    set { files = newValue.map { KeyFile(table: $0.table, path: $0.path) } }
  }
  private var files: [KeyFile] = []
  /// Fields with the value that rows must have, in any table that has the field.
  public var values: [Value] = []
  /// How many rows of each table that hangs on no other; `nil` for none.
  public var sample: Int?

  private struct KeyFile: Hashable {
    var table: String?
    var path: String
  }

  /// A field with a value.
  public struct Value: Sendable, Hashable {
    /// The field's machine name, in any spelling that folds to it.
    public var field: String
    /// The value, as one would type it.
    public var value: String

    /// A field with a value.
    public init(field: String, value: String) {
      self.field = field
      self.value = value
    }
  }

  /// All rows.
  public init() {}

  /// Whether all rows are taken.
  public var isEmpty: Bool { files.isEmpty && values.isEmpty && sample == nil }

  /// The part, in the package's own spelling; `nil` for all rows.
  ///
  /// - Throws: a problem of the request for files that cannot be read, keys with other parts than the
  ///   table's, and names that the package does not have.
  func scope(in package: DataPackage) throws(ServiceFailure) -> SubsetScope? {
    guard !isEmpty else { return nil }
    var seeds: [SubsetScope.Seed] = []
    for file in files {
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      let stem = name.split(separator: ".").first.map(String.init) ?? name
      let table = try package.requiredTable(spelled: file.table ?? stem)
      seeds.append(
        .keys(table: table.name, try KeyList(contentsOf: file.path).parts(for: table)))
    }
    for value in values {
      seeds.append(.value(field: try package.requiredField(spelled: value.field), value.value))
    }
    if let sample { seeds.append(.sample(sample)) }
    return SubsetScope(seeds)
  }
}
