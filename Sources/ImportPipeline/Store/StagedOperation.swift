public import RecordMapping

/// What a run is about to do to one record, with the record as it is stored.
public struct StagedOperation: Sendable {
  /// The row's number within its table and run, from 0.
  public var ordinal: Int
  /// Create, update or delete.
  public var operation: RecordOperation
  /// The resulting values, by the index of the schema's fields; of a delete, the stored ones.
  public var values: [FieldValue]
  /// The fields that an update changes, by index.
  public var changedFields: [Int]
  /// The external identifier that the record will have; `nil` if the run leaves it as it is, empty if it
  /// clears it.
  public var sourceID: String?
  /// The external identifiers of a record that the run changes or clears.
  public var storedSourceIDs: [String]
  /// The stored record; `nil` for a new one.
  public var stored: StoredRecord?
  /// The run that wrote the stored record last; `nil` when none did.
  public var storedRun: String?

  /// An operation on a record.
  public init(
    ordinal: Int, operation: RecordOperation, values: [FieldValue], changedFields: [Int] = [],
    sourceID: String? = nil, storedSourceIDs: [String] = [], stored: StoredRecord? = nil,
    storedRun: String? = nil
  ) {
    self.ordinal = ordinal
    self.operation = operation
    self.values = values
    self.changedFields = changedFields
    self.sourceID = sourceID
    self.storedSourceIDs = storedSourceIDs
    self.stored = stored
    self.storedRun = storedRun
  }
}
