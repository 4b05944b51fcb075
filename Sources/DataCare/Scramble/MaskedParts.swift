/// Keeps the personal words of a store, and masks what the reader of its rows left; used by one thread alone.
final class MaskedParts {
  private let plan: CopyPlan
  private let masks: RowMasks
  private let columns: [PersonalColumns]
  private var collected = CollectedTokens(count: 0)

  init(_ plan: CopyPlan, _ masks: RowMasks) {
    self.plan = plan
    self.masks = masks
    columns = PersonalColumns.all(plan, masks)
  }

  /// Passes rows on until nobody takes them any more; hands the tokens back once all words were there.
  func pass(
    from parts: Handover<MaskedRows.Part>, words: Handover<PersonalTokens>,
    to others: Handover<MaskedRows.Part>
  ) throws {
    while var part = try parts.next() {
      switch part {
      case .wordCount(let count):
        collected = CollectedTokens(count: count)
        continue
      case .words(let index, let rows):
        columns[index].add(rows, to: &collected)
        continue
      case .endOfWords:
        masks.tokens = collected.finished()
        collected = CollectedTokens(count: 0)
        guard words.put(masks.tokens) else { return }
        continue
      case .rows(let index, var rows):
        // The part lets go of the rows, so that they change in their place.
        part = .endOfWords
        try masks.mask(&rows, of: plan.tables[index])
        part = .rows(table: index, rows)
      case .references: break
      }
      guard others.put(part) else { return }
    }
  }
}
