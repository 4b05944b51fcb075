import Foundation
import ImportPipeline
import RecordMapping
import Schemas

extension LoadedTable {
  /// Reads all loaded records back and compares the hash of each with that of its row.
  func differences(
    on connection: PostgresConnection, _ columns: TableColumns, limit: Int
  ) throws -> [StoreDifference] {
    let fields = feed.fields.map { columns.fields[$0] }
    let names = fields.map { "v." + quoted($0.field.name) }
    var differences: [StoreDifference] = []
    var count = 0
    try connection.forEachRow(
      """
      SELECT v._id, \(names.joined(separator: ", ")) FROM \(columns.storedView) AS v ORDER BY v._id
      """, []
    ) { rows in
      count += 1
      let ordinal = (rows.integer(0, 0) ?? 0) - Int(firstID)
      if rows.hash(ofRow: 0, fields) != feed.valueHash(ordinal) {
        let key = columns.key.map { part in
          fields.firstIndex { $0.index == part.index }.map { rows.shownText(0, $0 + 1) } ?? ""
        }
        differences.append(
          StoreDifference(
            table: columns.schema.name, key: key, field: columns.key.first?.field.name ?? "",
            written: "the row as read", stored: "another record"))
      }
      return differences.count < limit
    }
    if count != feed.count, differences.isEmpty {
      differences.append(
        StoreDifference(
          table: columns.schema.name, key: [], field: columns.key.first?.field.name ?? "",
          written: "\(feed.count) records", stored: "\(count) records"))
    }
    return differences
  }
}

extension PostgresRows {
  /// The hash of the values of a row of a result, as screens make it.
  ///
  /// - Parameter fields: the fields of the columns from 1 on.
  func hash(ofRow row: Int, _ fields: [TableColumns.FieldColumns]) -> UInt64 {
    var hash = ByteHash.seed
    for (place, field) in fields.enumerated() {
      let seed = hash
      hash =
        withBytes(row, place + 1) { bytes in
          switch field.logicalType {
          case .integer: FieldValue.integer(Int64(strtoll(bytes.text, nil, 10))).hash(seed)
          case .real: FieldValue.real(strtod(bytes.text, nil)).hash(seed)
          case .text:
            ByteHash.of(UnsafeRawBufferPointer(start: bytes.text, count: bytes.count), seed: seed)
          }
        } ?? FieldValue.null.hash(seed)
    }
    return hash
  }
}
