public import TabularCore

/// The command line words an action as an option, or as a whole command that can be run as it stands.
extension CommandOptions: ActionWording {
  /// The words of an action, such as `--allow-delete` in backticks.
  public func text(of action: HelpAction, in language: Language) -> String {
    switch action {
    case .raiseLimit(let name, let value): return option("limit", "\(name)=\(value)")
    case .readAsTable(let table): return option("table", table)
    case .chooseTable: return "--table"
    case .mapSheets: return "--map " + language.label("option/sheetTable")
    case .readAs(let encoding): return option("encoding", encoding)
    case .separate(let delimiter): return option("delimiter", "'\(delimiter)'")
    case .orderDates(let order): return option("date-order", order)
    case .allowDelete: return option("allow-delete")
    case .prune(let table): return "`--prune \(printable(table)) --allow-delete`"
    case .pruning: return "--prune"
    case .overwriteManual: return option("overwrite-manual")
    case .backUpFirst: return option("backup")
    case .validate: return option("validate")
    case .execute: return "--execute"
    case .writePlan: return "--plan-out"
    case .maximumErrors: return "--max-errors"
    case .chooseStore: return "--store"
    case .approve(let code, let count):
      return option(
        "approve", "\(code)=\(count) --approver \(language.label("option/approver"))")
    case .confirmTarget(let name): return option("confirm-target", name)
    case .confirmRestore(let name): return option("confirm", name)
    case .makeStore: return command("store init", needsPackage: true)
    case .migrateStore: return command("store migrate", needsPackage: true)
    case .checkStore: return command("store check", needsPackage: true)
    case .showGrants: return command("store grants", needsPackage: true)
    case .verifyStore: return command("verify", needsPackage: true)
    case .listRuns: return command("runs")
    case .showRun(let run): return command("show \(printable(run))")
    case .resumeRun(let run): return command("resume \(printable(run))")
    case .abandonRun(let run): return command("abandon \(printable(run))")
    case .resumePhase: return option("resume")
    case .undoRun(let run): return command("undo \(printable(run)) --execute", needsPackage: true)
    }
  }

  private func option(_ name: String, _ value: String? = nil) -> String {
    "`--\(name)\(value.map { " " + printable($0) } ?? "")`"
  }

  /// A command on the store of the command at hand.
  private func command(_ words: String, needsPackage: Bool = false) -> String {
    "`registrar \(words)\(storeOption)\(needsPackage ? packageOption : "")`"
  }
}
