import DataCare
import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import Synchronization
import TabularCore

/// Holds files that people fill in against a store: what an import of them would change is what differs.
///
/// Cells are read as an import reads them, so that a blank cell says nothing about the record. A source
/// that is no store is imported to a scratch one first.
struct FileComparison {
  let service: ImportService
  let package: DataPackage
  let tables: [String]

  /// Compares files with a source.
  ///
  /// - Parameter swapped: whether the files are the second source.
  func compare(
    _ files: [String], with place: ImportService.ComparedPlace, swapped: Bool,
    _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    switch place {
    case .store(let choice, _):
      return try compare(files, choice, swapped: swapped, tell)
    case .dump(let folder):
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      return try compare(
        files, imported: names.map { folder + "/" + $0 }, swapped: swapped, tell)
    case .files(let others):
      return try compare(files, imported: others, swapped: swapped, tell)
    }
  }

  private func compare(
    _ files: [String], imported others: [String], swapped: Bool,
    _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    let folder = try PrivateFolder()
    defer { withExtendedLifetime(folder) {} }
    let choice = StoreChoice(store: "sqlite:" + folder.path + "/other.sqlite")
    var request = ImportRequest(files: others, package: package.path)
    request.store = choice
    request.options.mode = .execute
    try check(try service.prepare(request).run())
    return try compare(files, choice, swapped: swapped, tell)
  }

  private func compare(
    _ files: [String], _ choice: StoreChoice, swapped: Bool,
    _ tell: (Difference) throws -> Void
  ) throws -> ComparisonSummary {
    var request = ImportRequest(files: files, package: package.path)
    request.store = choice
    request.options.allowsDelete = true
    request.options.errorPolicy = .skipRow
    // Records that no row names are those that only the other source has; of tables that no file is of,
    // nothing is said.
    let filled = try tablesRead(request)
    request.options.prunes = tables.filter(filled.contains).map { PruneScope(table: $0) }
    var prepared = try service.prepare(request)
    let found = Mutex<(differences: [Difference], tables: [OperationStream.Table])>(([], []))
    let wanted = Set(tables).intersection(filled)
    prepared.consumers = [
      { stream in
        var batches = stream.batches(.rows)
        var differences: [Difference] = []
        while let batch = try batches.next() {
          for operation in batch.operations where wanted.contains(operation.table) {
            differences.append(Difference(operation, swapped: swapped))
          }
        }
        let tables = stream.tables
        found.withLock { $0 = (differences, tables) }
      }
    ]
    try check(prepared.run())
    var summary = ComparisonSummary()
    var removals: [String: [String: RecordRemoval]] = [:]
    for var difference in found.withLock({ $0.differences }) {
      if difference.kind == (swapped ? .extra : .missing) {
        let table = difference.table
        let known = try removals[table] ?? self.removals(of: table, in: choice)
        removals[table] = known
        switch known[difference.key.joined(separator: "\u{1F}")] {
        case .run(let run):
          difference.reason = .removedByRun
          difference.removingRun = run
        case .otherProgram: difference.reason = .editedByHand
        case nil: break
        }
      }
      summary.add(difference)
      try tell(difference)
    }
    for table in found.withLock({ $0.tables }) where wanted.contains(table.name) {
      let inFiles = table.created + table.updated + table.unchanged
      let inStore = table.updated + table.unchanged + table.deleted
      summary.tables.append(
        ComparisonSummary.Counts(
          table: table.name, one: swapped ? inStore : inFiles,
          other: swapped ? inFiles : inStore))
    }
    return summary
  }

  /// How records left a table of a store.
  private func removals(
    of table: String, in choice: StoreChoice
  ) throws -> [String: RecordRemoval] {
    let location = try service.location(of: choice)
    guard let schema = package.table(named: table), try location.holdsAnything() else { return [:] }
    return try RecordRemovals(location.connection(writes: false), package: package).find(of: schema)
  }

  /// The tables that files are of.
  private func tablesRead(_ request: ImportRequest) throws -> Set<String> {
    var prepared = try service.prepare(request)
    let names = Mutex<Set<String>>([])
    prepared.consumers = [
      { stream in
        let read = Set(stream.tables.map(\.name))
        names.withLock { $0 = read }
      }
    ]
    try check(prepared.run())
    return names.withLock { $0 }
  }

  /// Files with errors cannot be compared: their issues are what is told.
  private func check(_ report: ImportReport) throws(ServiceFailure) {
    let errors = report.issues.issues.filter {
      // Nothing is deleted: neither guards nor children speak against it.
      $0.severity == .error && $0.code.area != "guard" && $0.code != "store.delete-referenced"
    }
    guard errors.isEmpty else { throw .faulty(errors) }
  }
}

extension Difference {
  /// What an import of files would do to a record, as a difference of files and store.
  fileprivate init(_ operation: PlanOperation, swapped: Bool) {
    let kind: Kind =
      switch operation.kind {
      case .create: swapped ? .extra : .missing
      case .delete: swapped ? .missing : .extra
      case .update, .keep: .different
      }
    var fields: [Field] = []
    if kind == .different {
      for field in operation.fields {
        let before =
          field.before.isNull ? nil : field.beforeForm.text(field.before.description, in: .english)
        let after =
          field.after.isNull ? nil : field.afterForm.text(field.after.description, in: .english)
        let reason: DifferenceReason =
          if operation.kind == .keep {
            .editedByHand
          } else if let before, let after {
            DifferenceReason(of: before, and: after)
          } else {
            .value
          }
        fields.append(
          Field(
            name: field.name, one: swapped ? before : after, other: swapped ? after : before,
            reason: reason))
      }
    }
    self.init(
      table: operation.table, key: operation.key, kind: kind, fields: fields,
      reason: fields.first?.reason ?? .missing)
  }
}
