import GRDB
import GRDBSQLite
import RecordMapping
import SQLStore

/// Iterates over the items of a list in the order of the records that own them, beside a walk over the records.
///
/// A query of its own for each record would cost three times as much.
final class ListWalk {
  private let statement: OpaquePointer
  private let parents: ParentTexts?
  /// The owner of the item that the statement stands at; `nil` behind the last one.
  private var owner: Int64?
  /// The record whose items were read last; those before it are passed.
  private var passed: Int64?

  /// How many items of other records are stepped over before their records' place is looked for.
  private static let mostSkipped = 8

  /// The items of a list, from a SELECT as SQLStore writes it.
  init(_ items: OwnedItems, _ database: Database) throws {
    statement = try prepareStatement(items.select, database)
    parents = try items.parentText.map { ParentTexts(try prepareStatement($0, database)) }
    try seek(Int64.min)
  }

  deinit { sqlite3_finalize(statement) }

  /// A hash continued by the items of a record, as byte readers make it; by none where it has no items.
  func hash(_ hash: UInt64, of record: Int64) throws -> UInt64 {
    if let passed, record <= passed { try seek(record) }
    passed = record
    var skipped = 0
    while let owner, owner < record {
      skipped += 1
      if skipped > Self.mostSkipped { try seek(record) } else { try step() }
    }
    var result = hash
    var isEmpty = true
    while owner == record {
      if let text = try item() {
        result = ByteHash.of(text, seed: result)
        isEmpty = false
      }
      try step()
    }
    return isEmpty ? ByteHash.ofNull(hash) : result
  }

  /// The text of the item that the statement stands at.
  private func item() throws -> UnsafeRawBufferPointer? {
    guard sqlite3_column_type(statement, 1) != SQLITE_NULL else { return nil }
    if let parents { return try parents.text(of: sqlite3_column_int64(statement, 1)) }
    // Numbers are compared by their texts, as those of a joined list are.
    guard let text = sqlite3_column_text(statement, 1) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    return UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, 1)))
  }

  private func seek(_ record: Int64) throws {
    sqlite3_reset(statement)
    sqlite3_bind_int64(statement, 1, record)
    try step()
  }

  private func step() throws {
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW || code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
    owner = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : nil
  }
}
