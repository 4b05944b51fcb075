import RecordMapping
import Schemas
import TabularCore

/// Counts the rows of a source for its ledger, blank ones included.
struct RowCounter {
  private let isWorksheet: Bool
  private(set) var ledger: LedgerLine
  /// The last row that was counted.
  private(set) var lastRow: Int
  private var blankRun = 0
  /// The row before the last one counted, if no blank row is between them.
  private(set) var previousRow = 0
  /// The rows that are data, or may be.
  private(set) var dataRows = 0

  init(_ setup: SourceSetup) {
    isWorksheet = setup.source.isWorksheet
    ledger = LedgerLine(table: setup.fields.schema.name)
    lastRow = setup.source.binding.headerRow
  }

  /// Notes a blank row; a worksheet's are counted by their row numbers.
  mutating func skipBlank() { blankRun += isWorksheet ? 0 : 1 }

  /// Counts a row that is not blank, and the blank ones before it.
  mutating func count(rowNumber: Int) {
    if isWorksheet {
      ledger.blank += max(0, rowNumber - lastRow - 1)
      ledger.read += max(1, rowNumber - lastRow)
    } else {
      ledger.blank += blankRun
      ledger.read += blankRun + 1
      previousRow = blankRun == 0 ? lastRow : 0
      blankRun = 0
    }
    lastRow = rowNumber
  }

  /// Counts a row as data.
  mutating func countData() { dataRows += 1 }

  /// Counts a row as an example of the template.
  mutating func countExample() { ledger.example += 1 }

  /// Counts a row that is no record.
  mutating func countSkipped() { ledger.skipped += 1 }
}
