public import Schemas
import TabularCore

/// The operations of a run's plan, pulled in batches from the rows that the store has staged.
///
/// Whatever does something with a plan reads it from here: plan files, the comparison with a plan, and
/// consumers of other modules, which ``ImportRun/consumers`` gives the stream. It knows no SQL and no file
/// format. Memory is bounded by a batch, and where rows of a table refer to later rows of the same table, by
/// a few bytes for each row of it. Between two batches the store is free for questions.
///
/// For example:
///
///     run.consumers = [{ stream in
///       var batches = stream.batches(.parentsFirst)
///       while let batch = try batches.next() {
///         for operation in batch.operations { print(operation.kind, operation.table, operation.key) }
///       }
///     }]
public struct OperationStream {
  /// The order in which operations are told.
  public enum Order: Sendable, Hashable {
    /// Tables parents first, their rows in the order of the files, deletes among them; then deletes that no
    /// row asked for, then values that are kept. References are not told.
    case rows
    /// As another system can carry them out. First creates and updates, parents before what refers to
    /// them, also within a table. Then, once more, those that refer to a record made later than they are:
    /// circles leave no other way. Then deletes, children first. Values that are kept are not told.
    case parentsFirst
  }

  /// A part of the order.
  public enum Part: Int, Sendable, Hashable, CaseIterable, Codable {
    /// Creates and updates; in the order of rows, everything.
    case writes
    /// Updates that fill in references to records that came later.
    case completions
    /// Deletes.
    case deletes
  }

  /// A place between two operations, by the one before; a run over the same files, with the same options,
  /// against the same records can go on from it.
  public struct Position: Sendable, Hashable, Codable {
    /// The part of the order.
    public var part: Part
    /// The table's machine name.
    public var table: String
    /// The row's number within its table and run, from 0; of a delete that no row asked for, a greater one.
    public var ordinal: Int

    /// The place after an operation.
    public init(part: Part, table: String, ordinal: Int) {
      self.part = part
      self.table = table
      self.ordinal = ordinal
    }
  }

  /// A position is of another run: nothing is told after it.
  public struct UnknownPosition: Error {}

  /// Operations of one table, one after another.
  public struct Batch: Sendable {
    /// The part of the order.
    public var part: Part
    /// The table's machine name.
    public var table: String
    /// The operations.
    public var operations: [PlanOperation]
    /// The place after the last operation; `nil` after values that are kept, where nothing can go on.
    public var end: Position?
  }

  /// What happens to a table as a whole.
  public struct Table: Sendable, Hashable {
    /// The table's machine name.
    public var name: String
    /// Records to be made.
    public var created: Int
    /// Records to be changed.
    public var updated: Int
    /// Records that rows name and that stay as they are.
    public var unchanged: Int
    /// Records to be removed, with and without a row that says so.
    public var deleted: Int
  }

  let session: ImportSession

  init(_ session: ImportSession) { self.session = session }

  /// Whether the run goes on to write to its store, once the consumers are done.
  public var isExecution: Bool { session.options.mode == .execute }

  /// The tables that were read, parents first.
  public var tables: [Table] {
    session.tables.filter(\.wasRead).map { table in
      let ledger = table.ledger
      return Table(
        name: table.schema.name, created: ledger.created, updated: ledger.updated + ledger.retired,
        unchanged: ledger.unchanged, deleted: ledger.deleted + ledger.pruned - ledger.retired)
    }
  }

  /// The schema of a table of the package.
  public func schema(of table: String) -> TableSchema? { session.package.table(named: table) }

  /// How many records the store has of a table.
  public func storedCount(of table: String) throws -> Int {
    guard let index = session.positions[table] else { return 0 }
    return try session.store.recordCount(of: session.order[index])
  }

  /// The fields of an operation whose values no cell gave: those of defaults.
  ///
  /// Known only of a run that explains values, and of records that it makes.
  public func defaultedFields(of operation: PlanOperation) -> Set<String> {
    guard operation.kind == .create, let row = operation.row,
      let index = session.sources.firstIndex(where: {
        $0.name.id == operation.source && $0.sheet == operation.sheet
          && session.order[$0.table].name == operation.table
      }), let origins = session.origins[index]
    else { return [] }
    let schema = session.order[session.sources[index].table]
    let defaults: Set<ValueOrigin> = [.constant, .inherited, .computed]
    return Set(
      origins.rows.filter { defaults.contains($0.key.origin) && $0.value.contains(row) }
        .map { schema.fields[$0.key.field].name })
  }

  /// Reads the operations in an order.
  ///
  /// - Parameters:
  ///   - order: the order.
  ///   - parts: the parts that are told. A system in which deletes must free unique values can be told its
  ///     deletes first, with a reading of its own.
  ///   - position: where an earlier reading stopped; `nil` to read from the start.
  ///   - size: the greatest number of operations in a batch.
  public func batches(
    _ order: Order, _ parts: Set<Part> = Set(Part.allCases), after position: Position? = nil,
    size: Int = 500
  ) -> OperationBatches {
    OperationBatches(session, order, parts, after: position, size: max(1, size))
  }
}
