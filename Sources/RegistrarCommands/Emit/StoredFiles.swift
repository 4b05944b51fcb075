import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// The files of an import in a store of their own, with which another system is compared.
struct StoredFiles {
  private let files: [String]
  private let package: String?

  init(_ source: EmitSource, package: String?) {
    files = source.files
    self.package = package
  }

  /// Imports the files into a new store, which a closure gets and nobody else; removes it.
  ///
  /// - Throws: the status of the import, with its report on standard error, when the files have errors.
  func imported(_ service: ImportService, _ body: (StoreChoice) throws -> Void) throws {
    let folder = try PrivateFolder()
    defer { withExtendedLifetime(folder) {} }
    let choice = StoreChoice(store: "sqlite:" + folder.path + "/s.sqlite")
    var options = ImportOptions(files: files)
    options.mode = .execute
    var request = ImportRequest(options, package: package)
    request.store = choice
    let report = try service.prepare(request).run()
    guard report.run.outcome.exitCode == 0 else {
      Terminal.write(TextReport().text(of: report))
      throw ExitCode(report.run.outcome.exitCode)
    }
    try body(choice)
  }
}
