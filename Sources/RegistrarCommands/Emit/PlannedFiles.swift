import ArgumentParser
import DelimitedText
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Synchronization
import TabularCore

/// The files of an import whose operations another system is told.
struct PlannedFiles {
  private let source: EmitSource
  private let package: String?

  init(_ source: EmitSource, package: String?) {
    self.source = source
    self.package = package
  }

  /// Validates the files and gives the operations of the plan to a closure.
  ///
  /// - Throws: the status of the import, with its report on standard error, when the files have errors.
  func operations<Result: Sendable>(
    _ service: ImportService, _ body: @escaping @Sendable (OperationStream) throws -> Result
  ) throws -> Result {
    var options = ImportOptions(files: source.files)
    options.explainsValues = true
    options.dialect.encoding = .utf8OrMarked
    var request = ImportRequest(options, package: package)
    request.store = StoreChoice(store: source.against, isOffline: source.against == nil)
    var prepared = try service.prepare(request)
    let answer = Answer<Result>()
    prepared.consumers = [
      { stream in
        let result = Swift.Result { try body(stream) }
        answer.value.withLock { $0 = result }
      }
    ]
    let report = prepared.run()
    if let result = answer.value.withLock({ $0 }) { return try result.get() }
    Terminal.write(TextReport().text(of: report))
    throw ExitCode(report.run.outcome.exitCode)
  }
}

/// What a consumer of operations made of them.
private final class Answer<Value: Sendable>: Sendable {
  let value = Mutex<Result<Value, any Error>?>(nil)
}
