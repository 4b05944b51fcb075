import RecordMapping
import TabularCore

extension ImportSession {
  /// Keeps the rows of errors and warnings that were found when the rows were gone: each source is read
  /// once more, and no further than its last row that is asked for.
  ///
  /// Notes keep the rows that were at hand: for a sound file nothing is read twice.
  func completeEvidence() {
    var missing: [Int: Set<Int>] = [:]
    for issue in issues.issues where issue.severity != .note {
      guard let place = RowPlace(issue.location), !issues.evidence.isResolved(place),
        let source = sources.firstIndex(where: { $0.holds(place) }),
        place.row > sources[source].binding.headerRow
      else { continue }
      missing[source, default: []].insert(place.row)
    }
    for (index, rows) in missing.sorted(by: { $0.key < $1.key }) {
      guard !isCancelled() else { return }
      forEachRow(rows, ofSource: index) { batch, position in
        keepEvidence(ofRowAt: position, in: batch, source: sources[index])
      }
    }
  }

  /// Keeps the cells of a row that is at hand.
  func keepEvidence(ofRowAt index: Int, in batch: RowBatch, source: TableSource) {
    let place = RowPlace(
      source: source.name.id, sheet: source.sheet, row: batch.rows[index].number)
    guard !issues.evidence.isResolved(place),
      let evidence = source.evidence(ofRowAt: index, in: batch, of: order[source.table])
    else { return }
    issues.evidence.keep(evidence, of: place)
  }

  /// Gives some rows of a source, in their order; what cannot be read is left out.
  ///
  /// Rows that an earlier run over the same files has read again are at hand; for others the source is read as far as
  /// the last of them.
  func forEachRow(_ rows: Set<Int>, ofSource index: Int, _ body: (RowBatch, Int) -> Void) {
    let source = sources[index]
    let content = edits?.contentVersion(of: source.name.id, sheet: source.sheet) ?? 0
    if let known = kept?.rereadRows.rows(rows, ofSource: index, content: content) {
      for row in known { body(row, 0) }
      return
    }
    let last = rows.max() ?? 0
    _ = try? source.rows.readRows(maximumRows: 4_096) { batch in
      for position in batch.rows.indices {
        let number = batch.rows[position].number
        if number > last { return false }
        guard rows.contains(number) else { continue }
        kept?.rereadRows.keep(batch, position, ofSource: index, content: content)
        body(batch, position)
      }
      return true
    }
  }
}

extension TableSource {
  /// Whether a row is one of the source.
  fileprivate func holds(_ place: RowPlace) -> Bool {
    name.id == place.source && sheet == place.sheet
  }
}
