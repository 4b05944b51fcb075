import RecordMapping
import Schemas
import TabularCore

/// Records named by a path of names, `City > Main`: the record `Main` below the record `City`.
extension ReferenceResolver {
  /// The record at the end of a path; missing where the text is a single name.
  mutating func byPath(
    _ text: String, _ alternative: Reference.Alternative, through path: String,
    in parent: RunTable, index: Int, tables: [RunTable]
  ) throws(StoreError) -> ReferenceOutcome {
    let names = text.split(separator: alternative.separator, omittingEmptySubsequences: false)
      .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    guard names.count > 1, !names.contains("") else { return .missing }
    let found = try records(
      at: names[...], field: alternative.field, through: path, in: parent, index: index,
      tables: tables)
    if found.count > 1 {
      return .ambiguous(found.compactMap { RecordKey.text($0.key) }.sorted().map(RecordKey.shown))
    }
    return found.first.map { .found($0, .alternative) } ?? .missing
  }

  /// The records at the end of a path, the topmost name first.
  private mutating func records(
    at names: ArraySlice<String>, field name: String, through path: String, in parent: RunTable,
    index: Int, tables: [RunTable]
  ) throws(StoreError) -> [ResolvedParent] {
    guard let last = names.last, let field = parent.schema.fieldIndex(named: name),
      let value = canonical(last, fieldNamed: name, of: parent.schema),
      let text = parent.lookupText(value, fieldAt: field)
    else { return [] }
    let above = names.dropLast()
    let link = parent.schema.reference(from: path)
    guard !above.isEmpty else {
      let found = try candidates(field, text, value, narrowing: [], in: parent, index: index)
      // The path begins at the top of the tree if a record there has that name.
      guard let place = parent.schema.fieldIndex(named: path) else { return Array(found.values) }
      let tops = found.values.filter { record in
        let own =
          record.stored.map { $0.values[place] }
          ?? record.ordinal.flatMap { parent.value(ofFieldAt: place, ordinal: $0) }
        return own?.isNull ?? true
      }
      return tops.isEmpty ? Array(found.values) : tops
    }
    guard let link, let position = indexByName[link.table] else { return [] }
    let uppers = try records(
      at: above, field: name, through: path, in: tables[position], index: position, tables: tables)
    let spellings = Set([above.last ?? "", above.joined(separator: " > ")].map(foldedValue))
    var found: [String: ResolvedParent] = [:]
    for upper in uppers {
      guard let target = target(of: upper, link, in: tables[position]) else { continue }
      let below = try candidates(
        field, text, value, narrowing: [(path, target)], spellings: spellings, in: parent,
        index: index)
      found.merge(below) { first, _ in first }
    }
    return Array(found.values)
  }

  /// The text by which a record below refers to a record.
  private func target(
    of record: ResolvedParent, _ link: Reference, in table: RunTable
  ) -> FieldValue? {
    if let position = table.schema.naturalKey.firstIndex(of: link.targetField) {
      return position < record.key.count ? record.key[position] : nil
    }
    guard let index = table.schema.fieldIndex(named: link.targetField) else { return nil }
    return record.stored.map { $0.values[index] }
      ?? record.ordinal.flatMap { table.value(ofFieldAt: index, ordinal: $0) }
  }
}
