import ImportPipeline
import ImportReports
import ImportService
import TabularCore

extension ServiceFailure {
  /// The error by which a command ends when the failure was told: its exit status, or a usage error.
  var told: any Error { usageError ?? ToldFailure(status: outcome.exitCode) }

  /// Tells on standard error why the service did not do what the command asked.
  ///
  /// A request that does not make sense is told as a usage error, elsewhere.
  func tell() {
    switch self {
    case .request: break
    case .faulty(let issues):
      var text = ""
      TextReport().render(issues: issues, to: &text)
      Terminal.write(text)
    case .refused, .store, .unwritable:
      for issue in issues {
        Terminal.error(issue)
      }
    }
  }
}
