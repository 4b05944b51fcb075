import RecordMapping
import Schemas
import TabularCore

extension ImportWork {
  /// Reads all sources, tables in dependency order, files of a table in command-line order.
  func readTables(_ unreadable: (any InputError, TableSource) -> Void) throws {
    for table in order.indices {
      var deferred: [DeferredReference] = []
      for (index, source) in sources.enumerated() where source.table == table {
        do {
          deferred += try readSource(index)
        } catch let error as any InputError {
          try discard(source: index)
          tables[table].unreadFile = source.fileName
          unreadable(error, source)
        }
        resolver.forget()
        try stopAtLimit()
      }
      if tables[table].unreadRow != nil {
        try refuse(Set(tables[table].rows.indices), in: table)
        resolver.forget()
      }
      try resolve(deferred, selfOnly: true, table: table)
      laterReferences += deferred.filter { reference in
        self.reference(of: reference, table: table).map { $0.table != order[table].name } ?? false
      }.map { (table, $0) }
    }
    for (table, reference) in laterReferences {
      try resolve([reference], selfOnly: false, table: table)
    }
    resolver.forget()
  }

  /// One source, by the numbers of its rows.
  private func readSource(_ index: Int) throws -> [DeferredReference] {
    let firstOrdinal = tables[sources[index].table].rows.count
    do {
      return try readRows(ofSource: index)
    } catch is RowsOutOfOrder {
      // Rows that come later may stand before those that were read, the header among them.
      try discard(source: index, from: firstOrdinal)
      if let binding = try sources[index].rebind() { sources[index].binding = binding }
      return try readRows(ofSource: index)
    }
  }

  /// A pass, and another one when the first met texts that need their column.
  private func readRows(ofSource index: Int) throws -> [DeferredReference] {
    let source = sources[index]
    let firstOrdinal = tables[source.table].rows.count
    var pass = try TablePass(self, sourceIndex: index, decisions: [:])
    var mayScreen = true
    var summary: SourceSummary?
    do {
      summary = try pass.run()
    } catch is BlockScreening.CannotSplit {
      // Something is wrong with the file that only a reader from its beginning can tell.
      mayScreen = false
      try discard(source: index, from: firstOrdinal)
      pass = try TablePass(self, sourceIndex: index, decisions: [:], mayScreen: false)
      summary = try pass.run()
    }
    var findings: [ColumnStudies.Finding] = []
    if pass.awaitsColumns {
      try discard(source: index, from: firstOrdinal)
      let study = try ColumnStudies(self, source: source)
      findings = study.findings
      columns[index] = study.reported
      pass = try TablePass(
        self, sourceIndex: index, decisions: study.decisions, mayScreen: mayScreen)
      summary = try pass.run()
    }
    pass.columnFindings += findings
    guard let summary else { return [] }
    try pass.conclude(summary)
    issues.merge(pass.issues)
    var ledger = tables[source.table].ledger
    ledger.read += pass.ledger.read
    ledger.blank += pass.ledger.blank
    ledger.example += pass.ledger.example
    ledger.skipped += pass.ledger.skipped
    tables[source.table].ledger = ledger
    return pass.deferredReferences
  }

  /// Forgets what was read of a source.
  private func discard(source index: Int, from ordinal: Int? = nil) throws {
    let table = sources[index].table
    let first =
      ordinal ?? tables[table].rows.indices.first {
        Int(tables[table].rows.source(of: $0)) == index
      }
      ?? tables[table].rows.count
    rowsRead -= max(0, tables[table].rows.count - first)
    tables[table].removeRows(from: first)
    try store.unstage(from: first, of: order[table])
    waiting.forget(source: index)
    resolver.forget()
  }

  private func reference(of deferred: DeferredReference, table: Int) -> Reference? {
    order[table].reference(from: order[table].fields[deferred.field].name)
  }

  /// Resolves references to rows that may come after the row that refers.
  private func resolve(
    _ deferred: [DeferredReference], selfOnly: Bool, table: Int
  ) throws {
    for item in deferred {
      guard let reference = reference(of: item, table: table),
        (reference.table == order[table].name) == selfOnly,
        [.valid, .invalid].contains(tables[table].rows.state(of: item.ordinal))
      else { continue }
      try resolveLate(item, reference, table: table)
    }
  }

  private func resolveLate(
    _ item: DeferredReference, _ reference: Reference, table: Int
  ) throws {
    let source = sources[Int(tables[table].rows[item.ordinal].source)]
    let field = order[table].fields[item.field]
    // A row with an error of its own still says which record it misses.
    let isValid = tables[table].rows.state(of: item.ordinal) == .valid
    for text in item.texts {
      let outcome = try resolver.resolve(
        text, reference: reference, of: order[table], tables: tables,
        valueAt: { path throws(StoreError) in
          try value(at: path, of: item.row, in: table)
        })
      // The row is staged as it was typed, so that only the key leads to the record.
      if case .found(let parent, .key) = outcome {
        if isValid, parent.isNew, let ordinal = parent.ordinal {
          tables[table].dependsOn.append(
            (item.ordinal, .init(table: parent.table, ordinal: ordinal)))
        }
        continue
      }
      if case .invalidParent(let parent) = outcome {
        guard isValid else { return }
        tables[table].rows.setState(.waiting, of: item.ordinal)
        tables[table].waitsFor[item.ordinal] = parent
      } else {
        tables[table].rows.setState(.invalid, of: item.ordinal)
        let problem = problem(of: outcome, text, reference, table: table)
        issues.add(
          Issue(
            problem.code,
            at: source.location(
              row: item.row.number, column: source.binding.place(ofFieldAt: item.field),
              table: order[table].name, field: field.name,
              key: item.row.key.map(RecordKey.parts) ?? []),
            variant: problem.variant, arguments: problem.arguments, value: text,
            suggestion: Self.key(in: outcome)))
      }
      if isValid { try store.unstage([item.ordinal], of: order[table]) }
      return
    }
  }

  /// The key of a record that was named by something else.
  private static func key(in outcome: ReferenceOutcome) -> Issue.Suggestion? {
    guard case .found(let parent, _) = outcome, let key = RecordKey.text(parent.key) else {
      return nil
    }
    return Issue.Suggestion(RecordKey.shown(key), evidence: "the key of the record of that name")
  }

  /// What is said of a reference that leads to no record.
  private func problem(
    of outcome: ReferenceOutcome, _ text: String, _ reference: Reference, table: Int
  ) -> (code: IssueCode, variant: String, arguments: [IssueArgument]) {
    let parent = order[positions[reference.table] ?? table]
    let value = IssueArgument("value", text)
    if case .ambiguous(let keys) = outcome {
      return (
        "reference.name-ambiguous", "",
        [
          value, IssueArgument("count", keys.count),
          IssueArgument("parents", parent.nounPlural.english),
          IssueArgument("keys", keys.joined(separator: ", ")),
        ]
      )
    }
    let arguments = [IssueArgument("parent", parent.noun.english), value]
    if case .deleted = outcome { return ("reference.missing", "deleted", arguments) }
    return ("reference.missing", "", arguments)
  }

  /// Ends the run when more errors than allowed were found.
  func stopAtLimit() throws {
    guard let limit = options.maximumErrors, issues.count(of: .error) >= limit else { return }
    throw TooManyErrors(limit: limit)
  }
}

/// The run ended because of `--max-errors`.
struct TooManyErrors: Error {
  var limit: Int
}
