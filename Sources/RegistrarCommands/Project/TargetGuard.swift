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
  /// A store that knows itself to be in production use is one, whatever the project file says.
  ///
  /// - Parameter needsBackup: whether the command takes away what a backup would have.
  /// - Throws: exit status 4, the reason told on standard error.
  func check(_ location: StoreOption, clock: RunClock, needsBackup: Bool) throws {
    let chosen = try location.chosen()
    try checkProduction(location, chosen, clock: clock)
    guard let chosen else { return }
    let policy = chosen.policy(now: clock.now())
    let target = IssueArgument("target", chosen.target.name)
    if let maintenance = policy.maintenance, !maintenance.isOn {
      let (variant, arguments) = maintenance.refusal
      throw refusal("guard.maintenance-off", variant, [target] + arguments)
    }
    guard needsBackup, let backup = policy.backup else { return }
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

  private func checkProduction(
    _ location: StoreOption, _ chosen: ChosenTarget?, clock: RunClock
  ) throws {
    let declared = chosen.flatMap { $0.target.isProduction ? $0.target.name : nil }
    guard let name = try location.productionName() ?? declared else { return }
    let target = IssueArgument("target", name)
    if clock.fixed != nil {
      throw refusal(
        "guard.production-refused", "clock", [IssueArgument("command", "REGISTRAR_NOW"), target])
    }
    guard confirmTarget != name else { return }
    throw refusal("guard.target-unconfirmed", "", [target])
  }

  private func refusal(
    _ code: IssueCode, _ variant: String, _ arguments: [IssueArgument]
  ) -> ToldFailure {
    Terminal.error(code: code, variant: variant, arguments: arguments)
    return ToldFailure(status: 4)
  }
}
