/// A record in which two sources differ.
public struct Difference: Sendable, Hashable {
  /// How they differ.
  public enum Kind: String, Sendable, CaseIterable {
    /// The first has the record, the second has not.
    case missing
    /// The second has the record, the first has not.
    case extra
    /// Both have it, with different values.
    case different
  }

  /// A field with two values.
  public struct Field: Sendable, Hashable {
    /// The field's machine name.
    public var name: String
    /// The value of the first; `nil` for none.
    public var one: String?
    /// The value of the second; `nil` for none.
    public var other: String?
    /// Why they differ.
    public var reason: DifferenceReason

    /// A field with two values.
    public init(name: String, one: String?, other: String?, reason: DifferenceReason) {
      self.name = name
      self.one = one
      self.other = other
      self.reason = reason
    }
  }

  /// The table's machine name.
  public var table: String
  /// The parts of the key.
  public var key: [String]
  /// How the sources differ.
  public var kind: Kind
  /// The fields that differ, of a record that both have.
  public var fields: [Field] = []
  /// Why one has no such record; of a record that both have, the reason of its first field.
  public var reason: DifferenceReason
  /// The run that removed a record that only one has.
  public var removingRun: String?
  /// The record of the first.
  public var one: ComparedRecord?
  /// The record of the second.
  public var other: ComparedRecord?

  /// A record in which two sources differ.
  public init(
    table: String, key: [String], kind: Kind, fields: [Field] = [], reason: DifferenceReason,
    removingRun: String? = nil, one: ComparedRecord? = nil, other: ComparedRecord? = nil
  ) {
    self.table = table
    self.key = key
    self.kind = kind
    self.fields = fields
    self.reason = reason
    self.removingRun = removingRun
    self.one = one
    self.other = other
  }
}

/// What a comparison counted.
public struct ComparisonSummary: Sendable, Hashable {
  /// A kind of difference in a table.
  public struct Line: Sendable, Hashable {
    /// The table's machine name.
    public var table: String
    /// How the sources differ.
    public var kind: Difference.Kind
    /// Why.
    public var reason: DifferenceReason

    /// A kind of difference.
    public init(table: String, kind: Difference.Kind, reason: DifferenceReason) {
      self.table = table
      self.kind = kind
      self.reason = reason
    }
  }

  /// The records of a table in both sources.
  public struct Counts: Sendable, Hashable {
    /// The table's machine name.
    public var table: String
    /// The records of the first.
    public var one: Int
    /// The records of the second.
    public var other: Int

    /// The records of a table.
    public init(table: String, one: Int, other: Int) {
      self.table = table
      self.one = one
      self.other = other
    }
  }

  /// The tables that were compared, in order.
  public var tables: [Counts] = []
  /// How many differences of each kind there are: records that only one has, fields of those that both
  /// have.
  public var lines: [Line: Int] = [:]
  /// How many records differ.
  public var differingRecords = 0

  /// Nothing compared.
  public init() {}

  /// Counts a difference.
  public mutating func add(_ difference: Difference) {
    differingRecords += 1
    if difference.fields.isEmpty {
      let line = Line(
        table: difference.table, kind: difference.kind, reason: difference.reason)
      lines[line, default: 0] += 1
    }
    for field in difference.fields {
      let line = Line(table: difference.table, kind: .different, reason: field.reason)
      lines[line, default: 0] += 1
    }
  }
}
