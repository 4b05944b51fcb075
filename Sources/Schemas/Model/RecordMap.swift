/// How records of one package become records of another: which table from which, and each field from which.
public struct RecordMap: Sendable, Hashable {
  /// Where a value comes from.
  public struct Source: Sendable, Hashable {
    /// Paths from the record, tried in order; the first with a value counts.
    public var paths: [FieldPath] = []
    /// A text that every record has.
    public var value: String?
    /// What stands for each value; `nil` takes values over as they are.
    ///
    /// A value that is not here has no counterpart.
    public var values: [String: String]?
    /// The mapping table that says what stands for each value, by name.
    public var lookup: String?
    /// Days that are added to a date.
    public var plusDays = 0
  }

  /// A table that is made.
  public struct Table: Sendable, Hashable {
    /// Its machine name in the package that is mapped to.
    public var name: String
    /// The table that it is made from.
    public var source: String
    /// The values that a record must have, by field.
    public var condition: [String: [String]] = [:]
    /// Where the fields come from, by name.
    public var fields: [String: Source] = [:]
  }

  /// The package that records come from.
  public var from: String
  /// The package that they are made for.
  public var to: String
  /// The tables, in the order of the file.
  public var tables: [Table]

  /// The mapping tables that it uses.
  public var lookups: Set<String> {
    Set(tables.flatMap { $0.fields.values.compactMap(\.lookup) })
  }
}
