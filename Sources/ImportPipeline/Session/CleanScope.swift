/// Which stored records a run removes that reads no files.
public struct CleanScope: Sendable, Hashable {
  /// A field whose value must match a pattern.
  public struct Match: Sendable, Hashable {
    /// The field's machine name.
    public var field: String
    /// The pattern, a regular expression of XML Schema that the whole value must match.
    public var pattern: String

    /// A field and its pattern.
    public init(field: String, pattern: String) {
      self.field = field
      self.pattern = pattern
    }
  }

  /// The table's machine name.
  public var table: String
  /// What the records must match, all of it; empty where keys name them.
  public var matches: [Match]
  /// The keys of the records as one would type them, part by part; empty where a match finds them.
  public var keys: [[String]]
  /// Whether the records that refer to them go too, and those that refer to these.
  public var takesDependents = false

  /// Records of a table, by what they match or by their keys.
  public init(table: String, matches: [Match] = [], keys: [[String]] = []) {
    self.table = table
    self.matches = matches
    self.keys = keys
  }

  /// SHA-256 of the keys in their order, hexadecimal.
  public var keysDigest: String { KeyDigest.text(keys) }
}
