import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// Which exact counts may pass a guard, and who says so.
struct ApprovalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let exactly this count pass a guard; repeatable.", valueName: "code=count"))
  var approve: [String] = []

  @Option(help: ArgumentHelp("Who approves; kept with the run.", valueName: "name"))
  var approver: String?

  func validate() throws {
    _ = try approvals()
    if approve.isEmpty != (approver ?? "").isEmpty {
      throw ValidationError(usage: "approver")
    }
  }

  /// What is approved, and by whom.
  func approved() throws -> Approvals { Approvals(try approvals(), by: approver) }

  /// The counts that are approved.
  private func approvals() throws -> [GuardPolicy.Approval] {
    try approve.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[1]), count > 0 else {
        throw ValidationError(usage: "approve", ["found": printable(text)])
      }
      let code = IssueCode(rawValue: parts[0])
      guard GuardPolicy.approvable.contains(code) else {
        let names = GuardPolicy.approvable.map { "`\($0)`" }.joined(separator: ", ")
        throw ValidationError(
          usage: "notApprovable", ["code": printable(parts[0]), "names": names])
      }
      return GuardPolicy.Approval(code: code, count: count)
    }
  }
}
