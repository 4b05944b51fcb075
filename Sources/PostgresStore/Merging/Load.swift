public import ImportPipeline
import RecordMapping
import SQLStore
public import Schemas
import TabularCore

/// The records that a run loaded into one table without staging them.
struct LoadedTable {
  /// The id of the record of ordinal 0.
  var firstID: Int64
  var feed: RecordFeed
}

extension PostgresStore {
  /// Whether a table is empty and its given fields are columns, or references to tables that are
  /// loaded, too.
  public func canLoad(
    _ table: TableSchema, fields: [Int], parents: [RecordFeed.Parent]
  ) throws(StoreError) -> Bool {
    guard table.store.isOwned else { return false }
    return try access { run in
      let columns = try run.columns(of: table)
      for field in columns.fields where field.isStored && fields.contains(field.index) {
        switch field.field.store {
        case .column where !field.isFolded: continue
        case .reference where parents.contains(where: { $0.field == field.index }): continue
        default: return false
        }
      }
      return try run.connection.value(
        "SELECT NOT EXISTS (SELECT 1 FROM \(columns.target))") == "t"
    }
  }
}

/// Copies the records of a feed into their table.
///
/// Other writers wait meanwhile. A table that the run itself made has its keys and references built
/// when all records are there.
struct Load {
  let run: OpenRun
  let record: RunRecord

  private var connection: PostgresConnection { run.connection }

  /// Loads a feed; returns where its records are, and which rows they came from.
  ///
  /// - Parameter base: the highest id that the journal knows.
  func perform(
    _ feed: RecordFeed, after base: Int
  ) throws -> (table: LoadedTable, created: [JournalWriter.Created]) {
    let columns = try run.columns(of: feed.table)
    try connection.execute("LOCK TABLE \(columns.target) IN SHARE ROW EXCLUSIVE MODE")
    let sequence = try run.sequence(of: columns)
    let used = try sequence.flatMap { try connection.value("SELECT last_value FROM \($0)") }
    let firstID = Int64(max(base, Int(used ?? "") ?? 0)) + 1
    let definitions = run.isFresh ? try run.takeConstraints(of: columns) : []
    let created = try copy(feed, columns, firstID: firstID)
    for definition in definitions { try connection.execute(definition) }
    if let sequence, let last = created.last {
      try connection.execute(
        "SELECT setval(\(literal(sequence)), \(last.firstID + last.count - 1))")
    }
    return (LoadedTable(firstID: firstID, feed: feed), created)
  }

  private func copy(
    _ feed: RecordFeed, _ columns: TableColumns, firstID: Int64
  ) throws -> [JournalWriter.Created] {
    let (names, parts) = plan(feed, columns)
    let parents = try feed.parents.map { parent in
      guard let loaded = run.loads[parent.table] else {
        throw StoreError(
          "run.internal", variant: "reason",
          [IssueArgument("reason", "the parents of \(feed.table.name) were not loaded")])
      }
      return loaded.firstID
    }
    let stamps = [run.now, run.now, record.id, record.id]
    let target =
      "\(columns.target) (\((stampColumns + names).map(quoted).joined(separator: ", ")))"
    var created: [JournalWriter.Created] = []
    var count = 0
    do {
      try connection.copy(into: target) { send in
        var buffer = CopyBuffer()
        let stamps = CopyBuffer.fields(stamps)
        try feed.forEachBlock { block in
          for row in block.rows {
            let id = firstID + Int64(row.ordinal)
            buffer.append(Int(id))
            buffer.append(fields: stamps)
            append(row.place, of: block, parts, parents, to: &buffer)
            buffer.endLine()
            note(row.ordinal, Int(id), in: &created)
            count += 1
            if buffer.bytes.count > 1 << 18 {
              try send(buffer.bytes)
              buffer.removeAll()
            }
          }
        }
        try send(buffer.bytes)
        guard !buffer.hasNullCharacter else {
          throw PostgresError(sqlState: "22021", message: "")
        }
      }
    } catch let error as PostgresError where error.refusesRow {
      throw StoreError(
        "store.row-refused",
        [
          IssueArgument("table", feed.table.name), IssueArgument("key", ""),
          IssueArgument("reason", error.reason),
        ], table: feed.table.name)
    }
    guard count == feed.count else {
      throw StoreError(
        "run.internal", variant: "reason",
        [IssueArgument("reason", "\(feed.count) records were planned, \(count) came")])
    }
    return created
  }

  private let stampColumns = ["id", "created_at", "updated_at", "created_run", "updated_run"]

  private func note(_ ordinal: Int, _ id: Int, in created: inout [JournalWriter.Created]) {
    if let last = created.last, last.firstOrdinal + last.count == ordinal {
      created[created.count - 1].count += 1
    } else {
      created.append(JournalWriter.Created(firstOrdinal: ordinal, firstID: id, count: 1))
    }
  }

  /// Where a column gets its value from.
  private enum Part {
    /// The value at a place of the row.
    case value(Int)
    /// The parent of a reference.
    case parent(Int)
  }

  private func plan(_ feed: RecordFeed, _ columns: TableColumns) -> ([String], [Part]) {
    var names: [String] = []
    var parts: [Part] = []
    for (place, index) in feed.fields.enumerated() {
      switch columns.fields[index].field.store {
      case .column(let name):
        names.append(name)
        parts.append(.value(place))
      case .reference(let name):
        guard let parent = feed.parents.firstIndex(where: { $0.field == index }) else { continue }
        names.append(name)
        parts.append(.parent(parent))
      default: continue
      }
    }
    return (names, parts)
  }

  private func append(
    _ place: Int, of block: RecordFeed.Block, _ parts: [Part], _ parents: [Int64],
    to buffer: inout CopyBuffer
  ) {
    for part in parts {
      switch part {
      case .value(let position):
        append(block.values[place * parts.count + position], block.arena, to: &buffer)
      case .parent(let position):
        let parent = block.parents[place * parents.count + position]
        if parent < 0 {
          buffer.append(nil)
        } else {
          buffer.append(Int(parents[position] + Int64(parent)))
        }
      }
    }
  }

  private func append(_ value: ScreenedValue, _ arena: [UInt8], to buffer: inout CopyBuffer) {
    switch value.kind {
    case .null: buffer.append(nil)
    case .integer: buffer.append(Int(Int64(bitPattern: value.bits)))
    case .real: buffer.append("\(Double(bitPattern: value.bits))")
    case .text: buffer.append(bytes: arena[value.offset..<value.offset + value.length])
    case .date:
      CivilDate.withText(ofDays: Int(Int64(bitPattern: value.bits))) { text in
        buffer.append(bytes: Array(text)[...])
      }
    case .pooled: preconditionFailure("a feed's values stand in its arena")
    }
  }
}

extension OpenRun {
  /// The sequence that a table's surrogate ids come from, as statements name it.
  func sequence(of table: TableColumns) throws -> String? {
    try connection.value(
      "SELECT pg_get_serial_sequence($1, $2)", [table.target, table.schema.store.idColumn])
  }

  /// Drops the unique keys, references and indexes of an empty table; returns what recreates them.
  ///
  /// A key that foreign keys rely on stays.
  func takeConstraints(of columns: TableColumns) throws -> [String] {
    let table = columns.target
    let constraints = try connection.query(
      """
      SELECT quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint AS k
      WHERE k.conrelid = $1::regclass AND k.contype IN ('u', 'f') AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint AS f
        WHERE k.contype = 'u' AND f.contype = 'f' AND f.conindid = k.conindid)
      ORDER BY k.contype DESC, k.conname
      """, [table])
    let indexes = try connection.query(
      """
      SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      FROM pg_catalog.pg_index AS i WHERE i.indrelid = $1::regclass AND NOT i.indisprimary
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid)
      ORDER BY 1
      """, [table])
    var definitions: [String] = []
    for row in 0..<constraints.count {
      let name = constraints.text(row, 0) ?? ""
      try connection.execute("ALTER TABLE \(table) DROP CONSTRAINT \(name)")
      definitions.append(
        "ALTER TABLE \(table) ADD CONSTRAINT \(name) \(constraints.text(row, 1) ?? "")")
    }
    for row in 0..<indexes.count {
      try connection.execute("DROP INDEX \(indexes.text(row, 0) ?? "")")
      definitions.append(indexes.text(row, 1) ?? "")
    }
    return definitions
  }
}
