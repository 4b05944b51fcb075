import Foundation
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

extension RowLoading {
  /// The records that are not as they were written.
  func differences(_ created: [JournalWriter.Created], limit: Int) throws -> [StoreDifference] {
    if try hasSentLines() { return [] }
    let columns = try run.columns(of: load.schema)
    let parents = try self.parents()
    let lists = load.lists.map { columns.fields[$0.field] }
    let values =
      load.columns.map { expression(of: $0, in: columns) }
      + lists.map { run.lookup.value(of: $0, in: columns, alias: "t") }
    let types = load.columns.map { type(of: $0.value, in: columns) }
    var stored = try StoredRows(
      """
      SELECT t.\(columns.id), \(values.joined(separator: ", ")) FROM \(columns.target) AS t
      ORDER BY t.\(columns.id)
      """, on: run.connection)
    var ids = CreatedIDs(created)
    var differences: [StoreDifference] = []
    try load.rows.forEachRow { row in
      guard differences.count < limit else { return }
      func note(_ field: Int, _ stored: String) {
        differences.append(load.difference(of: row, field: field, stored: stored))
      }
      guard let (rows, place) = try stored.row(ofID: ids.id(of: row.ordinal)) else {
        return note(load.columns.first?.value.field ?? 0, "")
      }
      try load.forEachValue(of: row, parents: parents) { column, value in
        guard !rows.equals(value, row: place, column: column + 1, as: types[column]) else { return }
        note(load.columns[column].value.field, rows.shownText(place, column + 1))
      }
      for (number, list) in load.lists.enumerated() {
        let column = load.columns.count + 1 + number
        guard rows.text(place, column) != joinedItems(of: list, in: row) else { continue }
        note(list.field, rows.shownText(place, column).replacing(unitSeparator, with: ";"))
      }
    }
    try stored.close()
    return differences
  }

  /// Whether the table and those of its lists have just the lines that were sent.
  ///
  /// `false` says no more than that their records must be compared one by one: the server writes some numbers
  /// otherwise than they were sent.
  private func hasSentLines() throws -> Bool {
    let columns = try run.columns(of: load.schema)
    let types =
      load.columns.map { type(of: $0.value, in: columns) }
      + load.lists.map { $0.namesParents ? .integer : columns.fields[$0.field].itemType }
    guard let sent = run.sentLines[load.schema.name], !types.contains(.real) else { return false }
    let values = ["t." + columns.id] + load.columns.map { expression(of: $0, in: columns) }
    let selects =
      ["SELECT \(values.joined(separator: ", ")) FROM \(columns.target) AS t"]
      + load.lists.map { items(of: $0, in: columns) }
    for (select, lines) in zip(selects, sent) {
      var stored = LineDigest()
      try run.connection.copy(select) { stored.add($0) }
      guard stored == lines else { return false }
    }
    return true
  }

  /// The items of a list as they were sent, as a SELECT.
  private func items(of list: RowLoad.List, in columns: TableColumns) -> String {
    let item =
      list.namesParents
      ? "t." + quoted(list.item)
      : run.dialect.read(
        list.item, of: list.table, alias: "t",
        as: .value(columns.fields[list.field].itemType))
    let position = list.position.map { "t." + quoted($0) }
    let values = ["t." + quoted(list.owner), item] + [position].compactMap(\.self)
    let table = run.catalog.qualified(list.table)
    return "SELECT \(values.joined(separator: ", ")) FROM \(table) AS t"
  }

  /// The stored value that a column's own is compared with.
  private func expression(
    of column: (name: String, value: RowLoad.Value), in columns: TableColumns
  ) -> String {
    switch column.value {
    case .value(let index): run.lookup.value(of: columns.fields[index], in: columns, alias: "t")
    case .local(let index): run.lookup.localText(of: columns.fields[index], in: columns, alias: "t")
    case .folded(let index):
      run.lookup.foldedText(of: columns.fields[index], in: columns, alias: "t")
    case .parent: "t." + quoted(column.name)
    }
  }

  private func type(of value: RowLoad.Value, in columns: TableColumns) -> LogicalType {
    switch value {
    case .value(let index): columns.fields[index].logicalType
    case .local, .folded: .text
    case .parent: .integer
    }
  }

  /// The items of a list as the server joins them; `nil` for none.
  private func joinedItems(of list: RowLoad.List, in row: StagedRow) -> String? {
    guard case .list(let items) = FieldValue(row.values[list.field]), !items.isEmpty else {
      return nil
    }
    let texts = items.map(SQLValue.itemText)
    guard list.position == nil else { return texts.joined(separator: unitSeparator) }
    // Without positions the server gives the items in their own order.
    return texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: unitSeparator)
  }
}

/// The rows of a statement, asked for before they are needed.
private struct StoredRows {
  /// How many records the server sends at once: about one socket buffer, so that it need not wait
  /// until the previous ones are compared.
  private static let size = 1_024
  private static let cursor = "registrar_check"

  private let connection: PostgresConnection
  private var rows: PostgresRows
  private var place = 0
  private var isAsked: Bool

  init(_ sql: String, on connection: PostgresConnection) throws {
    self.connection = connection
    try connection.execute("DECLARE \(Self.cursor) NO SCROLL CURSOR FOR \(sql)")
    try connection.askRows(of: Self.cursor, count: Self.size)
    rows = try connection.takeRows()
    isAsked = rows.count == Self.size
    if isAsked { try connection.askRows(of: Self.cursor, count: Self.size) }
  }

  /// The row of an id among the rows it came with; `nil` when there is none.
  ///
  /// Ids are asked for in ascending order.
  mutating func row(ofID id: Int) throws -> (rows: PostgresRows, place: Int)? {
    while true {
      if place == rows.count {
        guard isAsked else { return nil }
        rows = try connection.takeRows()
        place = 0
        isAsked = rows.count == Self.size
        if isAsked { try connection.askRows(of: Self.cursor, count: Self.size) }
        guard rows.count > 0 else { return nil }
      }
      let found = rows.integer(place, 0) ?? 0
      if found >= id { return found == id ? (rows, place) : nil }
      place += 1
    }
  }

  /// Ends the statement.
  func close() throws {
    if isAsked { _ = try connection.takeRows() }
    try connection.execute("CLOSE \(Self.cursor)")
  }
}

extension PostgresRows {
  /// Whether a column has a value.
  fileprivate func equals(
    _ value: LoadedValue, row: Int, column: Int, as type: LogicalType
  ) -> Bool {
    let isEqual = withBytes(row, column) { stored in
      switch value {
      case .null: false
      case .integer(let number): strtoll(stored.text, nil, 10) == number
      case .real(let number): strtod(stored.text, nil) == number
      case .text(let bytes), .passing(let bytes):
        if type == .exact {
          FieldValue.exact(String(cString: stored.text))
            == FieldValue.exact(String(decoding: bytes, as: UTF8.self))
        } else {
          stored.count == bytes.count
            && bytes.elementsEqual(UnsafeRawBufferPointer(start: stored.text, count: stored.count))
        }
      }
    }
    if case .null = value { return isEqual == nil }
    return isEqual == true
  }
}
