public import ImportPipeline

/// A request to hold two sources of records against each other.
public struct ComparisonRequest: Sendable {
  /// A source: the location of a store, the name of a target, a folder with a dump, or files.
  public var one: String
  /// The other source.
  public var other: String
  /// The package's name or path; `nil` for that of the first store.
  public var package: String?
  /// The path of the project file; `nil` for the usual one.
  public var project: String?
  /// Machine names of tables, in any spelling that folds to them; empty for all.
  public var tables: [String] = []
  /// The records of one account or the like; `nil` for all.
  public var scope: RecordSelection.Scope?
  /// Where the plan goes that makes the second source like the first; `nil` for none.
  public var planOutput: String?

  /// A comparison of two sources.
  public init(_ one: String, _ other: String) {
    self.one = one
    self.other = other
  }
}
