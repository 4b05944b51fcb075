public import Schemas

/// A connection to a store in SQL, the same for every kind of store.
///
/// Code that works between runs (journal, undo, verification, provenance) is written once over a
/// connection. Parameters are written `?1`, `?2` and may be used more than once; a store whose dialect
/// numbers them otherwise translates them with ``numberedParameters(_:)``. A name without a schema means
/// the package's tables and the tool's own. A connection is used by one thread at a time, and closes when
/// it is released.
///
/// For example:
///
///     let rows = try connection.rows(
///       "SELECT count(*) FROM registrar_journal WHERE run_id = ?1", [.text(run)])
public protocol SQLConnection: AnyObject {
  /// The dialect that statements must be written in.
  var dialect: DDLWriter.Dialect { get }

  /// Where the store is, without credentials: `sqlite:records.db`.
  var location: String { get }

  /// Runs a query; passes each row on as it arrives, so that long results take no memory.
  ///
  /// The values are integers for whole numbers and Booleans, reals for other numbers, and texts for
  /// all else; an instant is `YYYY-MM-DDTHH:MM:SSZ`, a date `YYYY-MM-DD`.
  func forEachRow(
    _ sql: String, _ parameters: [SQLValue], _ body: ([SQLValue]) throws(StoreError) -> Void
  ) throws(StoreError)

  /// Runs a statement; returns how many rows it changed, where that means something.
  @discardableResult
  func execute(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> Int

  /// Runs a statement once for each row of parameters.
  func execute(_ sql: String, forEach rows: [[SQLValue]]) throws(StoreError)

  /// Begins a transaction that sees one state of the store; it may make temporary tables either way.
  ///
  /// - Parameter writes: whether it will change the store; if so other writers wait.
  func begin(writes: Bool) throws(StoreError)

  /// Makes the transaction's changes durable.
  func commit() throws(StoreError)

  /// Rolls the transaction back; nothing without a transaction.
  func rollBack()
}

extension SQLConnection {
  /// Runs a statement once for each row of parameters.
  public func execute(_ sql: String, forEach rows: [[SQLValue]]) throws(StoreError) {
    for row in rows { try execute(sql, row) }
  }

  /// Runs a query; returns all rows.
  public func rows(
    _ sql: String, _ parameters: [SQLValue] = []
  ) throws(StoreError) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try forEachRow(sql, parameters) { row throws(StoreError) in rows.append(row) }
    return rows
  }

  /// Runs a statement without parameters.
  @discardableResult
  public func execute(_ sql: String) throws(StoreError) -> Int {
    try execute(sql, [])
  }

  /// The first value of the first row; null when there is no row.
  public func value(
    _ sql: String, _ parameters: [SQLValue] = []
  ) throws(StoreError) -> SQLValue {
    try rows(sql, parameters).first?.first ?? .null
  }

  /// Runs a body in a transaction, which is rolled back when the body throws.
  public func inTransaction<Result>(
    writes: Bool, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try begin(writes: writes)
    do throws(StoreError) {
      let result = try body()
      try commit()
      return result
    } catch {
      rollBack()
      throw error
    }
  }
}

extension SQLConnection {
  /// Writes in the open transaction, in the name of a run: the triggers record edits by any other writer
  /// as edits by hand, but not those of the body.
  ///
  /// - Parameter now: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  public func writing<Result>(
    run: RunRecord, now: String, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    switch dialect {
    case .sqlite:
      // Nobody else can write meanwhile, nor see the row.
      try execute(
        """
        INSERT OR REPLACE INTO registrar_lock (target, run_id, host, pid, heartbeat_at)
        VALUES ('writing', ?1, ?2, 0, ?3)
        """, [.text(run.id), .text(run.host), .text(now)])
      let result = try body()
      try execute("DELETE FROM registrar_lock WHERE target = 'writing'")
      return result
    case .postgresql:
      _ = try rows("SELECT set_config('registrar.run', ?1, true)", [.text(run.id)])
      let result = try body()
      _ = try rows("SELECT set_config('registrar.run', '', true)")
      return result
    }
  }
}

/// A value that goes to a store or comes from it.
public enum SQLValue: Sendable, Hashable {
  /// No value.
  case null
  /// A whole number; a Boolean as 0 or 1.
  case integer(Int64)
  /// A number that may have decimals.
  case real(Double)
  /// A text.
  case text(String)

  /// A text, or null.
  public init(_ text: String?) {
    self = text.map(SQLValue.text) ?? .null
  }

  /// A whole number.
  public init(_ number: Int) {
    self = .integer(Int64(number))
  }

  /// The whole number, also if it is given as text.
  public var integer: Int? {
    switch self {
    case .integer(let number): Int(exactly: number)
    case .real(let number): Int(exactly: number)
    case .text(let text): Int(text)
    case .null: nil
    }
  }

  /// The text; a number as its digits.
  public var text: String? {
    switch self {
    case .null: nil
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): text
    }
  }

  /// Whether there is no value.
  public var isNull: Bool { self == .null }
}

/// Rewrites the parameters `?1` of a statement as `$1`, for dialects that number them so; quoted parts
/// are left alone.
public func numberedParameters(_ sql: String) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(sql.utf8.count)
  var quote: UInt8?
  let bytes = Array(sql.utf8)
  for (index, byte) in bytes.enumerated() {
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      quote = byte
    } else if byte == UInt8(ascii: "?"), index + 1 < bytes.count,
      (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[index + 1])
    {
      result.append(UInt8(ascii: "$"))
      continue
    }
    result.append(byte)
  }
  return String(decoding: result, as: UTF8.self)
}
