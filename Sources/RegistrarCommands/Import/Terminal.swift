import Foundation
import ImportReports
import TabularCore

/// Lines on standard error.
enum Terminal {
  /// A notice.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data("registrar: \(text)\n".utf8))
  }

  /// An error of a code, rendered as in reports.
  static func error(code: IssueCode, variant: String = "", arguments: [IssueArgument]) {
    let issue = Issue(code, at: IssueLocation(.run), variant: variant, arguments: arguments)
    let text = "error[\(code)]: \(IssueMessage().message(of: issue))\n"
    FileHandle.standardError.write(Data(text.utf8))
  }
}
