import GRDB
import GRDBSQLite
import RecordMapping
import SQLStore

/// The texts of parents by their ids, most of them looked up once.
final class ParentTexts {
  /// Where a text stands among the bytes.
  private struct Slot {
    var id: Int64 = 0
    var start: Int32 = 0
    /// How many bytes the text has; -1 where the slot is empty.
    var count: Int32 = -1
  }

  private let statement: OpaquePointer
  /// A place for each id by its last bits.
  ///
  /// Ids of a table are dense, so that few share one; then the later stays.
  private var slots = UnsafeMutableBufferPointer<Slot>.allocate(capacity: 64)
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_024, alignment: 8)
  private var used = 0

  /// How many parents are kept at most.
  private static let mostSlots = 1 << 18
  /// How many bytes of texts are kept at most.
  private static let mostBytes = 1 << 25

  /// Takes a statement that returns the text of a parent after its first column.
  init(_ statement: OpaquePointer) {
    self.statement = statement
    slots.initialize(repeating: Slot())
  }

  deinit {
    sqlite3_finalize(statement)
    slots.deallocate()
    bytes.deallocate()
  }

  /// Adds the text of a parent to a hash, or its value where that is no text.
  func hash(
    _ hash: UInt64, of id: Int64, as columns: TableColumns.FieldColumns
  ) throws -> UInt64 {
    if let text = try text(of: id) { return ByteHash.of(text, seed: hash) }
    try find(id)
    defer { sqlite3_reset(statement) }
    return try valueHash(of: columns, at: 1, in: statement, hash)
  }

  /// The text of a parent until the next is asked for; `nil` where its value is none.
  func text(of id: Int64) throws -> UnsafeRawBufferPointer? {
    let slot = slots[place(of: id)]
    if slot.id == id, slot.count >= 0 { return text(slot) }
    try find(id)
    defer { sqlite3_reset(statement) }
    return try textValue(at: 1, in: statement).map { text(keep($0, of: id)) }
  }

  private func place(of id: Int64) -> Int { Int(truncatingIfNeeded: id) & (slots.count - 1) }

  private func text(_ slot: Slot) -> UnsafeRawBufferPointer {
    let start = Int(slot.start)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(slot.count)])
  }

  /// Copies a text, as it is gone with the next step of the statement.
  private func keep(_ text: UnsafeRawBufferPointer, of id: Int64) -> Slot {
    if used + text.count > Self.mostBytes {
      slots.update(repeating: Slot())
      used = 0
    }
    if used + text.count > bytes.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(2 * bytes.count, used + text.count), alignment: 8)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<used]))
      bytes.deallocate()
      bytes = larger
    }
    while slots[place(of: id)].count >= 0, slots.count < Self.mostSlots { grow() }
    let slot = Slot(id: id, start: Int32(used), count: Int32(text.count))
    UnsafeMutableRawBufferPointer(rebasing: bytes[used...]).copyMemory(from: text)
    used += text.count
    slots[place(of: id)] = slot
    return slot
  }

  /// Doubles the slots; those that shared one before are found by different bits now.
  private func grow() {
    let old = slots
    slots = .allocate(capacity: 2 * old.count)
    slots.initialize(repeating: Slot())
    for slot in old where slot.count >= 0 { slots[place(of: slot.id)] = slot }
    old.deallocate()
  }

  private func find(_ id: Int64) throws {
    sqlite3_bind_int64(statement, 1, id)
    let code = sqlite3_step(statement)
    guard code == SQLITE_ROW else {
      sqlite3_reset(statement)
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }
}
