import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Reads all sources, tables in dependency order, files of a table in command-line order.
  func readTables(_ unreadable: (any InputError, TableSource) -> Void) throws {
    for table in order.indices {
      if try takeOver(table: table) { continue }
      let (rows, references) = (rowsRead, laterReferences.count)
      if kept != nil { told = [] }
      try read(table: table, unreadable)
      try keepReading(ofTable: table, afterRows: rows, references: references)
    }
    for (table, reference) in laterReferences {
      try resolve([reference], selfOnly: false, table: table)
    }
    try awaitRefused()
    resolver.discard()
  }

  /// Reads the sources of a table and resolves what its rows say of each other.
  private func read(
    table: Int, _ unreadable: (any InputError, TableSource) -> Void
  ) throws {
    var late = LateReferences()
    for (index, source) in sources.enumerated() where source.table == table {
      do {
        late.append(try readSource(index))
      } catch let error as any InputError {
        try discard(source: index)
        tables[table].unreadFile = source.name
        unreadable(error, source)
      }
      resolver.discard()
      try stopAtLimit()
    }
    if tables[table].unreadRow != nil {
      try refuse(Set(tables[table].rows.indices), in: table)
      resolver.discard()
    }
    resolveOwn(&late, table: table)
    try resolve(late.deferred, selfOnly: true, table: table)
    try awaitRefused()
    try refuseCycles(late, in: table)
    laterReferences += late.deferred.filter { reference in
      self.reference(of: reference, table: table).map { $0.table != order[table].name } ?? false
    }.map { (table, $0) }
  }

  /// Reads one source, in the order of its row numbers.
  private func readSource(_ index: Int) throws -> LateReferences {
    let firstOrdinal = tables[sources[index].table].rows.count
    do {
      return try readRows(ofSource: index)
    } catch is RowsOutOfOrder {
      // Rows that are stored later may have smaller numbers, the header among them.
      try discard(source: index, from: firstOrdinal)
      wasRebound = true
      if let binding = try sources[index].rebind() { sources[index].binding = binding }
      if let corrections { sources[index].correct(by: corrections) }
      return try readRows(ofSource: index)
    }
  }

  /// Makes a pass, and a second one if the first met texts that need their column.
  private func readRows(ofSource index: Int) throws -> LateReferences {
    let source = sources[index]
    let firstOrdinal = tables[source.table].rows.count
    var pass = SourcePass(try SourceSetup(self, sourceIndex: index, decisions: [:]))
    var readsColumns = true
    var summary: SourceSummary?
    do {
      summary = try pass.run()
    } catch is BlockReading.CannotSplit {
      // The file has a defect that only reading from its beginning can explain.
      readsColumns = false
      try discard(source: index, from: firstOrdinal)
      pass = SourcePass(
        try SourceSetup(self, sourceIndex: index, decisions: [:]), readsColumns: false)
      summary = try pass.run()
    }
    var findings: [ColumnStudies.Finding] = []
    var decisions: [Int: ColumnDecision] = [:]
    if pass.cells.awaitsColumns {
      try discard(source: index, from: firstOrdinal)
      let study = try ColumnStudies(self, source: source)
      findings = study.findings
      decisions = study.decisions
      columns[index] = study.reported
      pass = SourcePass(
        try SourceSetup(self, sourceIndex: index, decisions: study.decisions),
        readsColumns: readsColumns)
      summary = try pass.run()
    }
    if let fields = summary.map(pass.fieldsInMergedRanges), !fields.isEmpty {
      // Cells hidden by a merged range are not blank: they are not reported as missing.
      try discard(source: index, from: firstOrdinal)
      pass = SourcePass(
        try SourceSetup(
          self, sourceIndex: index, decisions: decisions, mergedFields: fields),
        readsColumns: false)
      summary = try pass.run()
    }
    if tables[source.table].mayOverflow, !pass.staging.stages {
      // The store decides about texts that may be too long for an index; for that the rows must be
      // staged.
      try discard(source: index, from: firstOrdinal)
      pass = SourcePass(
        try SourceSetup(self, sourceIndex: index, decisions: decisions), readsColumns: false)
      summary = try pass.run()
    }
    pass.columnFindings += findings
    guard let summary else { return LateReferences() }
    try pass.conclude(summary)
    replays[index] = pass.replays
    origins[index] = pass.origins
    tell(pass.issues.collector)
    var ledger = tables[source.table].ledger
    ledger.read += pass.counter.ledger.read
    ledger.blank += pass.counter.ledger.blank
    ledger.example += pass.counter.ledger.example
    ledger.skipped += pass.counter.ledger.skipped
    tables[source.table].ledger = ledger
    tables[source.table].leftOutCount += pass.classifier.leftOutCount
    return LateReferences(deferred: pass.references.deferred, own: pass.ownReferences)
  }

  /// Discards what was read of a source.
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
    resolver.discard()
  }

  /// Ends the run when the allowed number of errors is reached.
  func stopAtLimit() throws {
    guard let limit = options.maximumErrors, issues.count(of: .error) >= limit else { return }
    throw TooManyErrors(limit: limit)
  }
}

/// The run ended because of `--max-errors`.
struct TooManyErrors: Error {
  var limit: Int
}
