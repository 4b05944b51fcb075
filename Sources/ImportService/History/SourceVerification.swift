import ImportPipeline
import RecordMapping
import Schemas
import Synchronization
import TabularCore

/// Holds files against a store: each row must be in it with its values.
///
/// An import of the files that would change something means that they are not.
struct SourceVerification {
  let service: ImportService
  let package: DataPackage
  let choice: StoreChoice

  /// Adds what an import of the files would change to a report.
  func check(_ files: [String], _ report: inout ImportReport) throws(ServiceFailure) {
    var request = ImportRequest(files: files, package: package.path)
    request.store = choice
    var prepared = try service.prepare(request)
    let found = Mutex<[Issue]>([])
    let schemas = package
    prepared.consumers = [
      { stream in
        var batches = stream.batches(.rows)
        while let batch = try batches.next() {
          let schema = schemas.table(named: batch.table)
          let issues = batch.operations.flatMap { Self.issues(of: $0, schema) }
          found.withLock { $0 += issues }
        }
      }
    ]
    let reading = prepared.run()
    let errors = reading.issues.issues.filter {
      $0.severity == .error && $0.code.area != "guard"
    }
    guard errors.isEmpty else { throw .faulty(errors) }
    let issues = found.withLock { $0 }
    for issue in issues { report.issues.add(issue) }
    if !issues.isEmpty, report.run.outcome == .clean {
      report.run.outcome = .verifyMismatch
      report.run.conclusion = LocalizedText(label: "conclusion/notVerified")
    }
  }

  /// What the store has not that an operation of an import would write.
  private static func issues(of operation: PlanOperation, _ schema: TableSchema?) -> [Issue] {
    let key = operation.key.joined(separator: "/")
    func issue(_ content: IssueContent, _ field: PlanOperation.Field?) -> Issue {
      Issue(
        content,
        at: IssueLocation(
          .store, table: operation.table, field: field?.name, key: operation.key),
        isSecret: field?.isSecret ?? false, isPersonal: field?.isPersonal ?? false)
    }
    guard operation.kind != .create else {
      return [issue(.storeValueDiffers(.sourceRecord(key: key)), nil)]
    }
    return operation.fields.map { field in
      issue(
        .storeValueDiffers(
          .source(
            field: field.name, key: key,
            expected: ShownText(field.afterForm.text(field.after.description, in: .english)),
            found: ShownText(field.beforeForm.text(field.before.description, in: .english)))), field
      )
    }
  }
}
