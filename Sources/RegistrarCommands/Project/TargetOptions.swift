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

  @OptionGroup var approving: ApprovalOptions

  func validate() throws {
    if let confirmTarget, let target, confirmTarget != target {
      throw ValidationError(
        "--confirm-target `\(printable(confirmTarget))` is not the target `\(printable(target))`")
    }
  }

  /// The target that is meant: by its name, or because its store is the one that is named.
  ///
  /// - Throws: a usage error for an unknown target; exit 3, its mistakes told, for a faulty file.
  func chosen(store: String?, isOffline: Bool) throws -> ChosenTarget? {
    try ChosenTarget.find(target, project: project, store: store, isOffline: isOffline)
  }

  /// What guards a run: the target's limits and conditions, and what was approved.
  func policy(_ chosen: ChosenTarget?, isClockSet: Bool, now: String) throws -> GuardPolicy {
    var policy = chosen?.policy(now: now) ?? GuardPolicy()
    policy.scope = guardScope
    try approving.add(to: &policy)
    policy.production.isDeclared = chosen?.target.isProduction ?? false
    policy.production.confirmedName = confirmTarget
    policy.production.isClockSet = isClockSet
    if let chosen { policy.production.validationHours = chosen.target.validationHours }
    return policy
  }
}
