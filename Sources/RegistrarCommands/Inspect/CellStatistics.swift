import TabularCore
import Workbooks

/// Counts the cells of a table by kind and sums their kinds and values up in a checksum.
struct CellStatistics {
  /// Rows with a filled cell.
  private(set) var rowCount = 0
  /// Cells that are not blank.
  private(set) var cellCount = 0
  private var counts: InlineArray<8, Int> = .init(repeating: 0)
  private var checksum: UInt64 = 0x9E37_79B9_7F4A_7C15

  private let dateSystem: DateSystem

  /// No cells; serial dates will count from a workbook's date system.
  init(dateSystem: DateSystem = .from1900) {
    self.dateSystem = dateSystem
  }

  /// Takes the rows of a batch in, typing every text of a delimited file.
  mutating func add(_ batch: RowBatch, isDelimited: Bool = false) {
    batch.arena.withUnsafeBufferPointer { arena in
      for row in batch.rows {
        var filled = 0
        for index in row.firstCell..<row.firstCell + row.cellCount {
          let cell = batch.cells[index]
          guard cell.length > 0, cell.kind != .uncachedFormula else { continue }
          filled += 1
          let start = Int(cell.offset)
          let bytes = UnsafeBufferPointer(rebasing: arena[start..<start + Int(cell.length)])
          let value =
            isDelimited
            ? TypedValue(bytes) : TypedValue(bytes, of: cell, dateSystem: dateSystem)
          note(value, column: cell.column)
        }
        cellCount += filled
        if filled > 0 { rowCount += 1 }
      }
    }
  }

  @inline(__always)
  private mutating func note(_ value: TypedValue, column: Int32) {
    counts[Int(value.kind.rawValue)] += 1
    mix(UInt64(value.kind.rawValue) << 32 | UInt64(UInt32(bitPattern: column)))
    mix(value.bits)
  }

  @inline(__always)
  private mutating func mix(_ word: UInt64) {
    checksum = (checksum ^ word) &* 0xFF51_AFD7_ED55_8CCD
    checksum ^= checksum >> 32
  }

  /// The counts as the JSON object of `--stats`.
  var json: String {
    let kinds = TypedValue.Kind.allCases.compactMap { kind in
      let count = counts[Int(kind.rawValue)]
      return count > 0 ? "\"\(kind.name)\": \(count)" : nil
    }.joined(separator: ", ")
    let sum = String(checksum, radix: 16)
    let padded = String(repeating: "0", count: 16 - sum.utf8.count) + sum
    return "{\"rows\": \(rowCount), \"cells\": \(cellCount), \"kinds\": {\(kinds)}, "
      + "\"checksum\": \"\(padded)\"}"
  }
}
