import RecordMapping
import Schemas
import TabularCore

extension ImportRun {
  /// Reads all files once to find the rows of the part that the options ask for; called before the run.
  ///
  /// Nothing of what it finds is told: the run reads the rows again and tells what is wrong with those of the
  /// part. Files that cannot be read are told by the run as well.
  public mutating func chooseRows(from store: any RecordStore) {
    guard let scope = options.subset else { return }
    var reading = options
    reading.mode = .validate
    // This reading is what finds the part: it leaves no row out.
    reading.subset = nil
    reading.maximumErrors = nil
    reading.attachments = nil
    // Columns have no texts of values by which rows could be named.
    let namesValues = scope.seeds.contains { if case .value = $0 { true } else { false } }
    reading.readsByColumns = options.readsByColumns && !namesValues
    // Few rows of many: those of the part alone are read by the run, and told about.
    options.readsByColumns = false
    let session = ImportSession(
      options: reading, package: package, store: store, now: now,
      issues: IssueCollector(
        maximumDetails: 1, severityChanges: package.severityChanges, isStrict: false))
    session.isCancelled = isCancelled
    var files = SourceFiles(session)
    do {
      try store.open(package: package, writes: false, now: now)
      defer { store.rollBack() }
      files.open()
      session.narrowNeeds()
      session.takeDecisions()
      try session.prepareLinks(scope)
      try session.readTables { _, _ in }
      var search = SubsetSearch(session, scope)
      options.chosenRows = try search.rows()
    } catch {
      // The run meets the same obstacle and tells it; without rows it writes nothing.
      options.chosenRows = nil
    }
  }
}

extension ImportSession {
  /// Lets all tables note which rows refer to which.
  fileprivate func prepareLinks(_ scope: SubsetScope) throws {
    for index in tables.indices {
      var links = RowLinks()
      for case .value(let name, let text) in scope.seeds {
        guard let field = order[index].fieldIndex(named: name) else { continue }
        let value = try typedValue(text, ofFieldAt: field, in: index)
        links.values.append((field, RowLinks.texts(value)))
      }
      tables[index].links = links
    }
  }

  /// Tells which rows are left out of a part, and what names none.
  func reportSubset() {
    guard options.subset != nil else { return }
    guard let chosen = options.chosenRows else {
      issues.add(
        Issue(
          .runInternal(.other(reason: "the rows of the part were not found")),
          at: IssueLocation(.run)))
      return
    }
    for missing in chosen.missing {
      switch missing {
      case .key(let table, let parts):
        issues.add(
          Issue(
            .rowNotFound(.key(parts.joined(separator: "/"))),
            at: IssueLocation(.run, table: table, key: parts)))
      case .value(let field, let value):
        issues.add(
          Issue(
            .rowNotFound(.value(value, field: field)), at: IssueLocation(.run, field: field)))
      }
    }
    for (index, table) in tables.enumerated() where table.leftOutCount > 0 {
      guard let source = sources.first(where: { $0.table == index }) else { continue }
      issues.add(
        Issue(
          .rowLeftOut(.part, count: table.leftOutCount),
          at: source.location(table: table.schema.name)))
    }
  }

  /// Tells how many rows are as earlier runs of the same files left them.
  ///
  /// - Parameter hashes: the SHA-256 of the run's files, in their order.
  func reportDone(_ hashes: [String]) throws {
    guard options.skipsDone else { return }
    for (index, table) in tables.enumerated() where table.wasRead {
      let done = try sources.filter { $0.table == index }.compactMap { source in
        try hashes.indices.contains(source.file)
          ? store.committedRun(
            sha256: hashes[source.file], packageHash: package.hash, ofWhole: false) : nil
      }
      var count = 0
      table.rows.forEachKind { state, operation, rows in
        if state == .valid, operation == .unchanged { count += rows }
      }
      guard let run = done.first, count > 0,
        let source = sources.first(where: { $0.table == index })
      else { continue }
      issues.add(
        Issue(
          .rowLeftOut(.done(run: run), count: count),
          at: source.location(table: table.schema.name)))
    }
  }
}
