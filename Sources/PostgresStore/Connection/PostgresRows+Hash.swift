import Foundation
import RecordMapping
import SQLStore

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
