import GRDB
import GRDBSQLite
import ImportPipeline
import RecordMapping
import SQLStore

extension PreparedRowRules {
  /// Evaluates the conditions over the rows of a batch; values are bound without copies, and values
  /// equal to the previous row's stay bound.
  func violatedRows(_ batch: RuleBatch) throws(StoreError) -> [Int] {
    guard !rules.isEmpty else { return [] }
    do {
      return try queue.writeWithoutTransaction { database in
        let handle = statement.sqliteStatement
        defer {
          sqlite3_reset(handle)
          sqlite3_clear_bindings(handle)
        }
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        let common = compiler.commonArguments
        for (offset, text) in common.values.enumerated() {
          bind(text, at: common.first + Int32(offset), of: handle)
        }
        sqlite3_bind_int64(handle, common.first + Int32(common.values.count), batch.creates ? 1 : 0)
        var bound = batch.read.map { column in
          BoundColumn(
            column: column, parameters: compiler.parameters(ofFieldAt: batch.fields[column]))
        }
        var violated: [Int] = []
        for row in batch.rows {
          watch.begin()
          defer { watch.end() }
          for index in bound.indices {
            bind(row, of: batch, &bound[index], handle)
          }
          let code = sqlite3_step(handle)
          guard code == SQLITE_ROW else {
            let message = String(cString: sqlite3_errmsg(database.sqliteConnection))
            sqlite3_reset(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
          }
          if sqlite3_column_type(handle, 0) != SQLITE_NULL { violated.append(row) }
          sqlite3_reset(handle)
        }
        return violated
      }
    } catch {
      throw refusal(error)
    }
  }

  /// Evaluates the conditions over one row.
  func violations(
    of values: [FieldValue], _ creates: Bool, in database: Database
  ) throws -> [Int] {
    let handle = statement.sqliteStatement
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    sqlite3_reset(handle)
    for place in places {
      let value = place.field < values.count ? values[place.field] : .null
      bind(value, (place.value, place.local), handle)
    }
    let common = compiler.commonArguments
    for (offset, text) in common.values.enumerated() {
      bind(text, at: common.first + Int32(offset), of: handle)
    }
    sqlite3_bind_int64(handle, common.first + Int32(common.values.count), creates ? 1 : 0)
    let code = sqlite3_step(handle)
    guard code == SQLITE_ROW else {
      let message = String(cString: sqlite3_errmsg(database.sqliteConnection))
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
    guard let answer = sqlite3_column_text(handle, 0) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, 0))
    return (0..<count).filter { answer[$0] == UInt8(ascii: "1") }
  }

  /// A column of a batch, the places it is bound at, and the value that is bound.
  private struct BoundColumn {
    var column: Int
    var parameters: (value: Int32, local: Int32?)
    var kind = ColumnValue.Kind.null
    var bits: UInt64 = 0
  }

  private func bind(
    _ row: Int, of batch: RuleBatch, _ bound: inout BoundColumn, _ handle: OpaquePointer?
  ) {
    let value = batch.values[row &* batch.fields.count &+ bound.column]
    if value.kind == bound.kind, value.bits == bound.bits { return }
    bound.kind = value.kind
    bound.bits = value.bits
    let place = bound.parameters.value
    switch value.kind {
    case .null:
      sqlite3_bind_null(handle, place)
      if let local = bound.parameters.local { sqlite3_bind_null(handle, local) }
    case .integer: sqlite3_bind_int64(handle, place, Int64(bitPattern: value.bits))
    case .real: sqlite3_bind_double(handle, place, Double(bitPattern: value.bits))
    case .text:
      let start = batch.arena.baseAddress?.advanced(by: value.offset)
      sqlite3_bind_text(
        handle, place, start?.assumingMemoryBound(to: CChar.self),
        Int32(truncatingIfNeeded: value.length), nil)
    case .date, .pooled:
      bind(batch.value(ofRow: row, column: bound.column), bound.parameters, handle)
    }
  }

  private func bind(
    _ value: FieldValue, _ parameters: (value: Int32, local: Int32?), _ handle: OpaquePointer?
  ) {
    let place = parameters.value
    if let local = parameters.local { sqlite3_bind_null(handle, local) }
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .real(let number): sqlite3_bind_double(handle, place, number)
    case .decimal(let text):
      if let number = Double(text) {
        sqlite3_bind_double(handle, place, number)
      } else {
        sqlite3_bind_null(handle, place)
      }
    case .text(let text): bind(text, at: place, of: handle)
    case .secret: bind(secretPlaceholder, at: place, of: handle)
    case .dateTime(let local, let utc):
      bind(utc, at: place, of: handle)
      if let localPlace = parameters.local { bind(local, at: localPlace, of: handle) }
    case .list(let items):
      bind(
        items.isEmpty ? nil : items.map(\.description).joined(separator: ";"), at: place,
        of: handle)
    }
  }

  /// Binds a text, which SQLite copies.
  private func bind(_ text: String?, at place: Int32, of handle: OpaquePointer?) {
    guard var text else {
      sqlite3_bind_null(handle, place)
      return
    }
    guard !text.isEmpty else {
      sqlite3_bind_text(handle, place, "", 0, nil)
      return
    }
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        _ = sqlite3_bind_text(
          handle, place, characters.baseAddress, Int32(truncatingIfNeeded: characters.count),
          unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }
    }
  }
}
