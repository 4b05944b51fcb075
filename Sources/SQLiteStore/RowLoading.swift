import GRDB
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

/// Writes staged rows into an empty table, and reads them back.
struct RowLoading {
  let load: RowLoad
  let run: OpenRun
  let database: Database

  /// Writes all rows; returns which records were created from which rows.
  func perform(after base: Int, record: RunRecord) throws -> [JournalWriter.Created] {
    let parents = try self.parents(firstID: base + 1)
    let stamps = load.schema.store.provenance
    let names = [load.schema.store.idColumn] + load.columns.map(\.name) + stamps
    let statement = try LoadStatement(
      """
      INSERT INTO \(target) (\(names.map(quoted).joined(separator: ", ")))
      VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
      """, in: database)
    defer { statement.finish() }
    let lists = try load.lists.map { try LoadStatement(insertSQL(of: $0), in: database) }
    defer { for list in lists { list.finish() } }
    // These stay bound for all rows.
    for (place, stamp) in stamps.enumerated() {
      var text = stamp.hasSuffix("_at") ? run.now : record.id
      text.withUTF8 {
        statement.bind(
          .passing(UnsafeRawBufferPointer($0)), at: load.columns.count + 1 + place)
      }
    }
    let suspension = try LoadSuspension(
      of: [load.schema.store.table] + load.lists.map(\.table), in: database)
    var created: [JournalWriter.Created] = []
    var first: Int?
    try load.rows.forEachRow { row in
      let firstOrdinal = first ?? row.ordinal
      first = firstOrdinal
      let id = Int64(base + 1 + row.ordinal - firstOrdinal)
      statement.bind(.integer(id), at: 0)
      try load.forEachValue(of: row, parents: parents) { statement.bind($1, at: $0 + 1) }
      try statement.run()
      for (list, statement) in zip(load.lists, lists) {
        try load.forEachItem(of: list, in: row, parents: parents) { place, item in
          statement.bind(.integer(id), at: 0)
          statement.bind(item, at: 1)
          if list.position != nil { statement.bind(.integer(Int64(place + 1)), at: 2) }
          try statement.run()
        }
      }
      created.note(row.ordinal, id: Int(id))
    }
    // A second thread sorts the keys; it receives them in cache-sized chunks.
    try database.execute(sql: "PRAGMA threads = 2; PRAGMA main.cache_size = -4000")
    try suspension.end(in: database)
    try database.execute(sql: "PRAGMA main.cache_size = -16000")
    return created
  }

  /// The records that are not as they were written.
  func differences(_ created: [JournalWriter.Created], limit: Int) throws -> [StoreDifference] {
    let parents = try self.parents()
    let names = [load.schema.store.idColumn] + load.columns.map(\.name)
    let statement = try LoadStatement(
      "SELECT \(names.map(quoted).joined(separator: ", ")) FROM \(target) ORDER BY 1",
      in: database)
    defer { statement.finish() }
    let lists = try load.lists.map { try LoadStatement(selectSQL(of: $0), in: database) }
    defer { for list in lists { list.finish() } }
    var hasRecord = try statement.step()
    var hasItem = try lists.map { try $0.step() }
    var differences: [StoreDifference] = []
    var ids = CreatedIDs(created)
    try load.rows.forEachRow { row in
      guard differences.count < limit else { return }
      let id = Int64(ids.id(of: row.ordinal))
      func note(_ field: Int, _ stored: String) {
        differences.append(load.difference(of: row, field: field, stored: stored))
      }
      while hasRecord, statement.integer(0) < id { hasRecord = try statement.step() }
      if hasRecord, statement.integer(0) == id {
        try load.forEachValue(of: row, parents: parents) { place, value in
          guard !statement.equals(value, at: place + 1) else { return }
          note(load.columns[place].value.field, statement.text(place + 1))
        }
      } else {
        note(load.columns.first?.value.field ?? 0, "")
      }
      for (number, list) in load.lists.enumerated() {
        var items: [FieldValue] = []
        try load.forEachItem(of: list, in: row, parents: parents) { items.append($1.fieldValue) }
        if list.position == nil {
          // Without positions the store gives the items in their own order.
          items.sort(by: precedes)
        }
        var isEqual = true
        for item in items {
          guard hasItem[number], lists[number].integer(0) == id, lists[number].equals(item, at: 1)
          else {
            isEqual = false
            break
          }
          hasItem[number] = try lists[number].step()
        }
        if !isEqual || hasItem[number] && lists[number].integer(0) <= id {
          note(list.field, hasItem[number] ? lists[number].text(1) : "")
          while hasItem[number], lists[number].integer(0) <= id {
            hasItem[number] = try lists[number].step()
          }
        }
      }
    }
    return differences
  }

  private var target: String { "main." + quoted(load.schema.store.table) }

  private func insertSQL(of list: RowLoad.List) -> String {
    let names = [list.owner, list.item] + [list.position].compactMap(\.self)
    return """
      INSERT INTO main.\(quoted(list.table)) (\(names.map(quoted).joined(separator: ", ")))
      VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
      """
  }

  private func selectSQL(of list: RowLoad.List) -> String {
    let order = quoted(list.position ?? list.item)
    return """
      SELECT \(quoted(list.owner)), \(quoted(list.item)) FROM main.\(quoted(list.table))
      ORDER BY \(quoted(list.owner)), \(order)
      """
  }

  /// The ids of the records that the rows can name.
  private func parents(firstID: Int? = nil) throws -> [ParentKeys?] {
    try load.parents(of: run.package, firstID: firstID) { parent, column, keys in
      let statement = try LoadStatement(
        """
        SELECT \(quoted(parent.store.idColumn)), \(quoted(column))
        FROM main.\(quoted(parent.store.table))
        """, in: database)
      defer { statement.finish() }
      while try statement.step() {
        statement.withText(1) { keys.add(statement.integer(0), text: $0) }
      }
    }
  }
}

/// Whether one item comes before another in the store's order.
private func precedes(_ one: FieldValue, _ two: FieldValue) -> Bool {
  switch (one, two) {
  case (.integer(let first), .integer(let second)): first < second
  case (.real(let first), .real(let second)): first < second
  case (.text(let first), .text(let second)): first.utf8.lexicographicallyPrecedes(second.utf8)
  default: false
  }
}
