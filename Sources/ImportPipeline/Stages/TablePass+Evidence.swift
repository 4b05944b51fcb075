import RecordMapping
import TabularCore

extension TablePass {
  /// Keeps the cells of the rows that issues were found in, while their batch is at hand.
  ///
  /// - Parameter first: how many issues there were before the batch; a batch without any costs nothing.
  mutating func keepEvidence(from batch: RowBatch, since first: Int) {
    guard issues.issues.count > first else { return }
    for issue in issues.issues[first...] {
      guard let place = RowPlace(issue.location), place.source == source.name.id,
        place.row > source.binding.headerRow, !issues.evidence.isResolved(place),
        let index = batch.index(ofRow: place.row),
        let evidence = source.evidence(ofRowAt: index, in: batch, of: fields.schema)
      else { continue }
      issues.evidence.keep(evidence, of: place)
    }
  }
}
