import TabularCore

/// A staged row that the store refuses, and why.
public struct StoreRefusal: Sendable, Hashable {
  /// The table's machine name.
  public var table: String
  /// The row's number within its table and run, from 0; `nil` when it is not known.
  public var ordinal: Int?
  /// The record's natural key.
  public var key: [String]
  /// The columns of the store that the refusal is about, when they are known.
  public var columns: [String]
  /// The database's own reason, without values of rows.
  public var reason: String
  /// The earlier row that has the same unique values.
  public var otherOrdinal: Int?

  /// A refused row.
  public init(
    table: String, ordinal: Int?, key: [String], columns: [String] = [], reason: String
  ) {
    self.table = table
    self.ordinal = ordinal
    self.key = key
    self.columns = columns
    self.reason = reason
  }
}

extension StoreError {
  /// The error about refused rows.
  public init(refusals: [StoreRefusal]) {
    let first = refusals.first
    self.init(
      .storeRowRefused(
        .record(table: first?.table ?? "", key: first?.key.joined(separator: " ") ?? ""),
        reason: first?.reason ?? ""),
      table: first?.table, key: first?.key ?? [])
    self.refusals = refusals
  }

  /// The error about a statement that the store refused for a reason other than a row.
  public static func refused(_ reason: String) -> StoreError {
    StoreError(.storeRowRefused(.statement, reason: reason))
  }

  /// Whether the store refused the data, so that another attempt may succeed.
  public var isRefusal: Bool {
    code == "store.row-refused" || code == "store.rights-missing"
      || code == "store.unreachable" && variant == "denied"
  }
}
