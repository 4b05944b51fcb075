import RecordMapping
import Schemas
import TabularCore

/// A cell as it was read, for issues that are found after its row was discarded.
struct RawCell {
  /// The text of the cell.
  var text: String
  /// What a spreadsheet shows, for serial dates and times.
  var shown: String?
}

/// Cells of the run's files, by source, row and column.
struct RawCells {
  /// A cell of a source.
  struct Place: Hashable {
    var source: Int
    var row: Int
    var column: Int
  }

  private var cells: [Place: RawCell] = [:]

  subscript(place: Place) -> RawCell? {
    get { cells[place] }
    set { cells[place] = newValue }
  }
}

extension ImportSession {
  /// Reads cells again, and keeps their rows as evidence: each source once, and no further than its last
  /// row that is asked for.
  ///
  /// Cells that cannot be read again are left out.
  func rawCells(at places: Set<RawCells.Place>) -> RawCells {
    var found = RawCells()
    for (index, wanted) in Dictionary(grouping: places, by: \.source) {
      let source = sources[index]
      forEachRow(Set(wanted.map(\.row)), ofSource: index) { batch, position in
        keepEvidence(ofRowAt: position, in: batch, source: source)
        for cell in batch.cells(ofRowAt: position) {
          let place = RawCells.Place(
            source: index, row: batch.rows[position].number, column: Int(cell.column))
          guard places.contains(place) else { continue }
          let text = batch.text(of: cell)
          let isSerial = cell.kind == .number && cell.format.isTemporal
          found[place] = RawCell(
            text: text,
            shown: isSerial
              ? shownSerial(text, format: cell.format, countsFrom1904: source.countsFrom1904)
              : nil)
        }
      }
    }
    return found
  }
}
