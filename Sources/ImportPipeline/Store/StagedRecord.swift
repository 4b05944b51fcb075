public import RecordMapping

/// What the plan does with a record.
public enum RecordOperation: String, Sendable {
  /// Makes it.
  case create
  /// Changes some of its fields.
  case update
  /// Leaves it as it is.
  case unchanged
  /// Removes it.
  case delete
}

/// A record as it is stored.
public struct StoredRecord: Sendable {
  /// The surrogate id.
  public var id: Int64
  /// The values, by the index of the schema's fields.
  public var values: [FieldValue]

  /// A stored record.
  public init(id: Int64, values: [FieldValue]) {
    self.id = id
    self.values = values
  }
}

/// A row of the run that passed its own checks, as the record after the import.
public struct StagedRecord: Sendable {
  /// Ordinals from here on are of pruned records, which no row names.
  public static let firstPrunedOrdinal = 1 << 40

  /// The row's number within its table and run, from 0; ascending in source order.
  public var ordinal: Int
  /// What the plan does.
  public var operation: RecordOperation
  /// The surrogate id of the stored record that is updated, unchanged or deleted.
  public var storedID: Int64?
  /// The resulting values, by the index of the schema's fields.
  public var values: [FieldValue]
  /// The external identifier that the record will have; `nil` if the run leaves it as it is, empty if it
  /// clears it.
  public var sourceID: String?
  /// The fields that an update changes, by index.
  public var changedFields: [Int]

  /// A record to stage.
  public init(
    ordinal: Int, operation: RecordOperation, storedID: Int64? = nil, values: [FieldValue],
    sourceID: String? = nil, changedFields: [Int] = []
  ) {
    self.ordinal = ordinal
    self.operation = operation
    self.storedID = storedID
    self.values = values
    self.sourceID = sourceID
    self.changedFields = changedFields
  }
}

/// Two records that share a unique value.
public struct UniqueConflict: Sendable, Hashable {
  /// The row that is at fault, by ordinal.
  public var ordinal: Int
  /// The other row of the run, by ordinal, when it is one.
  public var otherOrdinal: Int?
  /// The natural key of the stored record, when it is one.
  public var storedKey: [String]

  /// A conflict with a row of the run or with a stored record.
  public init(ordinal: Int, otherOrdinal: Int? = nil, storedKey: [String] = []) {
    self.ordinal = ordinal
    self.otherOrdinal = otherOrdinal
    self.storedKey = storedKey
  }
}

/// One result of a set rule's SELECT.
public struct SetViolation: Sendable {
  /// A cell of a row of the run.
  public struct Place: Sendable, Hashable {
    /// The table; `nil` for the rule's own.
    public var table: String?
    /// The row's ordinal within its table.
    public var ordinal: Int
    /// The field; `nil` for the rule's own.
    public var field: String?

    /// A cell of a row.
    public init(table: String? = nil, ordinal: Int, field: String? = nil) {
      self.table = table
      self.ordinal = ordinal
      self.field = field
    }
  }

  /// Where the issue stands.
  public var place: Place
  /// Another place that belongs to it.
  public var related: Place?
  /// The arguments of the message, in the SELECT's order.
  public var arguments: [(name: String, value: String)]

  /// A violation.
  public init(
    place: Place, related: Place? = nil, arguments: [(name: String, value: String)] = []
  ) {
    self.place = place
    self.related = related
    self.arguments = arguments
  }
}
