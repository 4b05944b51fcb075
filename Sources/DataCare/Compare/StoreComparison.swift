import Foundation
public import ImportPipeline
import RecordMapping
public import Schemas

/// Holds the records of two sources against each other.
///
/// Both are read in the order of their keys' bytes, side by side, so that memory does not grow with them.
/// Two stores of a kind that makes digests are asked for those first, part by part, and only parts
/// that differ are read.
///
/// For example:
///
///     let comparison = StoreComparison(package, one, other, seed: 1)
///     let summary = try comparison.perform { print($0.table, $0.key, $0.reason) }
public struct StoreComparison: Sendable {
  private let package: DataPackage
  private let one: ComparedSource
  private let other: ComparedSource
  /// The tables to compare, by machine name; empty for all.
  public var tables: [String] = []
  /// The records of one account or the like; `nil` for all.
  public var scope: RecordSelection.Scope?
  /// What the digests of parts are made with; another one finds another chance of two equal digests.
  private let seed: Int64
  /// From how many records on parts are made.
  var leastRecords = 20_000

  /// A comparison of two sources by a package.
  public init(_ package: DataPackage, _ one: ComparedSource, _ other: ComparedSource, seed: Int64) {
    self.package = package
    self.one = one
    self.other = other
    self.seed = seed
  }

  /// Compares; passes each difference on in the order of tables and keys.
  public func perform(
    _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    let threads = (thread(one), thread(other))
    let judge = DifferenceJudge(one: one, other: other)
    var summary = ComparisonSummary()
    for name in package.dependencyOrder.tables where tables.isEmpty || tables.contains(name) {
      guard let table = package.table(named: name),
        scope.map({ table.reaches($0.field, in: package) }) ?? true
      else { continue }
      var merge = TableMerge(
        form: TableForm(table), judge: judge, areStores: one.isStore && other.isStore)
      var selection = RecordSelection(scope: scope)
      if let parts = try differingParts(of: merge.form, threads) {
        merge.skipped = parts.equal
        selection.blocks = parts.blocks
      }
      if selection.blocks?.chosen != [] {
        try merge.perform(
          batches(one, merge, threads.0, selection), batches(other, merge, threads.1, selection)
        ) { difference in
          summary.add(difference)
          try tell(difference)
        }
      }
      summary.tables.append(
        ComparisonSummary.Counts(table: name, one: merge.counts.one, other: merge.counts.other))
    }
    return summary
  }

  // MARK: Sources

  private func thread(_ source: ComparedSource) -> StoreThread? {
    if case .store(let open) = source.kind { StoreThread(open) } else { nil }
  }

  /// The records of a source, typed where both have types.
  private func batches(
    _ source: ComparedSource, _ merge: TableMerge, _ thread: StoreThread?,
    _ selection: RecordSelection
  ) -> Handover<[ComparedRecord]> {
    let form = merge.form
    switch source.kind {
    case .store:
      guard let thread else { break }
      let isTyped = merge.areStores
      return thread.stream { store, take in
        var batch: [ComparedRecord] = []
        var isWanted = true
        try store.sortedRecords(of: form.schema, selection) { key, record in
          batch.append(
            ComparedRecord(
              key: key, id: record.id,
              values: isTyped ? record.values : form.dumped(record.values),
              isText: !isTyped))
          guard batch.count == 128 else { return true }
          isWanted = take(batch)
          batch.removeAll(keepingCapacity: true)
          return isWanted
        }
        if isWanted, !batch.isEmpty { _ = take(batch) }
      }
    case .dump(let folder):
      let file = DumpFile(form: form, path: DumpFile.path(of: form.schema, in: folder))
      let batches = Handover<[ComparedRecord]>(capacity: 4)
      let scope = scope.map { DumpScope($0, package, folder: folder) }
      let thread = Thread {
        do {
          let belongs = try scope?.test(of: form.schema)
          try file.read { records in
            let records =
              belongs.map { belongs in records.filter { belongs($0.values) } }
              ?? records
            return records.isEmpty || batches.put(records)
          }
          batches.finish()
        } catch {
          batches.finish(throwing: error)
        }
      }
      thread.start()
      return batches
    }
    let nothing = Handover<[ComparedRecord]>(capacity: 1)
    nothing.finish()
    return nothing
  }

  // MARK: Parts

  /// The parts of a table in which two stores differ, and how many records the others have; `nil` where
  /// the table is to be read as a whole.
  private func differingParts(
    of form: TableForm, _ threads: (StoreThread?, StoreThread?)
  ) throws -> (blocks: RecordSelection.Blocks, equal: Int)? {
    guard let first = threads.0, let second = threads.1 else { return nil }
    let schema = form.schema
    let counts = (
      first.ask { try $0.recordCount(of: schema) }, second.ask { try $0.recordCount(of: schema) }
    )
    let most = max(try counts.0.next() ?? 0, try counts.1.next() ?? 0)
    guard most >= leastRecords else { return nil }
    // Some hundred records a part: a difference costs as many to be read.
    var blocks = RecordSelection.Blocks(seed: seed, count: 64)
    while blocks.count < most / 512, blocks.count < 32_768 { blocks.count *= 2 }
    let asked = blocks
    let scope = scope
    let answers = (
      first.ask {
        try $0.blockSums(of: schema, fields: form.fields, scope: scope, blocks: asked)
      },
      second.ask {
        try $0.blockSums(of: schema, fields: form.fields, scope: scope, blocks: asked)
      }
    )
    guard let one = try answers.0.next() ?? nil, let other = try answers.1.next() ?? nil else {
      return nil
    }
    let differing = Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }
    // Reading most of a table by parts is no faster than reading all of it.
    guard differing.count <= blocks.count / 4 else { return nil }
    blocks.chosen = differing.sorted()
    let equal = one.reduce(0) { $0 + (differing.contains($1.key) ? 0 : $1.value.count) }
    return (blocks, equal)
  }
}
