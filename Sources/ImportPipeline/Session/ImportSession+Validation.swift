import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Makes every row that depends on an invalid row wait, and reports each root cause once.
  func resolveWaiting() throws {
    // Thousands of rows may wait for one.
    var roots: [RunTable.RowReference: RunTable.RowReference] = [:]
    for table in order.indices {
      let rows = tables[table].rows
      guard rows.contains(.waiting) else { continue }
      for ordinal in rows.indices where rows.state(of: ordinal) == .waiting {
        let place = WaitingRows.Place(table: table, source: Int(rows.source(of: ordinal)))
        let root = root(of: RunTable.RowReference(table: table, ordinal: ordinal), &roots)
        if let unread = tables[root.table].waitsForTable[root.ordinal] {
          waiting.note(table: unread, place: place, row: rows.number(of: ordinal))
        } else {
          waiting.note(root, place: place, row: rows.number(of: ordinal))
        }
      }
    }
    let errors = waiting.byParent.isEmpty ? [:] : errorsByRow()
    for (parent, places) in waiting.byParent.sorted(by: {
      ($0.key.table, $0.key.ordinal) < ($1.key.table, $1.key.ordinal)
    }) {
      reportWaiting(parent, places, errors)
    }
    for (parent, places) in waiting.byTable.sorted(by: { $0.key < $1.key }) {
      reportUnread(parent, places)
    }
  }

  /// The row at the root of a chain that begins with a waiting row.
  ///
  /// - Parameter known: the roots of the rows that others wait for.
  private func root(
    of row: RunTable.RowReference, _ known: inout [RunTable.RowReference: RunTable.RowReference]
  ) -> RunTable.RowReference {
    guard let next = tables[row.table].waitsFor[row.ordinal] else { return row }
    if let root = known[next] { return root }
    let root = root(from: next, steps: order.count * 4 - 1)
    known[next] = root
    return root
  }

  private func root(from row: RunTable.RowReference, steps: Int) -> RunTable.RowReference {
    var here = row
    for _ in 0..<max(0, steps) {
      guard tables[here.table].rows.state(of: here.ordinal) == .waiting,
        let next = tables[here.table].waitsFor[here.ordinal]
      else { return here }
      here = next
    }
    return here
  }

  /// The first errors of each row that has any, by their positions among the issues.
  private func errorsByRow() -> [RowPlace: [Int]] {
    var errors: [RowPlace: [Int]] = [:]
    for (index, issue) in issues.issues.enumerated() where issue.severity == .error {
      guard let row = RowPlace(issue.location) else { continue }
      if errors[row, default: []].count < Self.relatedErrors {
        errors[row, default: []].append(index)
      }
    }
    return errors
  }

  /// How many errors of a parent's row are named where rows wait for it.
  private static let relatedErrors = 3

  private func reportWaiting(
    _ parent: RunTable.RowReference, _ places: [WaitingRows.Place: RowRanges],
    _ errors: [RowPlace: [Int]]
  ) {
    let table = tables[parent.table]
    let row = table.rows[parent.ordinal]
    let source = sources[Int(row.source)]
    let keyField =
      table.keyFields.last { source.binding.place(ofFieldAt: $0) != nil } ?? table.keyFields.first
    let key =
      row.key.isEmpty
      ? table.unreadKeys.key(of: parent.ordinal) ?? [] : RecordKey.parts(row.key)
    let count = places.values.reduce(0) { $0 + $1.count }
    let tablesWaiting = Set(places.keys.map(\.table)).sorted().map { order[$0].name }
    let place = RowPlace(source: source.name.id, sheet: source.sheet, row: Int(row.number))
    let own = (errors[place] ?? []).map { issues.issues[$0] }
    issues.add(
      Issue(
        .referenceParentInvalid(
          .row(parent: table.schema.noun.english, value: key.joined(separator: "/")),
          count: count, table: tablesWaiting),
        at: source.location(
          row: Int(row.number), column: keyField.flatMap(source.binding.place(ofFieldAt:)),
          table: table.schema.name, field: keyField.map { table.schema.fields[$0].name },
          key: key),
        related: related(places)
          + own.map { .init($0.location, label: $0.code.rawValue) }))
  }

  private func reportUnread(_ table: Int, _ places: [WaitingRows.Place: RowRanges]) {
    for (child, group) in Dictionary(grouping: places, by: { $0.key.table })
      .sorted(by: { $0.key < $1.key })
    {
      let count = group.reduce(0) { $0 + $1.value.count }
      let file =
        tables[table].unreadFile ?? sources.first { $0.table == table }?.name
      issues.add(
        Issue(
          .referenceParentInvalid(
            .unread(value: order[table].name), count: count, table: [order[child].name]),
          at: IssueLocation(
            .delimited, source: file?.id, file: file?.text, table: order[table].name),
          related: related(Dictionary(uniqueKeysWithValues: group))))
    }
  }

  private func related(_ places: [WaitingRows.Place: RowRanges]) -> [Issue.RelatedPlace] {
    places.sorted { ($0.key.table, $0.key.source) < ($1.key.table, $1.key.source) }.map {
      place, rows in
      let source = sources[place.source]
      return Issue.RelatedPlace(
        source.location(table: order[place.table].name), rows: rows, label: "waiting rows")
    }
  }

  /// The most violations of one rule that are processed.
  static let violationLimit = 1_000_000

  /// Where a violation stands: its table, its field, and its cell when the field has a column.
  private func place(
    of violation: SetViolation, rule: Rule, in table: Int
  ) -> (table: Int, field: String?, cell: RawCells.Place?)? {
    let position = violation.place.table.flatMap { positions[$0] } ?? table
    guard tables[position].rows.indices.contains(violation.place.ordinal) else { return nil }
    let row = tables[position].rows[violation.place.ordinal]
    let source = sources[Int(row.source)]
    let schema = order[position]
    var field = violation.place.field
    if field == nil, case .fields(let names) = rule.place {
      field =
        names.first { name in
          schema.fieldIndex(named: name).map(source.binding.hasColumn(forFieldAt:)) ?? false
        } ?? names.first
    }
    if let name = field, let index = schema.fieldIndex(named: name),
      !source.binding.hasColumn(forFieldAt: index),
      let identity = schema.identities.first(where: { $0.fields.contains(name) })
    {
      field = identity.fields.first {
        schema.fieldIndex(named: $0).map(source.binding.hasColumn(forFieldAt:)) ?? false
      }
    }
    let column = field.flatMap(schema.fieldIndex(named:))
      .flatMap(source.binding.place(ofFieldAt:))
    return (
      position, field,
      column.map { RawCells.Place(source: Int(row.source), row: Int(row.number), column: $0) }
    )
  }

  /// The cells that a violation may concern; for a person, the cells of all columns that name one.
  func places(of violation: SetViolation, rule: Rule, in table: Int) -> [RawCells.Place] {
    guard let place = place(of: violation, rule: rule, in: table), let cell = place.cell else {
      return []
    }
    return [cell]
      + members(besides: place.field, in: place.table).compactMap { name in
        column(of: name, in: place.table, source: cell.source).map {
          RawCells.Place(source: cell.source, row: cell.row, column: $0)
        }
      }
  }

  /// Where a violation is shown: not at a blank cell if another column names the person.
  private func shownPlace(
    of violation: SetViolation, rule: Rule, in table: Int, _ raw: RawCells
  ) -> (table: Int, field: String?, cell: RawCells.Place?)? {
    guard let place = place(of: violation, rule: rule, in: table) else { return nil }
    guard let cell = place.cell, raw[cell].map({ isBlankText($0.text) }) ?? true else {
      return place
    }
    for name in members(besides: place.field, in: place.table) {
      guard let column = column(of: name, in: place.table, source: cell.source) else { continue }
      let other = RawCells.Place(source: cell.source, row: cell.row, column: column)
      if let text = raw[other]?.text, !isBlankText(text) { return (place.table, name, other) }
    }
    return place
  }

  /// The other fields that name the person whom a field names.
  private func members(besides field: String?, in table: Int) -> [String] {
    guard let field,
      let identity = order[table].identities.first(where: { $0.fields.contains(field) })
    else { return [] }
    return identity.fields.filter { $0 != field }
  }

  private func column(of field: String, in table: Int, source: Int) -> Int? {
    order[table].fieldIndex(named: field).flatMap(sources[source].binding.place(ofFieldAt:))
  }

  func report(
    _ violation: SetViolation, of rule: Rule, in table: Int, _ raw: RawCells,
    _ refused: inout [Int: Set<Int>], _ cells: inout Set<[String]>
  ) {
    guard let (position, field, cell) = shownPlace(of: violation, rule: rule, in: table, raw)
    else { return }
    // A cell with an error of its own gets no second one.
    if let row = tables[position].refused[violation.place.ordinal],
      field.flatMap(order[position].fieldIndex(named:)).map(row.told.contains) == true
    {
      return
    }
    let row = tables[position].rows[violation.place.ordinal]
    let source = sources[Int(row.source)]
    let schema = order[position]
    let severity = issues.severity(of: rule.code, declared: rule.severity)
    let toldCell = [schema.name, String(violation.place.ordinal), field ?? ""]
    if severity == .error, cells.contains(toldCell) {
      refused[position, default: []].insert(violation.place.ordinal)
      return
    }
    let index = field.flatMap(schema.fieldIndex(named:))
    let isSecret =
      index.map { schema.fields[$0].privacy == .secret } == true
      || cell.flatMap { source.binding.column(numbered: $0.column)?.isSecret } == true
    let told = issues.add(
      rule.code, declared: rule.severity, table: schema.name, source: source.name.id,
      file: source.name.text, sheet: source.sheet, field: field, row: Int(row.number)
    ) {
      let read = cell.flatMap { raw[$0] }
      let stored = { [self] in
        index.flatMap {
          (try? store.stagedValues([violation.place.ordinal], of: schema).first)??[$0].description
        }
      }
      return Issue(
        .rule(
          rule.code, variant: rule.variant,
          arguments: violation.arguments.map { IssueArgument($0.name, $0.value) }
            + [IssueArgument("field", field ?? ""), IssueArgument("expected", "a value")]),
        severity: rule.severity,
        at: source.location(
          row: Int(row.number), column: cell?.column, table: schema.name, field: field,
          key: RecordKey.parts(row.key)),
        value: isSecret ? nil : (read.map { excerpt($0.text) } ?? stored()),
        shown: isSecret ? nil : read?.shown, isSecret: isSecret,
        isPersonal: index.map { schema.fields[$0].privacy == .personal } ?? false,
        related: violation.related.flatMap { related($0, rule: table) }.map { [$0] } ?? [])
    }
    // A violation that somebody accepts lets the row pass.
    guard told == .error else { return }
    refused[position, default: []].insert(violation.place.ordinal)
    cells.insert(toldCell)
  }

  private func related(_ place: SetViolation.Place, rule table: Int) -> Issue.RelatedPlace? {
    let position = place.table.flatMap { positions[$0] } ?? table
    guard tables[position].rows.indices.contains(place.ordinal) else { return nil }
    let row = tables[position].rows[place.ordinal]
    let source = sources[Int(row.source)]
    let index = place.field.flatMap(order[position].fieldIndex(named:))
    return Issue.RelatedPlace(
      source.location(
        row: Int(row.number), column: index.flatMap(source.binding.place(ofFieldAt:)),
        table: order[position].name, field: place.field, key: RecordKey.parts(row.key)),
      label: RecordKey.shown(row.key))
  }

  /// Counts rows as invalid and unstages them, together with the rows that depend on them.
  func refuse(_ ordinals: Set<Int>, in table: Int) throws {
    var staged: [Int] = []
    for ordinal in ordinals {
      let state = tables[table].rows.state(of: ordinal)
      guard state == .valid || state == .deleting else { continue }
      tables[table].rows.setState(.invalid, of: ordinal)
      staged.append(ordinal)
    }
    guard !staged.isEmpty else { return }
    try unstage(staged.sorted(), ofTable: table)
    let refused = Set(staged)
    for child in order.indices {
      let dependents = tables[child].dependences.rows(on: refused, ofTable: table)
      if !dependents.isEmpty { try refuse(dependents, in: child) }
    }
  }

  /// Deletes of records that others still refer to.
  func validateDeletes() throws {
    for (index, schema) in order.enumerated()
    where tables[index].rows.contains(.deleting)
      || tables[index].pruning?.prunedKeys.isEmpty == false
    {
      // A record is reported once, however many tables refer to it.
      let found = try store.referencedDeletes(of: schema)
      let groups = Dictionary(grouping: found, by: \.ordinal).sorted { $0.key < $1.key }
      for (ordinal, items) in groups {
        let count = items[0].count
        let children = items.enumerated().map { position, item in
          (position == 0 ? "" : "`\(item.count)` ") + noun(of: item.children, count: item.count)
        }.joined(separator: ", ")
        guard ordinal < StagedRecord.firstPrunedOrdinal else {
          try refusePruned(ordinal, in: index, children: children, count: count)
          continue
        }
        let row = tables[index].rows[ordinal]
        let source = sources[Int(row.source)]
        issues.add(
          Issue(
            .storeDeleteReferenced(
              parent: schema.noun.english, key: RecordKey.shown(row.key), count: count,
              children: children),
            at: source.location(
              row: Int(row.number), column: source.binding.actionColumn, table: schema.name,
              field: "action", key: RecordKey.parts(row.key)),
            value: "delete"))
        tables[index].rows.setState(.invalid, of: ordinal)
        try unstage([ordinal], ofTable: index)
      }
    }
  }

  /// Notes stored records that no row of the run names; they stay as they are.
  func noteAbsent() throws {
    guard options.clean == nil, options.subset == nil else { return }
    for (index, schema) in order.enumerated() where tables[index].wasRead {
      let stored = try store.recordCount(of: schema)
      guard stored > 0, tables[index].unreadFile == nil, tables[index].unreadRow == nil else {
        continue
      }
      let mentioned = try mentionedRecords(ofTable: index)
      let absent = stored - mentioned.count - (tables[index].pruning?.count ?? 0)
      guard absent > 0 else { continue }
      issues.add(
        Issue(
          .storeAbsentFromFile(
            mentioned.isExact ? .exact : .most, count: absent,
            records: noun(of: schema.name, count: absent), table: schema.name),
          at: IssueLocation(.store, table: schema.name)))
    }
  }

  func noun(of table: String, count: Int) -> String {
    let schema = package.table(named: table)
    return (count == 1 ? schema?.noun : schema?.nounPlural)?.english ?? table
  }

  /// Notes records without children, where a table of children is in the run.
  func noteUnused() throws {
    for (index, schema) in order.enumerated() where tables[index].wasRead {
      for name in schema.expectedChildren {
        guard let child = positions[name], tables[child].wasRead,
          let table = package.table(named: name)
        else { continue }
        for ordinal in try store.childless(of: schema, children: name) {
          let row = tables[index].rows[ordinal]
          let source = sources[Int(row.source)]
          let key = tables[index].keyFields.first
          issues.add(
            Issue(
              .referenceUnused(
                parent: schema.noun.english, value: RecordKey.shown(row.key),
                child: table.noun.english),
              at: source.location(
                row: Int(row.number), column: key.flatMap(source.binding.place(ofFieldAt:)),
                table: schema.name, field: key.map { schema.fields[$0].name },
                key: RecordKey.parts(row.key))))
        }
      }
    }
  }
}
