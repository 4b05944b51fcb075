public import ImportPipeline
import TabularCore

/// The runs that a store keeps.
extension ImportService {
  /// The runs, the newest first, and the store's location.
  public func runs(
    of choice: StoreChoice
  ) throws(ServiceFailure) -> (store: String, runs: [RunRecord]) {
    let store = try maintainedStore(choice)
    let runs = try ServiceFailure.asking { () throws(StoreError) in try store.runs() }
    return (store.location, runs)
  }

  /// The one run that is meant, for people who look at it; the store need not have all tables of the tool.
  ///
  /// - Parameter id: the run's id; its place, `A3`, or its end is enough.
  public func run(_ id: String, of choice: StoreChoice) throws(ServiceFailure) -> RunRecord {
    let store = try maintainedStore(choice)
    let runs = try ServiceFailure.asking { () throws(StoreError) in try store.runs(withID: id) }
    return try only(id, of: runs, store: store.location)
  }

  /// All that a store keeps of the one run that is meant, for somebody who looks at it.
  public func shownRun(
    _ id: String, of choice: StoreChoice
  ) throws(ServiceFailure) -> RunRecord {
    let run = try run(id, of: choice)
    noteAccess("show", to: choice, tables: [:])
    return run
  }

  /// The one run that is meant, in a store that is open.
  public func run(
    _ id: String, in connection: any SQLConnection
  ) throws(ServiceFailure) -> RunRecord {
    let runs = try ServiceFailure.asking { () throws(StoreError) in
      try RunRecords.matching(id, in: connection)
    }
    return try only(id, of: runs, store: connection.location)
  }

  /// The one run that is meant of those whose id is, or ends with, a text.
  private func only(
    _ id: String, of runs: [RunRecord], store: String
  ) throws(ServiceFailure) -> RunRecord {
    let exact = runs.filter { $0.id == id }
    guard let run = exact.first ?? runs.first else {
      throw .request(.unknownRun(id, store: store))
    }
    guard !exact.isEmpty || runs.count == 1 else {
      throw .request(.ambiguousRun(id, runs: runs.map(\.id)))
    }
    return run
  }

  /// The last import of a file with one of the names, or else with the contents, that a store keeps; `nil`
  /// for none, also when there is no store yet.
  public func lastImport(
    of files: [String], in choice: StoreChoice
  ) throws(ServiceFailure) -> RunRecord? {
    guard !choice.isOffline else { return nil }
    let location = try location(of: choice)
    let isThere = try ServiceFailure.asking { () throws(StoreError) in
      try location.holdsAnything()
    }
    guard isThere else { return nil }
    let runs = try runs(of: choice).runs.filter { $0.command == "import" }
    let names = Set(files.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    if let named = runs.first(where: { $0.files.contains { names.contains($0.name) } }) {
      return named
    }
    let digests = Set(files.filter { $0 != "-" }.compactMap { try? InputFile.sha256(ofFileAt: $0) })
    return runs.first { $0.files.contains { digests.contains($0.sha256) } }
  }

  // MARK: Unfinished runs

  /// How an unfinished run is gone on with.
  ///
  /// The command line is what a front end kept with the run, in
  /// ``ImportPipeline/ImportOptions/resumptionJSON``; the import that goes on names the run in
  /// ``ImportPipeline/ImportOptions/resumedRun``.
  ///
  /// - Parameter confirmed: the name of a production target, given a second time.
  public func resumption(
    of id: String, in choice: StoreChoice, confirmed: String?
  ) throws(ServiceFailure) -> (run: RunRecord, resumption: RunProgress.Resumption) {
    try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    let run = try unfinishedRun(id, of: choice)
    guard let resumption = RunProgress(json: run.progressJSON)?.resumption else {
      throw .request(.runWithoutResumption(run.id))
    }
    return (run, resumption)
  }

  /// Gives up an unfinished run: what it wrote stays.
  ///
  /// - Parameter confirmed: the name of a production target, given a second time.
  /// - Returns: the run, and how many rows of it are written.
  public func abandon(
    _ id: String, in choice: StoreChoice, confirmed: String?
  ) throws(ServiceFailure) -> (run: RunRecord, rowsWritten: Int) {
    try checkGuards(of: choice, confirmed: confirmed, needsBackup: false)
    let run = try unfinishedRun(id, of: choice)
    let connection = try connection(to: choice, writes: true)
    let now = now()
    try ServiceFailure.asking { () throws(StoreError) in
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        try RunRecords.abandon(run, now: now, in: connection)
      }
    }
    return (run, RunProgress(json: run.progressJSON)?.done ?? 0)
  }

  private func unfinishedRun(
    _ id: String, of choice: StoreChoice
  ) throws(ServiceFailure) -> RunRecord {
    let run = try run(id, in: connection(to: choice, writes: false))
    guard run.finishedAt.isEmpty else {
      throw .request(.finishedRun(run.id, outcome: run.outcome))
    }
    return run
  }
}
