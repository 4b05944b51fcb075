public import ImportPipeline

/// What a store gives for the merge, besides what it gives for look-ups.
public protocol SQLMergeRun: SQLStoreRun {
  /// The clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  var now: String { get }

  /// Whether the run writes.
  var writes: Bool { get }

  /// Makes the connection ready for a merge.
  func beginMerge(of record: RunRecord) throws

  /// What an error of the store means for the run.
  func meaning(of error: any Error) -> StoreError

  // MARK: Tables that are loaded directly from their staged rows

  /// The tables loaded directly, by machine name, with the records that were made.
  var rowLoads: [String: (load: RowLoad, created: [JournalWriter.Created])] { get set }

  /// Whether a load was refused, so that SQL must write the rows.
  var hasRefusedLoad: Bool { get set }

  /// Whether the store can write the values of a load as they are.
  func takes(_ load: RowLoad) throws -> Bool

  /// Writes the rows of a load; returns which records were made from which rows.
  ///
  /// - Parameter base: the highest id that the journal knows.
  func write(
    _ load: RowLoad, after base: Int, _ record: RunRecord
  ) throws -> [JournalWriter.Created]

  /// Whether an error says no more than that the rows cannot be written this way.
  func refusesLoad(_ error: any Error) -> Bool

  /// The records of a load that are not as they were written.
  func differences(
    of load: RowLoad, _ created: [JournalWriter.Created], limit: Int
  ) throws -> [StoreDifference]

  // MARK: Statements that a row may fail

  /// Runs a statement over a range of staged rows, which are its two parameters; when it is refused it leaves
  /// no trace.
  func attempt(_ sql: String, rows: ClosedRange<Int64>) throws(StoreError) -> StatementAttempt

  /// Why a row was refused, in words, and the columns that it is about.
  func details(
    of refusal: StatementRefusal, in table: TableColumns
  ) throws -> (reason: String, columns: [String])

  /// Runs a body under a savepoint: what it did is undone when it throws.
  func underSavepoint<Result>(_ name: String, _ body: () throws -> Result) throws -> Result

  // MARK: Records that exchange unique values

  /// How records exchange unique values, what is tried first first.
  var exchangeWays: [ExchangeWay] { get }

  /// Deletes the records of staged rows and inserts them again, with values from the staged row `s` and the
  /// old record `t`.
  ///
  /// - Returns: how many; `nil` where the store refuses it.
  func move(
    _ rows: [Int64], _ values: [(column: String, expression: String)], in table: TableColumns
  ) throws -> Int?

  // MARK: Tables

  /// What the staging table holds, at least; a statement that has nothing to do is not sent.
  func stagedOperations(of table: TableColumns) throws -> Set<RecordOperation>

  /// Gives the rows to create their surrogate ids, in the order of the rows, where they have none yet.
  func assignIDs(of table: TableColumns) throws

  /// The references to the table itself that new records are written with, if they are written at once.
  func ownReferences(of table: TableColumns) -> Set<String>

  /// Writes all new records of a table the fast way.
  ///
  /// - Parameter sql: the statement that writes them, for `attempt`.
  /// - Returns: how many; `nil` when there is nothing to gain, or when a row is refused, which is then found
  ///   step by step.
  func insertAtOnce(_ sql: String, into table: TableColumns) throws -> Int?

  /// A table of the store as the store describes it; `nil` where it has none of the name.
  func description(of table: String) throws -> StoreDescription.Table?

  /// What the columns of a table can hold, as conditions on the staged row `s`, where types have limits.
  func fits(of table: TableColumns) throws -> [StagedConstraints.Fit]

  /// The columns of a table that can be written, in order.
  func writableColumns(of table: TableColumns) throws -> [String]

  /// The defaults of a table's columns as SQL.
  func columnDefaults(of table: TableColumns) throws -> [String: String]

  /// Whether a parent need not be there before its child, as references are checked when the run ends.
  func checksReferencesLate() throws -> Bool

  /// Checks the references of all tables but some, where that was put off.
  func checkReferences(except loaded: Set<String>) throws
}

/// What became of a statement over staged rows.
public enum StatementAttempt {
  /// It changed so many records.
  case changed(Int)
  /// The store refused it because of a row.
  case refused(StatementRefusal)
}

/// Why the store refused a statement.
public struct StatementRefusal {
  /// What the refusal means for the run, where the row is not found.
  public let error: StoreError
  /// The store's own error.
  public let cause: any Error
  /// Whether a unique index refused it.
  public let isUniqueViolation: Bool
  /// Whether the same statement may succeed later.
  public let isTransient: Bool

  /// A refusal.
  public init(
    error: StoreError, cause: any Error, isUniqueViolation: Bool, isTransient: Bool = false
  ) {
    self.error = error
    self.cause = cause
    self.isUniqueViolation = isUniqueViolation
    self.isTransient = isTransient
  }
}

/// A way in which records exchange unique values.
public enum ExchangeWay: Sendable {
  /// In waves: records whose new values are free come first.
  case waves
  /// Without the unique indexes, which are built again.
  case withoutIndexes
  /// In waves, and records that block each other are deleted and inserted again.
  case moving
  /// Each record of the tool's own tables gets a unique temporary text first.
  case trading
}
