import ArgumentParser
import Foundation
import ImportPipeline
import Schemas
import TabularCore

/// Where an import goes by name, what guards it there, and who lets an exception pass.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The target, by its name in the project file.", valueName: "name"))
  var target: String?

  @Option(
    help: ArgumentHelp(
      "The project file with the targets (default registrar.json).", valueName: "path"),
    completion: .file(extensions: ["json"]))
  var project: String?

  @Option(help: ArgumentHelp("The name of a production target once more.", valueName: "name"))
  var confirmTarget: String?

  @Option(
    help: ArgumentHelp(
      "Guard every value of a field like a table; repeatable.", valueName: "field"))
  var guardScope: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let exactly this count pass a guard; repeatable.", valueName: "code=count"))
  var approve: [String] = []

  @Option(help: ArgumentHelp("Who approves; kept with the run.", valueName: "name"))
  var approver: String?

  func validate() throws {
    _ = try approvals()
    if approve.isEmpty != (approver ?? "").isEmpty {
      throw ValidationError("--approve and --approver belong together")
    }
    if let confirmTarget, let target, confirmTarget != target {
      throw ValidationError(
        "--confirm-target `\(printable(confirmTarget))` is not the target `\(printable(target))`")
    }
  }

  /// The counts that are approved.
  func approvals() throws -> [GuardPolicy.Approval] {
    try approve.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[1]), count > 0 else {
        throw ValidationError("--approve takes CODE=COUNT, found `\(printable(text))`")
      }
      let code = IssueCode(rawValue: parts[0])
      guard GuardPolicy.approvable.contains(code) else {
        let names = GuardPolicy.approvable.map { "`\($0)`" }.joined(separator: ", ")
        throw ValidationError("`\(printable(parts[0]))` cannot be approved, only \(names)")
      }
      return GuardPolicy.Approval(code: code, count: count)
    }
  }

  /// The target that is meant: by its name, or because its store is the one that is named.
  ///
  /// - Throws: a usage error for an unknown target; exit 3, its mistakes told, for a faulty file.
  func chosen(store: String?, isOffline: Bool) throws -> ChosenTarget? {
    guard let file = try projectFile() else { return nil }
    let project = try ChosenTarget.load(file)
    guard let name = target else {
      guard !isOffline else { return nil }
      let location = try StoreLocation.given(store)
      return try project.targets.map { ChosenTarget(target: $0, folder: project.folder) }
        .first { try $0.isStore(location) }
    }
    guard let target = project.target(named: name) else {
      let names = project.targets.map(\.name)
      let nearest = closestText(to: name, among: names).map { "; did you mean `\($0)`?" }
      throw ValidationError(
        "there is no target `\(printable(name))`"
          + (nearest ?? (names.isEmpty ? "" : "; known are \(names.joined(separator: ", "))")))
    }
    return ChosenTarget(target: target, folder: project.folder)
  }

  /// The project file that is named, or the usual one where it lies in the working folder.
  private func projectFile() throws -> String? {
    if let project { return project }
    if FileManager.default.fileExists(atPath: Project.usualName) { return Project.usualName }
    guard let target else { return nil }
    throw ValidationError(
      "--target `\(printable(target))` needs a project file; there is no \(Project.usualName) here")
  }

  /// What guards a run: the target's limits and conditions, and what was approved.
  func policy(_ chosen: ChosenTarget?, isClockSet: Bool, now: String) throws -> GuardPolicy {
    var policy = chosen?.policy(now: now) ?? GuardPolicy()
    policy.scope = guardScope
    policy.approvals = try approvals()
    policy.approver = approver
    if let chosen, chosen.target.isProduction {
      policy.production = GuardPolicy.Production(
        isConfirmed: confirmTarget == chosen.target.name, isClockSet: isClockSet,
        validationHours: chosen.target.validationHours, receiptFolder: StateFolder.receipts)
    }
    return policy
  }
}

/// The folder where the tool keeps what belongs to its user.
enum StateFolder {
  /// `$XDG_STATE_HOME/registrar`, or `~/.local/state/registrar`; `nil` without a home.
  static var path: String? {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      return folder + "/registrar"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.local/state/registrar"
  }

  /// Where clean validations leave their receipts.
  static var receipts: String? { path.map { $0 + "/validations" } }
}
