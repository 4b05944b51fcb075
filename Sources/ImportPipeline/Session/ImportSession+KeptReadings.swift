import RecordMapping
import Schemas
import TabularCore

/// What a run takes over from earlier runs over the same files, which somebody corrects.
extension ImportSession {
  /// Looks whether this run may take anything over: a validation of files alone, against a store that is always empty
  /// or of which it is known whether anybody has written to it.
  func takeKeptReadings() throws(StoreError) {
    guard let edits else { return }
    guard mayTakeOver, !edits.isAnyChangedBeside else { return edits.readings.forget() }
    try edits.readings.begin(self)
    kept = edits.readings
  }

  private var mayTakeOver: Bool {
    guard options.mode == .validate, store.isAlwaysEmpty || store.contentVersion != nil,
      options.maximumErrors == nil,
      options.plan == nil, options.planOutput == nil, consumers.isEmpty
    else { return false }
    guard options.clean == nil, options.subset == nil, options.prunes.isEmpty, !options.skipsDone,
      !options.explainsValues, options.secretKeyFile == nil
    else { return false }
    guard options.waivers == nil, waivers == nil, options.corrections == nil, corrections == nil,
      attachments == nil, retirements.isEmpty
    else { return false }
    return tables.allSatisfy { $0.pruning == nil && $0.links == nil }
  }

  /// Tells an issue that is found while tables are read.
  func tell(_ issue: Issue) {
    issues.add(issue)
    told?.append(.issue(issue))
  }

  /// Tells what was found in a source.
  func tell(_ found: IssueCollector) {
    issues.merge(found)
    told?.append(.source(found))
  }

  /// Takes rows out of the stage of a table that was read: set rules see others than the last run kept.
  func unstage(_ ordinals: [Int], ofTable index: Int) throws(StoreError) {
    if let kept {
      let version = kept.newVersion()
      stageVersions[index] = StageVersion(rows: version, fields: version)
    }
    if tables[index].isStaged { try store.unstage(ordinals, of: order[index]) }
  }

  /// Takes over what an earlier run found of a table; `false` where it must be read.
  func takeOver(table: Int) throws(StoreError) -> Bool {
    guard let kept,
      let known = kept.reading(of: table, contents: contents(ofTable: table), versions: versions)
    else { return false }
    tables[table] = known.table
    if let stage = known.stage { try store.stage(stage, of: order[table]) }
    for item in known.told {
      switch item {
      case .issue(let issue): issues.add(issue)
      case .source(let found): issues.merge(found)
      }
    }
    for (index, source) in known.sources {
      columns[index] = source.columns
      replays[index] = source.replays
      origins[index] = source.origins
    }
    rowsRead += known.rowsRead
    laterReferences += known.laterReferences
    versions[table] = known.version
    stageVersions[table] = known.stageVersion
    resolver.discard()
    return true
  }

  /// Keeps what was found of a table for later runs.
  ///
  /// - Parameters:
  ///   - rows: how many rows had been read before.
  ///   - references: how many references to later tables there were before.
  func keepReading(
    ofTable table: Int, afterRows rows: Int, references: Int
  ) throws(StoreError) {
    guard let kept, let told else { return }
    self.told = nil
    let run = tables[table]
    guard run.wasRead else { return versions[table] = 0 }
    kept.noteRead(order[table].name)
    let earlier = kept.lastReading(of: table)
    let version =
      earlier.flatMap { $0.table.showsSame(as: run) ? $0.version : nil } ?? kept.newVersion()
    versions[table] = version
    let stage = try store.keptStage(of: order[table])
    let staging = kept.newVersion()
    stageVersions[table] = StageVersion(
      rows: staging,
      fields: earlier.flatMap {
        $0.showsSame(as: run, stage) ? $0.stageVersion.fields : nil
      } ?? staging)
    guard run.unreadFile == nil, run.unreadRow == nil, rowsRead <= KeptReadings.mostRows,
      !wasRebound
    else { return kept.keep(nil, of: table) }
    var own: [Int: KeptReading.Source] = [:]
    for (index, source) in sources.enumerated() where source.table == table {
      own[index] = KeptReading.Source(
        columns: columns[index], replays: replays[index], origins: origins[index])
    }
    kept.keep(
      KeptReading(
        contents: contents(ofTable: table), seen: kept.versions(seenFrom: table, versions),
        version: version, clock: kept.clock(ofTable: table), stageVersion: stageVersions[table],
        table: run, stage: stage, told: told, sources: own,
        rowsRead: rowsRead - rows,
        laterReferences: Array(laterReferences.dropFirst(references))), of: table)
  }

  /// Which contents the sources of a table have.
  private func contents(ofTable table: Int) -> [Int] {
    sources.lazy.filter { $0.table == table }.map { [self] source in
      edits?.contentVersion(of: source.name.id, sheet: source.sheet) ?? 0
    }
  }
}
