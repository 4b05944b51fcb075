import Foundation
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

/// Copies staged rows into an empty table, and reads them back.
///
/// Other writers wait meanwhile. A table that the run itself made has its keys and references built
/// when all records are there.
struct RowLoading {
  let load: RowLoad
  let run: OpenRun

  private var connection: PostgresConnection { run.connection }
  /// How many bytes are sent at once.
  private static let pieceSize = 1 << 18

  /// Writes all rows; returns which records were created from which rows.
  ///
  /// - Parameter base: the highest id that the journal knows.
  func perform(after base: Int, record: RunRecord) throws -> [JournalWriter.Created] {
    let columns = try run.columns(of: load.schema)
    try connection.execute("LOCK TABLE \(columns.target) IN SHARE ROW EXCLUSIVE MODE")
    let sequence = try run.sequence(of: columns)
    let used = try sequence.flatMap { try connection.value("SELECT last_value FROM \($0)") }
    let firstID = max(base, Int(used ?? "") ?? 0) + 1
    let parents = try self.parents(firstID: firstID)
    let definitions = run.isFresh ? try run.takeConstraints(of: columns) : []
    let (created, lines) = try copy(into: columns, firstID: firstID, parents, record)
    let items = try load.lists.map { try copy($0, created, parents) }
    run.sentLines[load.schema.name] = [lines] + items
    for definition in definitions { try connection.execute(definition) }
    if let sequence, let last = created.last {
      try connection.execute(
        "SELECT setval(\(sqlText(sequence)), \(last.firstID + last.count - 1))")
    }
    return created
  }

  private func copy(
    into columns: TableColumns, firstID: Int, _ parents: [ParentKeys?], _ record: RunRecord
  ) throws -> ([JournalWriter.Created], LineDigest) {
    let stamps = load.schema.store.provenance
    let names = [load.schema.store.idColumn] + load.columns.map(\.name) + stamps
    let written = CopyBuffer.fields(stamps.map { $0.hasSuffix("_at") ? run.now : record.id })
    var created: [JournalWriter.Created] = []
    var first: Int?
    let lines = try copy(into: columns.target, names) { row, buffer in
      let firstOrdinal = first ?? row.ordinal
      first = firstOrdinal
      let id = firstID + row.ordinal - firstOrdinal
      buffer.append(id)
      try load.forEachValue(of: row, parents: parents) { buffer.append($1) }
      buffer.noteLine()
      if !stamps.isEmpty { buffer.append(fields: written) }
      buffer.endLine()
      created.note(row.ordinal, id: id)
    }
    return (created, lines)
  }

  /// Copies the items of a list.
  private func copy(
    _ list: RowLoad.List, _ created: [JournalWriter.Created], _ parents: [ParentKeys?]
  ) throws -> LineDigest {
    let names = [list.owner, list.item] + [list.position].compactMap(\.self)
    var ids = CreatedIDs(created)
    return try copy(into: run.catalog.qualified(list.table), names) { row, buffer in
      let id = ids.id(of: row.ordinal)
      try load.forEachItem(of: list, in: row, parents: parents) { place, item in
        buffer.append(id)
        buffer.append(item)
        if list.position != nil { buffer.append(place + 1) }
        buffer.noteLine()
        buffer.endLine()
      }
    }
  }

  /// Sends the lines that a closure makes of each row; returns what those are that it notes.
  private func copy(
    into table: String, _ names: [String], _ body: (StagedRow, inout CopyBuffer) throws -> Void
  ) throws -> LineDigest {
    let target = "\(table) (\(names.map(quoted).joined(separator: ", ")))"
    var buffer = CopyBuffer()
    try connection.copy(into: target) { send in
      try load.rows.forEachRow { row in
        try body(row, &buffer)
        if buffer.bytes.count > Self.pieceSize {
          try send(buffer.bytes)
          buffer.removeAll()
        }
      }
      try send(buffer.bytes)
      guard !buffer.hasNullCharacter else { throw PostgresError(sqlState: "22021", message: "") }
    }
    return buffer.digest
  }

  /// The ids of the records that the rows can name.
  func parents(firstID: Int? = nil) throws -> [ParentKeys?] {
    try load.parents(of: run.package, firstID: firstID) { parent, column, keys in
      let rows = try connection.query(
        """
        SELECT \(quoted(parent.store.idColumn)), \(quoted(column))::text
        FROM \(run.catalog.qualified(parent.store.table))
        """)
      for row in 0..<rows.count {
        guard let id = rows.integer(row, 0) else { continue }
        rows.withBytes(row, 1) {
          keys.add(Int64(id), text: UnsafeRawBufferPointer(start: $0.text, count: $0.count))
        }
      }
    }
  }
}

extension OpenRun {
  /// Notes the run, so that a commit in doubt can be looked for.
  func beginMerge(of record: RunRecord) { mergedRun = record.id }

  /// What an error of the server means for the run.
  func meaning(of error: any Error) -> StoreError { storeError(error, location: sql.location) }

  /// Whether the server reads the texts of all values as an INSERT would convert them.
  func takes(_ load: RowLoad) -> Bool {
    let columns = tables[load.schema.name]
    return load.columns.allSatisfy { name, value in
      let type: LogicalType
      switch value {
      case .parent: return true
      case .local, .folded: type = .text
      case .value(let index): type = columns?.fields[index].logicalType ?? .text
      }
      switch (catalog.column(name, of: load.schema.store.table)?.category, type) {
      case (.boolean?, .integer), (.integer?, .integer), (.float?, .real), (.numeric?, .real),
        (.numeric?, .exact), (.date?, .text), (.instant?, .text), (.time?, .text), (.text?, .text):
        return true
      default: return false
      }
    }
  }

  /// Copies the rows of a load.
  func write(
    _ load: RowLoad, after base: Int, _ record: RunRecord
  ) throws -> [JournalWriter.Created] {
    try RowLoading(load: load, run: self).perform(after: base, record: record)
  }

  /// Whether a copy was refused for a row, or for what the table or the role is.
  func refusesLoad(_ error: any Error) -> Bool { (error as? PostgresError)?.refusesLoad == true }

  /// The records of a load that are not as they were written.
  func differences(
    of load: RowLoad, _ created: [JournalWriter.Created], limit: Int
  ) throws -> [StoreDifference] {
    try RowLoading(load: load, run: self).differences(created, limit: limit)
  }

  /// The sequence that a table's surrogate ids come from, as statements name it.
  func sequence(of table: TableColumns) throws -> String? {
    try connection.value(
      "SELECT pg_get_serial_sequence($1, $2)", [table.target, table.schema.store.idColumn])
  }
}

extension CopyBuffer {
  /// Appends a value to the line.
  fileprivate mutating func append(_ value: LoadedValue) {
    switch value {
    case .null: appendNull()
    case .integer(let number): append(Int(number))
    case .real(let number): append("\(number)")
    case .text(let bytes), .passing(let bytes): append(bytes: bytes)
    }
  }
}
