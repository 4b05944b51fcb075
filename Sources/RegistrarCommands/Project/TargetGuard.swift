import ArgumentParser
import ImportPipeline
import Schemas
import TabularCore

/// What a target asks of a command, other than an import, that changes its store.
struct TargetGuard: ParsableArguments {
  @Option(help: ArgumentHelp("The name of a production target once more.", valueName: "name"))
  var confirmTarget: String?

  /// Refuses what the target refuses an import: a production target that was not named twice, a clock
  /// that was set, and a store without a backup that is young enough.
  ///
  /// - Parameter needsBackup: whether the command takes away what a backup would have.
  /// - Throws: exit status 4, the reason told on standard error.
  func check(_ location: StoreOption, clock: RunClock, needsBackup: Bool) throws {
    guard let chosen = try location.chosen() else { return }
    let target = IssueArgument("target", chosen.target.name)
    if chosen.target.isProduction {
      if clock.fixed != nil {
        throw refusal(
          "guard.production-refused", "clock", [IssueArgument("command", "REGISTRAR_NOW"), target])
      }
      guard confirmTarget == chosen.target.name else {
        throw refusal("guard.target-unconfirmed", "", [target])
      }
    }
    if let maintenance = chosen.policy(now: clock.now()).maintenance, !maintenance.isOn {
      let (variant, arguments) = maintenance.refusal
      throw refusal("guard.maintenance-off", variant, [target] + arguments)
    }
    guard needsBackup, let backup = chosen.policy(now: clock.now()).backup else { return }
    guard let age = backup.ageHours else {
      throw refusal("guard.backup-missing", "none", [target])
    }
    guard age > backup.limitHours else { return }
    throw refusal(
      "guard.backup-missing", "",
      [
        target, IssueArgument("count", Int(age.rounded(.up))),
        IssueArgument("limit", Int(backup.limitHours)),
      ])
  }

  private func refusal(
    _ code: IssueCode, _ variant: String, _ arguments: [IssueArgument]
  ) -> ToldFailure {
    Terminal.error(code: code, variant: variant, arguments: arguments)
    return ToldFailure(status: 4)
  }
}
