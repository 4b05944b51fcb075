import RecordMapping
import Schemas
import TabularCore

/// Merges a run in several transactions, each with its rows, its part of the journal and the progress of
/// the run.
///
/// Tables are merged in dependency order, rows in file order. Tables that refer to each other or to
/// themselves are merged together. If the process dies in between, the run stays unfinished: when the
/// same files are read again, the rows already written are unchanged, so nothing is written twice.
struct StepwiseMerge {
  let session: ImportSession
  /// The tables of the run, parents first.
  let tables: [TableSchema]
  let record: RunRecord
  /// How many rows a transaction writes.
  let size: Int

  /// One transaction.
  private struct Step {
    var tables: [TableSchema]
    var ordinals: Range<Int>
    var rows: Int
    /// Whether it is the first of its tables.
    var begins = true
    /// Whether it is the last of its tables.
    var ends = true

    /// All rows of some tables.
    static func whole(_ tables: [TableSchema], rows: Int) -> Step {
      Step(tables: tables, ordinals: 0..<Int.max, rows: rows)
    }
  }

  /// Merges step by step, and leaves the last step uncommitted.
  func perform(_ builder: inout OutcomeBuilder) throws -> [String: MergeCounts] {
    let steps = self.steps
    let isResumed = session.options.resumedRun != nil
    // What earlier processes of the run wrote is not among this process's rows.
    var done = session.unfinished?.progress?.done ?? 0
    let total = steps.reduce(done) { $0 + $1.rows }
    if isResumed { builder.unfinished = (done, total) }
    // A resumed run is resumed in the same way again.
    let resumption =
      session.unfinished?.progress?.resumption?.json ?? session.options.resumptionJSON
    var counts: [String: MergeCounts] = [:]
    for table in tables { try session.store.choose(0..<0, of: table) }
    for (number, step) in steps.enumerated() {
      let isLast = number == steps.count - 1
      let start = ContinuousClock.now
      for table in step.tables {
        try session.store.choose(step.ordinals, of: table)
        guard step.begins else { continue }
        counts[table.name, default: MergeCounts()].storedBefore =
          try session.store.recordCount(of: table)
      }
      var record = record
      done += step.rows
      record.step =
        isLast
        ? (number == 0 && !isResumed ? .only : .last) : number == 0 && !isResumed ? .first : .middle
      record.sources = record.sources.map { $0.within(step.ordinals) }
      record.progressJSON =
        "{\"done\":\(done),\"total\":\(total),\"resumption\":\(resumption)}"
      let merged = try session.store.merge(step.tables, run: record)
      for table in step.tables {
        counts[table.name]?.add(merged[table.name] ?? MergeCounts())
        if step.ends { counts[table.name]?.storedAfter = try session.store.recordCount(of: table) }
      }
      for table in step.tables where !isLast { try session.store.choose(0..<0, of: table) }
      guard !isLast else { break }
      session.stopping(nil)
      try session.store.commitStep()
      builder.unfinished = (done, total)
      builder.stored = counts
      session.pace.wait(
        afterRows: step.rows, since: start, done: done, total: total,
        isCancelled: session.isCancelled)
      if session.isCancelled() { throw ImportInterruption() }
      try session.store.beginStep()
      session.stopping(session.store.statementStop)
    }
    for table in tables { try session.store.choose(0..<Int.max, of: table) }
    return counts
  }

  /// The transactions: groups of tables, large tables cut by rows.
  private var steps: [Step] {
    var steps: [Step] = []
    for group in groups {
      let changing = group.map(changingOrdinals)
      let isWhole = group.count > 1 || group[0].references.contains { $0.table == group[0].name }
      guard !isWhole, let ordinals = changing.first else {
        steps.append(.whole(group, rows: changing.reduce(0) { $0 + $1.count }))
        continue
      }
      var start = 0
      for first in stride(from: 0, to: ordinals.count, by: size) {
        let next = first + size
        let end = next < ordinals.count ? ordinals[next] : Int.max
        steps.append(
          Step(
            tables: group, ordinals: start..<end, rows: min(size, ordinals.count - first),
            begins: first == 0, ends: next >= ordinals.count))
        start = end
      }
    }
    // Tables that the run does not change keep their external identifiers.
    let stepped = Set(steps.flatMap(\.tables).map(\.name))
    let others = tables.filter { !stepped.contains($0.name) }
    if !others.isEmpty { steps.append(.whole(others, rows: 0)) }
    return steps
  }

  /// The ordinals of the rows that the run writes to a table, ascending.
  private func changingOrdinals(_ table: TableSchema) -> [Int] {
    guard let index = session.positions[table.name] else { return [] }
    let rows = session.tables[index].rows
    return rows.indices.filter { ordinal in
      rows.state(of: ordinal) == .valid && rows.operation(of: ordinal) != .unchanged
    }
  }

  /// The tables in order; those that refer to later ones are grouped with them.
  private var groups: [[TableSchema]] {
    let positions = Dictionary(
      uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
    var groups: [[TableSchema]] = []
    var start = 0
    while start < tables.count {
      var end = start
      var index = start
      while index <= end {
        for reference in tables[index].references {
          end = max(end, positions[reference.table] ?? 0)
        }
        index += 1
      }
      groups.append(Array(tables[start...end]))
      start = end + 1
    }
    return groups
  }

  // MARK: Unfinished runs

  /// The run to resume; `nil` for a new run.
  ///
  /// - Throws: `run.unfinished` when there is an unfinished run that this one does not resume.
  static func unfinishedRun(
    in store: any RecordStore, resuming: String?
  ) throws(StoreError) -> RunRecord? {
    guard let run = try store.unfinishedRun() else { return nil }
    guard run.id != resuming else { return run }
    throw run.unfinishedError
  }

  /// Refuses to resume a run with other files, or other decisions, than it began with.
  static func checkFiles(_ builder: OutcomeBuilder, in store: any RecordStore) throws(StoreError) {
    guard let run = try store.unfinishedRun() else { return }
    let known = Set(run.files.map(\.sha256))
    for file in builder.files where !known.contains(file.sha256) {
      throw StoreError(.runUnfinished(.other(file: file.name), run: run.id))
    }
    // With other decisions the rest of the rows would not be what the run began with.
    let options = builder.session.options
    let changed = PlanOptions.differences(run.optionsJSON, options.optionsJSON)
    for (name, file) in [
      ("corrections", options.corrections?.name), ("waivers", options.waivers?.name),
    ] where changed.contains(name) {
      throw StoreError(.runUnfinished(.other(file: file ?? name), run: run.id))
    }
  }
}

extension RunRecord {
  /// The progress of the run while it is unfinished.
  var progress: RunProgress? { RunProgress(json: progressJSON) }

  /// Reports that the run is unfinished.
  var unfinishedError: StoreError {
    StoreError(
      .runUnfinished(
        .stopped(count: progress?.done ?? 0, total: progress?.total ?? 0), run: id))
  }
}

extension MergeCounts {
  /// Adds what a further step of the same table wrote.
  fileprivate mutating func add(_ other: MergeCounts) {
    created += other.created
    updated += other.updated
    deleted += other.deleted
  }
}

extension RunRecord.Source {
  /// The source, limited to the ranges of rows that contain some of the ordinals.
  ///
  /// A step looks up its rows among the ranges; with all of them, each step would cost as much as the
  /// whole run.
  fileprivate func within(_ ordinals: Range<Int>) -> RunRecord.Source {
    guard ordinals != 0..<Int.max else { return self }
    var source = self
    let first = rows.firstPlace { $0.firstOrdinal + $0.count > ordinals.lowerBound }
    let end = rows.firstPlace { $0.firstOrdinal >= ordinals.upperBound }
    source.rows = first < end ? Array(rows[first..<end]) : []
    return source
  }
}
