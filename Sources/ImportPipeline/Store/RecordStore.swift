public import RecordMapping
public import Schemas
import TabularCore

/// Keeps records: looks them up, stages a run's rows beside them, merges the plan.
///
/// A run calls `open`, then for each table `stage` and the look-ups, then the queries over whole tables,
/// and at last either `merge` … `commit` or `rollBack`. From `open` to the end the store shows one state:
/// nobody else's writes come between plan and merge. All values are logical: canonical, by the index of
/// the schema's fields; how they are stored in columns is up to the store.
public protocol RecordStore: AnyObject {
  /// Where the store is, without credentials: `sqlite:records.db`.
  var location: String { get }

  /// Begins a run on the store.
  ///
  /// - Parameters:
  ///   - writes: whether the run will merge; if so the store is created and migrated when it is new,
  ///     and locked against other writers until the run ends.
  ///   - now: the clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  func open(package: DataPackage, writes: Bool, now: String) throws(StoreError)

  /// An id that no run of the store has, `20270306-0914-A3-k7qm2xwd`; the store must be open.
  ///
  /// - Parameter prefix: the beginning, `20270306-0914`.
  func unusedRunID(prefix: String) throws(StoreError) -> String

  /// The latest committed run of a package version that read a file with a hash.
  ///
  /// - Parameter ofWhole: whether runs do not count that took only a part of the file's rows.
  func committedRun(
    sha256: String, packageHash: String, ofWhole: Bool
  ) throws(StoreError) -> String?

  /// The fields, by index, whose decimal numbers the store keeps with every digit.
  func exactDecimals(of table: TableSchema) throws(StoreError) -> Set<Int>

  /// How many records a table holds.
  func recordCount(of table: TableSchema) throws(StoreError) -> Int

  /// The stored records with natural keys in their canonical form, in the order of `keys`.
  ///
  /// For each key: none, one, or several if the store does not keep keys unique, by id, live ones among
  /// them if there are any. A key has one value per field of the schema's natural key. A record whose key
  /// another program wrote in another form is found as well.
  func matches(
    of table: TableSchema, keys: [[FieldValue]]
  ) throws(StoreError) -> [[StoredRecord]]

  /// The id of the record that a stored record refers to; `nil` if it refers to none, and for fields
  /// without a reference of their own.
  func referredID(
    ofRecord id: Int64, fieldAt index: Int, of table: TableSchema
  ) throws(StoreError) -> Int64?

  /// The external identifiers of stored records, by id, sorted; records without one are left out.
  func sourceIDs(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [Int64: [String]]

  /// Stored records whose field equals a value (folded for fields that fold), at most three.
  ///
  /// - Parameter narrowing: other fields, by index, that must equal values.
  func records(
    of table: TableSchema, whereFieldAt index: Int, equals value: FieldValue,
    narrowing: [(field: Int, value: FieldValue)]
  ) throws(StoreError) -> [StoredRecord]

  /// The stored record with an external identifier.
  func record(of table: TableSchema, sourceID: String) throws(StoreError) -> StoredRecord?

  /// The sealed form of a stored record's secret; `nil` when there is none.
  ///
  /// - Parameter key: the parts of the record's natural key.
  func sealedSecret(
    of table: TableSchema, key: [FieldValue], fieldAt index: Int
  ) throws(StoreError) -> String?

  /// Stages rows of the run beside the stored records.
  func stage(_ records: [StagedRecord], of table: TableSchema) throws(StoreError)

  /// Stages rows that were read by columns; their ordinals are above those of all rows staged before.
  func stage(_ batch: StagedBatch, of table: TableSchema) throws(StoreError)

  /// Removes staged rows.
  func unstage(_ ordinals: [Int], of table: TableSchema) throws(StoreError)

  /// Puts rows that were taken back into the stage again, as they were.
  func restage(_ ordinals: [Int], of table: TableSchema) throws(StoreError)

  /// Takes back every staged row from an ordinal on.
  func unstage(from ordinal: Int, of table: TableSchema) throws(StoreError)

  /// Whether every run finds the store without a record, whatever others write: one in memory.
  var isAlwaysEmpty: Bool { get }

  /// What the open run finds in the store, as a text that is another one after anybody has written to it; `nil` where
  /// that cannot be told for certain.
  var contentVersion: String? { get }

  /// The staged rows of a table as they are, for a later run to stage them again; `nil` where there are none, or
  /// the store cannot keep them.
  func keptStage(of table: TableSchema) throws(StoreError) -> (any KeptStage)?

  /// Begins with the texts of rows that an earlier run kept; to be called before rows are staged.
  func shareTexts(with kept: any KeptStage) throws(StoreError)

  /// Stages the rows of a table, of which none is staged, as an earlier run kept them.
  func stage(_ kept: any KeptStage, of table: TableSchema) throws(StoreError)

  /// The staged values of rows, in the order of `ordinals`; `nil` for rows that are not staged.
  func stagedValues(
    _ ordinals: [Int], of table: TableSchema
  ) throws(StoreError) -> [[FieldValue]?]

  /// Staged rows (not deletes) that share the values of `fields` with an earlier staged row, or with a
  /// stored record that the run neither updates, keeps nor deletes. Null in any field excludes a row.
  func conflicts(
    onFields fields: [Int], of table: TableSchema
  ) throws(StoreError) -> [UniqueConflict]

  /// Compiles conditions over the fields of a row (see `Rule.Scope.row`).
  func makeRowRules(
    _ rules: [RowCondition], of table: TableSchema
  ) throws(StoreError) -> any RowRuleEvaluator

  /// The violations of a set rule in the state after the import, at most `limit`.
  func violations(
    of rule: Rule, in table: TableSchema, limit: Int
  ) throws(StoreError) -> [SetViolation]

  /// Staged deletes whose stored record still has children that the run does not delete.
  func referencedDeletes(
    of table: TableSchema
  ) throws(StoreError) -> [(ordinal: Int, children: String, count: Int)]

  /// The stored records that refer to stored records, by table and id; without what other tables than the
  /// package's hold.
  func dependents(
    ofRecords ids: [Int64], of table: TableSchema
  ) throws(StoreError) -> [String: [Int64]]

  /// Staged rows without a child in a table, in the state after the import.
  func childless(of table: TableSchema, children: String) throws(StoreError) -> [Int]

  /// Some of the staged creates, updates and deletes of a table by ordinal, each with the record as it is
  /// stored.
  func operations(
    of table: TableSchema, _ selection: StagedSelection
  ) throws(StoreError) -> [StagedOperation]

  /// The run that wrote a stored record last; `nil` when none did.
  func lastRun(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> String?

  /// Whether another program changed records of a table since the tool wrote them.
  func hasManualEdits(of table: TableSchema) throws(StoreError) -> Bool

  /// The fields of a stored record that another program changed since the tool wrote them.
  func manualEdits(
    ofRecord id: Int64, of table: TableSchema
  ) throws(StoreError) -> [ManualEdit]

  /// How many stored records have each value of a field; records without a value count under "".
  func recordCounts(
    of table: TableSchema, byFieldAt index: Int
  ) throws(StoreError) -> [String: Int]

  /// Enumerates the stored records of a table by key until `body` returns `false`; `body` must not call
  /// the store.
  ///
  /// - Parameter scope: a field, by index, that must equal a value; `nil` for all records.
  func storedRecords(
    of table: TableSchema, where scope: (field: Int, value: FieldValue)?,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError)

  /// Enumerates stored records by the bytes of their keys' texts until `body` returns `false`; `body`
  /// must not call the store.
  ///
  /// The order is the same for every kind of store and every collation. A table without a natural key
  /// is in the order of all its values.
  func sortedRecords(
    of table: TableSchema, _ selection: RecordSelection,
    _ body: (_ key: String, _ record: StoredRecord) -> Bool
  ) throws(StoreError)

  /// What the parts of a table hold, made where the records are; `nil` if the store makes no digests.
  ///
  /// Equal digests of two stores of the same kind mean equal records; different ones mean nothing.
  ///
  /// - Parameter fields: the fields that count, by index.
  func blockSums(
    of table: TableSchema, fields: [Int], scope: RecordSelection.Scope?,
    blocks: RecordSelection.Blocks
  ) throws(StoreError) -> [Int: RecordSelection.BlockSum]?

  /// Who made and changed a stored record last; `nil` where the table keeps nothing about that.
  func times(ofRecord id: Int64, of table: TableSchema) throws(StoreError) -> RecordTimes?

  /// How records left a table, by the texts of their keys with `storedKeySeparator` between the parts, as far
  /// as the store's runs tell.
  func removals(of table: TableSchema) throws(StoreError) -> [String: RecordRemoval]

  /// When a run last wrote to the store, UTC `YYYY-MM-DDTHH:MM:SSZ`; `nil` if none did.
  func lastWrite() throws(StoreError) -> String?

  /// Applies the staged operations of all tables, in dependency order.
  ///
  /// - Parameter tables: the tables of the run, parents first.
  /// - Returns: what was written, by table.
  func merge(_ tables: [TableSchema], run: RunRecord) throws(StoreError) -> [String: MergeCounts]

  /// Compares rows with stored records by their bytes; `nil` if the store cannot.
  ///
  /// - Parameters:
  ///   - fields: the fields that are compared, by index; the natural key is among them.
  ///   - blank: fields of which the record must have no value.
  func makeComparison(
    of table: TableSchema, fields: [Int], blank: [Int]
  ) throws(StoreError) -> (any StoredComparison)?

  /// Staged rows that the table's own constraints will refuse, as far as the catalog tells.
  func refusals(of table: TableSchema) throws(StoreError) -> [StoreRefusal]

  /// How many bytes of text an index entry is sure to hold; `nil` if entries have no limit.
  var indexEntryLimit: Int? { get }

  /// The run whose process ended without releasing the store's lock, which this run took over; `nil` for
  /// none.
  var takenOverRun: String? { get }

  /// What the role lacks to carry out the staged operations of a table.
  func missingRights(for table: TableSchema) throws(StoreError) -> [StoreError]

  /// Tries the merge in the open transaction, reads back what it wrote, and rolls all of it back.
  ///
  /// - Parameter run: the record that the run would have.
  /// - Returns: values that would be stored differently from how they are written.
  /// - Throws: an error with the rows that the store refuses.
  func rehearse(
    _ tables: [TableSchema], run: RunRecord
  ) throws(StoreError) -> [StoreDifference]

  /// Reads every created and updated key back and compares; returns what differs, in words.
  func differences(
    in tables: [TableSchema], limit: Int
  ) throws(StoreError) -> [StoreDifference]

  /// Makes the run's writes durable and ends the run.
  func commit() throws(StoreError)

  /// The run that is neither finished nor abandoned, if there is one; the store must be open.
  func unfinishedRun() throws(StoreError) -> RunRecord?

  /// The name under which the store is in production use, as the store records it; the store must be
  /// open.
  func productionName() throws(StoreError) -> String?

  /// The store's identity, which distinguishes it from others of the same name; `nil` if it has none.
  ///
  /// The store must be open.
  func identity() throws(StoreError) -> String?

  /// Records in the run's transaction that the store is in production use; an existing name stays.
  func markProduction(as name: String) throws(StoreError)

  /// The newest receipt of a clean validation that is at most some hours old by the store's clock.
  func receipt(
    _ hash: String, within hours: Double
  ) throws(StoreError) -> ValidationReceipt?

  /// Keeps the receipt of a validation; the run is over, and the store need not be open.
  func leaveReceipt(_ receipt: ValidationReceipt) throws(StoreError)

  /// Excludes staged rows outside the given ordinals from the next merge.
  ///
  /// - Parameter ordinals: the rows to merge; none, or `0..<Int.max` for all.
  func choose(_ ordinals: Range<Int>, of table: TableSchema) throws(StoreError)

  /// Commits what was merged; staged rows stay staged, and the store stays locked against other writers.
  func commitStep() throws(StoreError)

  /// Begins the next transaction of the run.
  func beginStep() throws(StoreError)

  /// Rolls back the run's writes and ends the run.
  func rollBack()

  /// What stops the statement that the database works on, from any thread: the call that waits for it
  /// fails.
  ///
  /// `nil` if the store is not open, or cannot be stopped.
  var statementStop: (@Sendable () -> Void)? { get }
}

/// Evaluates the row rules of a table on one row after another.
public protocol RowRuleEvaluator: AnyObject {
  /// The indexes of the conditions that are violated, ascending.
  ///
  /// - Parameters:
  ///   - values: the resulting values, by the index of the schema's fields.
  ///   - creates: whether the row makes a new record.
  func violations(values: [FieldValue], creates: Bool) throws(StoreError) -> [Int]

  /// The rows of a batch that violate any condition, ascending; all of them would create records.
  func violatedRows(_ batch: RuleBatch) throws(StoreError) -> [Int]

  /// The place and the arguments of a violated condition, for the row that was last evaluated.
  func details(
    ofConditionAt index: Int
  ) throws(StoreError) -> (field: String?, arguments: [(name: String, value: String)])
}

/// A condition of a row with the expressions of its message.
public struct RowCondition: Sendable {
  /// SQL, true when violated.
  public var condition: String
  /// SQL that names the field to point to; `nil` when the place is fixed.
  public var place: String?
  /// Names and SQL of the message's arguments, in order of the names.
  public var arguments: [(name: String, expression: String)]

  /// A condition.
  public init(
    condition: String, place: String? = nil, arguments: [(name: String, expression: String)] = []
  ) {
    self.condition = condition
    self.place = place
    self.arguments = arguments
  }
}

/// What a merge wrote to a table.
public struct MergeCounts: Sendable, Hashable {
  /// Records before the merge.
  public var storedBefore = 0
  /// Records after the merge, counted.
  public var storedAfter = 0
  /// Records made.
  public var created = 0
  /// Records changed.
  public var updated = 0
  /// Records removed.
  public var deleted = 0

  /// Nothing.
  public init() {}
}

/// A value that is stored differently from how it was written.
public struct StoreDifference: Sendable, Hashable {
  /// The table.
  public var table: String
  /// The record's natural key.
  public var key: [String]
  /// The field.
  public var field: String
  /// What was written.
  public var written: String
  /// What the store has.
  public var stored: String

  /// A difference in one field of one record.
  public init(table: String, key: [String], field: String, written: String, stored: String) {
    self.table = table
    self.key = key
    self.field = field
    self.written = written
    self.stored = stored
  }
}

extension RecordStore {
  /// None, for a store of binary numbers.
  public func exactDecimals(of table: TableSchema) throws(StoreError) -> Set<Int> { [] }

  /// None, for a store without constraints of its own.
  public func refusals(of table: TableSchema) throws(StoreError) -> [StoreRefusal] { [] }

  /// Knows of none.
  public func removals(of table: TableSchema) throws(StoreError) -> [String: RecordRemoval] {
    [:]
  }

  /// No, for a store that others may write to.
  public var isAlwaysEmpty: Bool { false }

  /// Not told, for a store that does not know who writes to it.
  public var contentVersion: String? { nil }

  /// None, for a store that keeps no rows between runs.
  public func keptStage(of table: TableSchema) throws(StoreError) -> (any KeptStage)? { nil }

  /// Does nothing, for a store that keeps no rows between runs.
  public func shareTexts(with kept: any KeptStage) throws(StoreError) {}

  /// Refused by a store that keeps no rows between runs.
  public func stage(_ kept: any KeptStage, of table: TableSchema) throws(StoreError) {
    throw StoreError(.runInternal(.other(reason: "this store keeps no rows between runs")))
  }

  /// No limit.
  public var indexEntryLimit: Int? { nil }

  /// None, for a store without roles.
  public func missingRights(for table: TableSchema) throws(StoreError) -> [StoreError] { [] }

  /// None.
  public var takenOverRun: String? { nil }

  /// None, for a store that answers at once.
  public var statementStop: (@Sendable () -> Void)? { nil }

  /// None, for a store that accepts everything the schema allows.
  public func rehearse(
    _ tables: [TableSchema], run: RunRecord
  ) throws(StoreError) -> [StoreDifference] { [] }

  /// None, for a store that records nothing about itself.
  public func productionName() throws(StoreError) -> String? { nil }

  /// None, for a store that records nothing about itself.
  public func identity() throws(StoreError) -> String? { nil }

  /// Does nothing, for a store that records nothing about itself.
  public func markProduction(as name: String) throws(StoreError) {}

  /// None, for a store without receipts.
  public func receipt(
    _ hash: String, within hours: Double
  ) throws(StoreError) -> ValidationReceipt? { nil }

  /// Does nothing, for a store without receipts.
  public func leaveReceipt(_ receipt: ValidationReceipt) throws(StoreError) {}

  /// None, for a store that cannot keep unfinished runs.
  public func unfinishedRun() throws(StoreError) -> RunRecord? { nil }

  /// Refused by stores that write in one transaction.
  public func choose(_ ordinals: Range<Int>, of table: TableSchema) throws(StoreError) {
    throw Self.writesAtOnce
  }

  /// Refused by stores that write in one transaction.
  public func commitStep() throws(StoreError) { throw Self.writesAtOnce }

  /// Refused by stores that write in one transaction.
  public func beginStep() throws(StoreError) { throw Self.writesAtOnce }

  private static var writesAtOnce: StoreError {
    StoreError(
      .runInternal(.other(reason: "this store writes a run in one transaction")))
  }
}
