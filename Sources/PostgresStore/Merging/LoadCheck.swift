import Foundation
import ImportPipeline
import RecordMapping
import SQLStore
import Schemas

extension LoadedTable {
  /// How many records the server sends at once: about one socket buffer, so that it need not wait
  /// until the previous ones are compared.
  private static let batch = 1_024

  /// Reads all loaded records back and compares the hash of each with that of its row.
  ///
  /// References are compared by the keys of the loaded parents, so no statement looks up a parent.
  func differences(of run: OpenRun, limit: Int) throws -> [StoreDifference] {
    let columns = try run.columns(of: feed.table)
    let fields = feed.fields.map { columns.fields[$0] }
    let parents = fields.map { parent(of: $0, in: run) }
    let values = zip(fields, parents).map { field, parent in
      if parent != nil, case .reference(let column) = field.field.store {
        return "t." + quoted(column)
      }
      return run.lookup.value(of: field, in: columns, alias: "t")
    }
    let cursor = quoted("registrar_check")
    try run.connection.execute(
      """
      DECLARE \(cursor) NO SCROLL CURSOR FOR
      SELECT t.\(columns.id), \(values.joined(separator: ", ")) FROM \(columns.target) AS t
      ORDER BY t.\(columns.id)
      """)
    var differences: [StoreDifference] = []
    var count = 0
    try run.connection.askRows(of: cursor, count: Self.batch)
    while true {
      let rows = try run.connection.takeRows()
      let isLast = rows.count < Self.batch
      if !isLast { try run.connection.askRows(of: cursor, count: Self.batch) }
      for row in 0..<rows.count where differences.count < limit {
        count += 1
        let ordinal = (rows.integer(row, 0) ?? 0) - Int(firstID)
        if hash(ofRow: row, of: rows, fields, parents) == feed.valueHash(ordinal) { continue }
        let key = columns.key.map { part in
          fields.firstIndex { $0.index == part.index }.map { rows.shownText(row, $0 + 1) } ?? ""
        }
        differences.append(
          StoreDifference(
            table: columns.schema.name, key: key, field: columns.key.first?.field.name ?? "",
            written: "the row as read", stored: "another record"))
      }
      if isLast { break }
      if differences.count >= limit {
        _ = try run.connection.takeRows()
        break
      }
    }
    try run.connection.execute("CLOSE \(cursor)")
    if count != feed.count, differences.isEmpty {
      differences.append(
        StoreDifference(
          table: columns.schema.name, key: [], field: columns.key.first?.field.name ?? "",
          written: "\(feed.count) records", stored: "\(count) records"))
    }
    return differences
  }

  /// Which reference of the feed a field is, and the id of its first parent.
  private func parent(
    of field: TableColumns.FieldColumns, in run: OpenRun
  ) -> (reference: Int, firstID: Int64)? {
    guard let reference = feed.parents.firstIndex(where: { $0.field == field.index }),
      case .reference = field.field.store,
      let parent = run.loads[feed.parents[reference].table]
    else { return nil }
    return (reference, parent.firstID)
  }

  /// The hash of a record's values; 0 when it names a parent that was not loaded.
  private func hash(
    ofRow row: Int, of rows: PostgresRows, _ fields: [TableColumns.FieldColumns],
    _ parents: [(reference: Int, firstID: Int64)?]
  ) -> UInt64 {
    var hash = ByteHash.seed
    for place in fields.indices {
      if let parent = parents[place],
        let id = rows.withBytes(row, place + 1, { strtoll($0.text, nil, 10) })
      {
        guard
          let next = feed.parentHash(parent.reference, Int(Int64(id) - parent.firstID), hash)
        else { return 0 }
        hash = next
      } else {
        hash = rows.hash(ofRow: row, place + 1, of: fields[place], hash)
      }
    }
    return hash
  }
}

extension PostgresRows {
  /// Adds a value of a row to a hash, as computed for rows read by columns.
  func hash(
    ofRow row: Int, _ column: Int, of field: TableColumns.FieldColumns, _ seed: UInt64
  ) -> UInt64 {
    withBytes(row, column) { bytes in
      switch field.logicalType {
      case .integer: FieldValue.integer(Int64(strtoll(bytes.text, nil, 10))).hash(seed)
      case .real: FieldValue.real(strtod(bytes.text, nil)).hash(seed)
      case .exact where bytes.count <= 15: FieldValue.real(strtod(bytes.text, nil)).hash(seed)
      case .exact: (FieldValue.exact(String(cString: bytes.text)) ?? .null).hash(seed)
      case .text:
        ByteHash.of(UnsafeRawBufferPointer(start: bytes.text, count: bytes.count), seed: seed)
      }
    } ?? FieldValue.null.hash(seed)
  }
}
