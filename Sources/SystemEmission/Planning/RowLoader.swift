import Emission
import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Reads the records of a table of a profile from the store, and checks what can be checked without the
/// system: gaps of maps, limits, keys that the system would take for one.
struct RowLoader {
  let profile: EmitProfile
  let settings: EmissionSettings
  let journal: EmissionJournal
  let connection: any SQLConnection
  /// The keys of tables that share those of the system, with the table and key that has each.
  private var taken: [String: [String: String]] = [:]
  /// What was found; it is told once it is known which records take part.
  private var findings: [Finding] = []

  /// Something found about a record.
  private struct Finding {
    var content: IssueContent
    var row: EmissionRow
    var table: EmitTable
    var columns: [String]
  }

  init(
    profile: EmitProfile, settings: EmissionSettings, journal: EmissionJournal,
    connection: any SQLConnection
  ) {
    self.profile = profile
    self.settings = settings
    self.journal = journal
    self.connection = connection
  }

  /// Tells what was found about the records that take part.
  func tell(_ issues: inout EmissionIssues) {
    for finding in findings where finding.row.state != .leftOut {
      issues.add(finding.content, finding.row, finding.table, columns: finding.columns)
    }
  }

  private mutating func refuse(
    _ row: EmissionRow, _ table: EmitTable, _ content: IssueContent, columns: [String]
  ) {
    findings.append(Finding(content: content, row: row, table: table, columns: columns))
    row.state = .refused
  }

  mutating func load(
    _ table: EmitTable, _ index: Int
  ) throws(EmissionFailure) -> PlannedTable {
    let planned = PlannedTable(index: index)
    let columns = table.columns.map(\.name)
    let positions = try keyPositions(of: table)
    let entries = try journal.entries(of: table.name)
    let journal = journal
    let numbered = table.namesRecords
    try EmissionFailure.asking { () throws(StoreError) in
      try connection.forEachRow(table.query, []) { found throws(StoreError) in
        let record = numbered ? found.last?.integer : nil
        let values = Array(found.prefix(columns.count))
        let key = positions.map { values[$0].text ?? "" }
        let row = EmissionRow(
          values: values, key: key, folded: table.folded(key),
          hash: journal.keyHash(table.name, key))
        row.record = record
        row.entry = entries[row.hash]
        planned.rows.append(row)
      }
    }
    let limits = Limits(table)
    for row in planned.rows {
      map(row, table)
      guard row.state == .open else { continue }
      for (limit, column) in limits.broken(by: row) {
        refuse(
          row, table, .emitLimit(limit, profile.emitted(row, of: table), column: column),
          columns: [column])
      }
      guard row.state == .open else { continue }
      claim(row, table, planned)
    }
    return planned
  }

  private func keyPositions(of table: EmitTable) throws(EmissionFailure) -> [Int] {
    let names = table.columns.map(\.name)
    var positions: [Int] = []
    for name in table.key {
      guard let position = names.firstIndex(of: name) else {
        throw EmissionFailure(.profile(reason: "\(table.name).\(name)"), profile.name)
      }
      positions.append(position)
    }
    return positions
  }

  // MARK: Values

  /// Maps values, and finds out which records it refers to.
  private mutating func map(_ row: EmissionRow, _ table: EmitTable) {
    let name = profile.emitted(row, of: table)
    for value in table.values {
      let found = (try? filling(row, table).text(value.of)) ?? ""
      let entry = profile.maps[value.map]?[found]
      // A map may say that a code without an entry is called the same there; nothing is called nothing.
      let isSame = profile.sameMaps.contains(value.map) && !found.isEmpty
      guard let mapped = entry ?? (isSame ? found : nil) else {
        refuse(
          row, table, .emitUnmapped(name, map: value.map, found: printable(found, limit: 60)),
          columns: value.of.columns)
        continue
      }
      row.mapped[value.name] = ScalarValue(mapped)
      if table.skips.contains(where: { $0.value == value.name && $0.equals == mapped }) {
        row.state = .nothing
      }
    }
    guard row.state != .nothing else { return }
    let filling = filling(row, table)
    for reference in table.ids {
      let folds = profile.tables.first { $0.name == reference.table }?.folds ?? false
      let key = reference.key.map { (try? filling.text($0)) ?? "" }
      row.references.append(
        EmissionRow.Reference(
          name: reference.name, table: reference.table, key: foldedKey(key, folds: folds)))
    }
  }

  /// What the placeholders of a row stand for, but for ids.
  func filling(_ row: EmissionRow, _ table: EmitTable) -> Filling {
    Filling(settings).filled(with: row, of: table)
  }

  // MARK: Keys

  private mutating func claim(
    _ row: EmissionRow, _ table: EmitTable, _ planned: PlannedTable
  ) {
    let space = table.space ?? table.name
    if let other = taken[space]?[row.folded] {
      refuse(
        row, table, .emitKeyCollision(profile.emitted(row, of: table), other: other),
        columns: table.key)
      return
    }
    taken[space, default: [:]][row.folded] = table.name + " " + row.name
    planned.byKey[row.folded] = row
  }
}

/// The limits of a table, compiled.
private struct Limits {
  private let limits: [(requirement: Requirement, position: Int, pattern: SearchPattern?)]

  init(_ table: EmitTable) {
    let names = table.columns.map(\.name)
    limits = table.require.compactMap { requirement in
      names.firstIndex(of: requirement.column).map {
        (requirement, $0, requirement.pattern.map(SearchPattern.init))
      }
    }
  }

  /// What a row's values are too long, too short or unlike for, with their columns.
  func broken(by row: EmissionRow) -> [(limit: IssueContent.EmissionLimit, column: String)] {
    limits.compactMap { requirement, position, pattern in
      let text = row.values[position].text ?? ""
      if let longest = requirement.maxLength, text.unicodeScalars.count > longest {
        return (.longest(longest), requirement.column)
      }
      if text.isEmpty, requirement.minLength ?? 0 > 0 { return (.filled, requirement.column) }
      if let shortest = requirement.minLength, text.unicodeScalars.count < shortest {
        return (.shortest(shortest), requirement.column)
      }
      if let pattern, !text.isEmpty, !pattern.matches(text) {
        if let words = requirement.patternWords {
          return (.words(expected: words.english), requirement.column)
        }
        return (.pattern(requirement.pattern ?? ""), requirement.column)
      }
      return nil
    }
  }
}

/// A key in the form in which a system compares keys.
func foldedKey(_ key: [String], folds: Bool) -> String {
  let joined = key.joined(separator: "\u{1F}")
  return folds ? joined.lowercased() : joined
}

extension EmitTable {
  /// Whether the select says which records of the store its rows are.
  var namesRecords: Bool { of != nil && select.contains("record_id") }

  /// The select with its columns in the order of the table, and the record's id behind them.
  var query: String {
    var names = columns.map { "q." + sqlIdentifier($0.name) }
    if namesRecords { names.append("q.record_id") }
    let order = namesRecords ? "q.record_id, " : ""
    return "SELECT \(names.joined(separator: ", ")) FROM (\(select)) AS q ORDER BY \(order)"
      + key.map { "q." + sqlIdentifier($0) }.joined(separator: ", ")
  }

  /// A key in the form in which the system compares keys.
  func folded(_ key: [String]) -> String { foldedKey(key, folds: folds) }
}

extension EmitProfile {
  /// A record as messages name it.
  func emitted(_ row: EmissionRow, of table: EmitTable) -> IssueContent.EmittedName {
    IssueContent.EmittedName(target: name, table: table.name, key: row.name)
  }
}

extension Template {
  /// The columns that it reads.
  var columns: [String] {
    parts.compactMap { part in
      if case .value(.column(let name)) = part { name } else { nil }
    }
  }
}

extension Filling {
  /// The same with the columns and mapped values of a row, and its id.
  func filled(with row: EmissionRow, of table: EmitTable) -> Filling {
    var filling = self
    for (column, value) in zip(table.columns, row.values) {
      filling.columns.updateValue(ScalarValue(value), forKey: column.name)
    }
    for value in table.values {
      filling.columns.updateValue(row.mapped[value.name], forKey: value.name)
    }
    filling.record = row.remote
    return filling
  }
}
