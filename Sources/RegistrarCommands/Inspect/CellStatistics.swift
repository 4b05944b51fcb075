import TabularCore
import Workbooks

/// Counts the cells of a table by kind and sums their kinds and values up in a checksum.
///
/// The checksum is a polynomial over the rows' hashes, so that the statistics of parts of a table,
/// made by several threads, append to those of the whole.
struct CellStatistics: Sendable, Equatable {
  /// Rows with a filled cell.
  private(set) var rowCount = 0
  /// Cells that are not blank.
  private(set) var cellCount = 0
  private var counts = [Int](repeating: 0, count: TypedValue.Kind.allCases.count)
  private var checksum: UInt64 = 0
  /// `base` to the power of the number of rows.
  private var weight: UInt64 = 1

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Takes the rows of a batch in, typing every text of a delimited file.
  ///
  /// - Parameter dateSystem: what serial dates count from, in a workbook.
  mutating func add(
    _ batch: RowBatch, isDelimited: Bool = false, dateSystem: DateSystem = .from1900
  ) {
    batch.arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        counts.withUnsafeMutableBufferPointer { counts in
          for row in batch.rows {
            var filled = 0
            var hash: UInt64 = 0
            for index in row.firstCell..<row.firstCell + row.cellCount {
              let cell = cells[index]
              guard cell.length > 0, cell.kind != .uncachedFormula else { continue }
              filled += 1
              let start = Int(cell.offset)
              let bytes = UnsafeBufferPointer(rebasing: arena[start..<start + Int(cell.length)])
              let value =
                isDelimited
                ? TypedValue(bytes) : TypedValue(bytes, of: cell, dateSystem: dateSystem)
              let kind = Int(value.kind.rawValue)
              counts[kind] += 1
              let place = UInt64(kind) << 32 | UInt64(UInt32(bitPattern: cell.column))
              hash = (hash ^ value.bits ^ place &* Self.base) &* 0xFF51_AFD7_ED55_8CCD
              hash ^= hash >> 32
            }
            guard filled > 0 else { continue }
            cellCount += filled
            rowCount += 1
            checksum = checksum &* Self.base &+ hash
            weight = weight &* Self.base
          }
        }
      }
    }
  }

  /// Takes the statistics of the rows that follow in.
  mutating func append(_ next: CellStatistics) {
    rowCount += next.rowCount
    cellCount += next.cellCount
    for index in counts.indices { counts[index] += next.counts[index] }
    checksum = checksum &* next.weight &+ next.checksum
    weight = weight &* next.weight
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
