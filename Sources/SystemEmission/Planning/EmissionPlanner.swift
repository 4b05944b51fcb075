import Emission
import JSONText
import TabularCore

/// Holds the records of the store against what a system has: what has to be made, changed, left.
struct EmissionPlanner {
  let client: TargetClient
  let profile: EmitProfile
  let scope: EmissionScope

  init(_ client: TargetClient, _ scope: EmissionScope) {
    self.client = client
    profile = client.profile
    self.scope = scope
  }

  // MARK: Scope

  /// Leaves out what does not take part: with some keys, all but their records, what refers to them, and
  /// that to which those refer.
  func narrow(_ tables: [PlannedTable]) {
    guard let keys = scope.onlyKeys else { return }
    let byName = tables.byName(profile)
    var chosen: Set<ObjectIdentifier> = []
    for planned in tables {
      let isMatched = profile.tables[planned.index].isMatched
      for row in planned.rows {
        let isNamed = keys.contains(row.name) || row.key.contains { keys.contains($0) }
        let refers = row.references.contains { reference in
          guard let parent = byName[reference.table]?.byKey[reference.key],
            let table = profile.tables.first(where: { $0.name == reference.table }),
            !table.isMatched
          else { return false }
          return chosen.contains(ObjectIdentifier(parent))
        }
        if !isMatched, isNamed || refers { chosen.insert(ObjectIdentifier(row)) }
      }
    }
    for planned in tables.reversed() {
      for row in planned.rows where chosen.contains(ObjectIdentifier(row)) {
        for reference in row.references {
          if let parent = byName[reference.table]?.byKey[reference.key] {
            chosen.insert(ObjectIdentifier(parent))
          }
        }
      }
      for row in planned.rows
      where row.state != .nothing && !chosen.contains(ObjectIdentifier(row)) {
        row.state = .leftOut
      }
    }
  }

  // MARK: Comparison

  /// Compares the records of a table with what the system has of them.
  ///
  /// - Parameter tables: the tables planned so far, with those to which this one refers.
  func compare(
    _ planned: PlannedTable, among tables: [String: PlannedTable],
    _ issues: inout EmissionIssues
  ) throws(EmissionFailure) {
    let table = profile.tables[planned.index]
    var wanted: [String: EmissionRow] = [:]
    for row in planned.rows where row.state == .open {
      switch parents(of: row, among: tables) {
      case .refused(let parent):
        issues.add(
          .emitRefused(
            .parent(
              parent: parent.table,
              parentKey: parent.key.replacing("\u{1F}", with: " / ")),
            profile.emitted(row, of: table)), row, table,
          columns: table.ids.filter { $0.name == parent.name }.flatMap { $0.key }
            .flatMap(\.columns))
        row.state = .refused
      case .pending:
        if let key = matchKey(row, table, among: tables) {
          wanted[key] = row
        } else {
          row.state = .create
        }
      case .known:
        guard let key = matchKey(row, table, among: tables) else {
          throw EmissionFailure(.profile(reason: "\(table.name).match"), profile.name)
        }
        if let other = wanted[key] {
          issues.add(
            .emitKeyCollision(
              profile.emitted(row, of: table), other: table.name + " " + other.name), row, table,
            columns: table.key)
          row.state = .refused
        } else {
          wanted[key] = row
        }
      }
    }
    guard !wanted.isEmpty else { return }
    if scope.skipsDone { skipDone(&wanted, table, among: tables) }
    let found = try look(for: wanted, in: table, among: tables)
    for row in planned.rows where row.state == .open {
      decide(row, found[ObjectIdentifier(row)] ?? [], table, among: tables, &issues)
    }
  }

  private enum Parents {
    case known
    case pending
    case refused(EmissionRow.Reference)
  }

  private func parents(of row: EmissionRow, among tables: [String: PlannedTable]) -> Parents {
    var result = Parents.known
    for reference in row.references {
      guard let parent = tables[reference.table]?.byKey[reference.key] else {
        return .refused(reference)
      }
      switch parent.state {
      case .refused, .nothing: return .refused(reference)
      case .leftOut where parent.remote == nil: return .refused(reference)
      default: if parent.remote == nil { result = .pending }
      }
    }
    return result
  }

  /// What the placeholders of a row stand for, with the ids that are known.
  func filling(
    _ row: EmissionRow, _ table: EmitTable, among tables: [String: PlannedTable]
  ) -> Filling {
    var filling = client.filling.filled(with: row, of: table)
    for reference in row.references {
      filling.ids[reference.name] = tables[reference.table]?.byKey[reference.key]?.remote
    }
    return filling
  }

  /// The values by which an item of the system is a record's, as one text; `nil` while an id is unknown.
  func matchKey(
    _ row: EmissionRow, _ table: EmitTable, among tables: [String: PlannedTable]
  ) -> String? {
    let filling = filling(row, table, among: tables)
    var parts: [String] = []
    for condition in table.match {
      guard let text = try? filling.json(condition.value),
        let node = try? JSONParser.parse(text)
      else { return nil }
      parts.append(table.folds(condition) ? node.canonical.lowercased() : node.canonical)
    }
    return foldedKey(parts, folds: false)
  }

  /// The same of an item of the system.
  func matchKey(_ item: ListedItem, _ table: EmitTable) -> String {
    foldedKey(
      table.match.map { condition in
        let value = item.value(at: condition.pointer)?.canonical ?? "null"
        return table.folds(condition) ? value.lowercased() : value
      }, folds: false)
  }

  /// Passes over what the journal has as done, as it is now.
  private func skipDone(
    _ wanted: inout [String: EmissionRow], _ table: EmitTable,
    among tables: [String: PlannedTable]
  ) {
    for (key, row) in wanted {
      guard let entry = row.entry, entry.state == .done, let id = entry.remoteID,
        entry.bodyHash == bodyHash(row, table, among: tables)
      else { continue }
      row.remote = ScalarValue(journaled: id)
      row.state = .unchanged
      wanted[key] = nil
    }
  }

  /// A hash of what the system should hold of a record; `nil` while an id is unknown.
  func bodyHash(
    _ row: EmissionRow, _ table: EmitTable, among tables: [String: PlannedTable]
  ) -> String? {
    guard let template = table.body,
      let body = try? filling(row, table, among: tables).json(template)
    else { return nil }
    return EmissionJournal.hash([body])
  }

  // MARK: What the system has

  /// An item of the system that is a record's.
  struct Found {
    var id: ScalarValue?
    var version: String?
    /// The values that are compared, in canonical form.
    var compared: [String]
  }

  /// The items of the system that are records', by record.
  func look(
    for wanted: [String: EmissionRow], in table: EmitTable,
    among tables: [String: PlannedTable]
  ) throws(EmissionFailure) -> [ObjectIdentifier: [Found]] {
    var found: [ObjectIdentifier: [Found]] = [:]
    guard !wanted.isEmpty else { return found }
    // Systems answer nobody with an empty list.
    try client.prove()
    if let listing = table.list {
      try TargetListing(client: client, listing: listing).forEachItem { item in
        guard let row = wanted[matchKey(item, table)] else { return }
        found[ObjectIdentifier(row), default: []].append(self.found(item, table))
      }
      return found
    }
    for (key, row) in wanted {
      for item in try find(row, table, among: tables) where matchKey(item, table) == key {
        found[ObjectIdentifier(row), default: []].append(self.found(item, table))
      }
    }
    return found
  }

  private func found(_ item: ListedItem, _ table: EmitTable) -> Found {
    Found(
      id: ScalarValue(item.value(at: table.id)),
      version: table.update?.versionPointer.flatMap { item.value(at: $0)?.scalar },
      compared: table.compare.map { item.value(at: $0)?.canonical ?? "null" })
  }

  /// Looks one record up; what comes back may be others, too.
  private func find(
    _ row: EmissionRow, _ table: EmitTable, among tables: [String: PlannedTable]
  ) throws(EmissionFailure) -> [ListedItem] {
    guard let finding = table.find else {
      throw EmissionFailure(.profile(reason: "\(table.name).find"), profile.name)
    }
    let reply = try client.send(
      finding.request, filling(row, table, among: tables), for: .find)
    try client.expectReading(reply)
    if finding.isOne, reply.status == 404 { return [] }
    guard reply.answer == .done else {
      throw EmissionFailure(
        .status(request: reply.request, status: reply.status), profile.name)
    }
    guard let node = reply.node else {
      throw EmissionFailure(.notJSON(request: reply.request), profile.name)
    }
    if finding.isOne { return [ListedItem(node: node)] }
    guard let items = node.value(at: finding.items)?.items else {
      throw EmissionFailure(.notJSON(request: reply.request), profile.name)
    }
    return items.map { ListedItem(node: $0) }
  }

  /// The items of the system that are one record's, by a look-up of its own where there is one.
  func look(
    for row: EmissionRow, in table: EmitTable, among tables: [String: PlannedTable]
  ) throws(EmissionFailure) -> [Found] {
    guard let key = matchKey(row, table, among: tables) else { return [] }
    guard table.find != nil else {
      return try look(for: [key: row], in: table, among: tables)[ObjectIdentifier(row)] ?? []
    }
    try client.prove()
    return try find(row, table, among: tables).filter { matchKey($0, table) == key }
      .map { found($0, table) }
  }

  // MARK: Decision

  /// Decides what has to be done for a record, by the items that are its own.
  func decide(
    _ row: EmissionRow, _ found: [Found], _ table: EmitTable,
    among tables: [String: PlannedTable], _ issues: inout EmissionIssues
  ) {
    let name = profile.emitted(row, of: table)
    guard found.count <= 1 else {
      issues.add(.emitRefused(.several(count: found.count), name), row, table)
      row.state = .refused
      return
    }
    guard let item = found.first else {
      guard !table.isMatched, table.create != nil else {
        issues.add(.emitRefused(.absent, name), row, table, columns: table.key)
        row.state = .refused
        return
      }
      row.state = .create
      refuseAgain(row, table, among: tables, &issues)
      return
    }
    row.remote = item.id
    row.version = item.version
    let changed = changes(row, item, table, among: tables)
    guard let first = changed.first else {
      row.state = .unchanged
      return
    }
    guard table.update != nil else {
      // It is there, so that others can refer to it; that it differs is told by each run.
      issues.add(.emitRefused(.fixed(pointer: first), name), row, table)
      row.state = .unchanged
      row.differs = true
      return
    }
    row.state = .update(changed)
    refuseAgain(row, table, among: tables, &issues)
  }

  /// The pointers of values that differ.
  private func changes(
    _ row: EmissionRow, _ item: Found, _ table: EmitTable, among tables: [String: PlannedTable]
  ) -> [String] {
    guard let template = table.body else { return [] }
    guard let body = try? filling(row, table, among: tables).json(template),
      let node = try? JSONParser.parse(body)
    else { return table.compare }
    return zip(table.compare, item.compared).compactMap { pointer, value in
      Agreement.same(node.value(at: pointer)?.canonical ?? "null", value) ? nil : pointer
    }
  }

  /// What the system refused is not sent again before it changes.
  private func refuseAgain(
    _ row: EmissionRow, _ table: EmitTable, among tables: [String: PlannedTable],
    _ issues: inout EmissionIssues
  ) {
    guard !scope.retriesRefused, let entry = row.entry, entry.state == .refused,
      entry.bodyHash == bodyHash(row, table, among: tables)
    else { return }
    issues.add(
      .emitRefused(.before(status: entry.status ?? 0), profile.emitted(row, of: table)), row,
      table)
    row.state = .refused
  }
}

extension EmitTable {
  /// Whether a value by which items are matched is compared without case: ids never are.
  fileprivate func folds(_ condition: PointerValue) -> Bool {
    folds
      && condition.value.placeholders.allSatisfy { placeholder in
        if case .column = placeholder { true } else { false }
      }
  }
}

extension [PlannedTable] {
  /// The tables by their names in the profile.
  func byName(_ profile: EmitProfile) -> [String: PlannedTable] {
    Dictionary(
      map { (profile.tables[$0.index].name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
