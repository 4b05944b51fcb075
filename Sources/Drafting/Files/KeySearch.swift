import Schemas
import TabularCore

/// Finds the columns that tell the records of a table apart: a single one, else several together.
struct KeySearch {
  let study: TableStudy
  let fields: [DraftedField]
  /// The studies of all tables, among them this one.
  let studies: [TableStudy]

  /// How many columns are tried together.
  private static let mostTogether = 7

  /// The keys that the rows allow, the likeliest first, each with what speaks for it.
  func candidates(_ budget: DistinctBudget) throws -> [(key: [String], guess: Guess)] {
    guard study.rowCount > 0 else { return [] }
    let single = fields.enumerated().compactMap { place, field -> (Int, DraftedField)? in
      guard isKeyLike(field), let column = study.column(named: field.name),
        column.portrait.distinct.isUnique, column.portrait.filledCount == study.rowCount
      else { return nil }
      return (cost(field, place), field)
    }
    if !single.isEmpty {
      return single.sorted { $0.0 < $1.0 }.map { _, field in
        (
          [field.name],
          Guess(
            "primaryKey", field.name, because: "uniqueInRows", ["count": study.rowCount])
        )
      }
    }
    return try together(budget).map { key in
      (
        key,
        Guess(
          "primaryKey", key.joined(separator: ", "), because: "uniqueTogether",
          ["count": study.rowCount])
      )
    }
  }

  private func isKeyLike(_ field: DraftedField) -> Bool {
    guard let column = study.column(named: field.name), column.portrait.longest <= 64,
      !field.isMultiline
    else { return false }
    // Where somebody lives and how they are called by phone tells no records apart, though all may differ.
    let hints = NameHints(field.name)
    if hints.isPostal || hints.isPhone || hints.isCountry { return false }
    switch field.type.definition.storage {
    case .text, .integer: return !field.type.definition.properties.contains(.values)
    default: return false
    }
  }

  /// A column that other tables name, or that is named as one record is, comes first; then one named like a
  /// key, then the leftmost; names of people and things, and columns that name records of others, last.
  private func cost(_ field: DraftedField, _ place: Int) -> Int {
    let hints = NameHints(field.name)
    if isNamedElsewhere(field) { return place - 2_000 }
    if field.name == MachineName.singular(of: study.name) { return place - 1_000 }
    if namesOthers(field) { return hints.keyRank * 100 + min(place, 90) + 2_000 }
    var cost = hints.keyRank * 100 + min(place, 90)
    if field.type == .string, hints.keyRank > 5 { cost += 1_000 }
    if field.type == .code, hints.keyRank > 5 { cost -= 250 }
    return cost
  }

  /// Whether a column of another table holds values of this column alone, and is named after it.
  ///
  /// Where both hold the same values, the names say which one is named.
  private func isNamedElsewhere(_ field: DraftedField) -> Bool {
    // That people share a first name with others says nothing.
    let isIdentifying =
      NameHints(field.name).keyRank < 6 || field.type == .code
      || field.name == MachineName.singular(of: study.name)
    guard isIdentifying, let own = study.column(named: field.name)?.portrait.distinct else {
      return false
    }
    return studies.contains { other in
      other.name != study.name
        && other.columns.contains { column in
          let values = column.portrait.distinct
          return ReferenceSearch.likeness(column.name, key: field.name, table: study.name) >= 4
            && !values.hashes.isEmpty && values.isContained(in: own)
            && (values.hashes.count < own.hashes.count || !values.isUnique)
        }
    }
  }

  /// Whether a column holds only values of another table's column with a like name, which has more of them.
  private func namesOthers(_ field: DraftedField) -> Bool {
    guard let own = study.column(named: field.name)?.portrait.distinct else { return false }
    return studies.contains { other in
      other.name != study.name
        && other.columns.contains { column in
          let values = column.portrait.distinct
          return ReferenceSearch.likeness(field.name, key: column.name, table: other.name) >= 4
            && own.isContained(in: values) && own.hashes.count < values.hashes.count
        }
    }
  }

  /// Sets of two, then of three columns that no two rows share, found in one pass.
  private func together(_ budget: DistinctBudget) throws -> [[String]] {
    let eligible = fields.filter { field in
      guard let column = study.column(named: field.name),
        column.portrait.filledCount == study.rowCount, !column.portrait.distinct.isCut
      else { return false }
      switch field.type.definition.storage {
      case .date, .timeOfDay: return true
      default: return isKeyLike(field) || field.type == .enumeration
      }
    }.sorted { cost($0, 0) < cost($1, 0) }.prefix(Self.mostTogether)
    // Columns stay in their order, as people read them.
    let names = fields.map(\.name).filter { name in eligible.contains { $0.name == name } }
    var sets: [[Int]] = []
    for first in names.indices {
      for second in names.indices where second > first {
        sets.append([first, second])
        for third in names.indices where third > second { sets.append([first, second, third]) }
      }
    }
    sets.sort { $0.count < $1.count }
    var values = sets.map { _ in DistinctValues() }
    var isOpen = sets.map { _ in true }
    for source in study.sources {
      let places = names.map { name in
        source.headers.first { fold($0.value) == study.column(named: name)?.folded }?.key
      }
      try source.forEachRow { _, cells, batch in
        let hashes = places.map { column in
          cells.first { Int($0.column) == column }.map { valueHash(batch.text(of: $0)) } ?? 0
        }
        for index in sets.indices where isOpen[index] {
          var hasher = Hasher()
          for place in sets[index] { hasher.combine(hashes[place]) }
          _ = values[index].insert(hasher.finalize(), budget)
          if values[index].hasRepeat || values[index].isCut {
            isOpen[index] = false
            budget.give(values[index].hashes.count)
            values[index] = DistinctValues()
          }
        }
        return isOpen.contains(true)
      }
    }
    for value in values { budget.give(value.hashes.count) }
    let found = sets.indices.filter { isOpen[$0] }.map { sets[$0] }
    guard let least = found.first?.count else { return [] }
    return found.filter { $0.count == least }.map { set in set.map { names[$0] } }
  }
}
