/// What somebody can do about an issue, named so that every front end can offer it in its own way.
///
/// A help line names actions in braces, with an `@`: "pass {@allowDelete}, or change the action". The
/// command line words this one as `--allow-delete`; a page could word it as the name of a button, and
/// has the values of the action at hand when the button is pressed.
///
/// For example:
///
///     messages.help(of: issue)     // "pass `--allow-delete`, or change the action"
///     messages.actions(of: issue)  // [.allowDelete]
public enum HelpAction: Sendable, Hashable {
  // MARK: How files are read

  /// Raise a limit, by its name, to a value.
  case raiseLimit(String, to: String)
  /// Read a file as a table.
  case readAsTable(String)
  /// Choose the table that a file is read as.
  case chooseTable
  /// Say which sheet is which table.
  case mapSheets
  /// Read files in an encoding.
  case readAs(encoding: String)
  /// Read files with a delimiter.
  case separate(by: String)
  /// Read dates in an order: `dmy` or `mdy`.
  case orderDates(String)

  // MARK: What an import does

  /// Let rows delete records.
  case allowDelete
  /// Delete the stored records of a table that no row names.
  case prune(table: String)
  /// The choice of what is deleted because no row names it.
  case pruning
  /// Replace values that other programs changed.
  case overwriteManual
  /// Back the store up before anything is written.
  case backUpFirst
  /// Validate, and write nothing.
  case validate
  /// Write what was validated.
  case execute
  /// Write the plan of a validation.
  case writePlan
  /// The number of errors after which a run ends.
  case maximumErrors
  /// Name the store by its location.
  case chooseStore
  /// Let exactly so many changes pass the guard of a code.
  case approve(code: String, count: String)
  /// Name a production target a second time.
  case confirmTarget(String)
  /// Name the store that a backup replaces.
  case confirmRestore(String)

  // MARK: What is asked besides imports

  /// Make the store.
  case makeStore
  /// Bring the store to a newer version of the package.
  case migrateStore
  /// Compare the tables of the store with the package.
  case checkStore
  /// Look at the rights that each role needs.
  case showGrants
  /// Compare the store with what its runs wrote down.
  case verifyStore
  /// Look at the runs of the store.
  case listRuns
  /// Look at a run.
  case showRun(String)
  /// Go on with a run.
  case resumeRun(String)
  /// Give up a run.
  case abandonRun(String)
  /// Go on with the round of a phase.
  case resumePhase
  /// Take back what a run did.
  case undoRun(String)

  /// The action of a name and its values; `nil` for a name that there is not, or another number of values.
  public init?(name: String, values: [String]) {
    let action: HelpAction? =
      switch (name, values.count) {
      case (_, 0): Self.plain[name]
      case (_, 1): Self.withValue[name]?(values[0])
      case ("raiseLimit", 2): .raiseLimit(values[0], to: values[1])
      case ("approve", 2): .approve(code: values[0], count: values[1])
      default: nil
      }
    guard let action else { return nil }
    self = action
  }

  /// The names of all actions, sorted.
  public static var names: [String] {
    (Array(plain.keys) + withValue.keys + withTwoValues).sorted()
  }

  private static let withTwoValues = ["raiseLimit", "approve"]

  private static let plain: [String: HelpAction] = [
    "chooseTable": .chooseTable, "mapSheets": .mapSheets, "allowDelete": .allowDelete,
    "pruning": .pruning, "overwriteManual": .overwriteManual, "backUpFirst": .backUpFirst,
    "validate": .validate, "execute": .execute, "writePlan": .writePlan,
    "maximumErrors": .maximumErrors, "chooseStore": .chooseStore, "makeStore": .makeStore,
    "migrateStore": .migrateStore, "checkStore": .checkStore, "showGrants": .showGrants,
    "verifyStore": .verifyStore, "listRuns": .listRuns, "resumePhase": .resumePhase,
  ]

  private static let withValue: [String: @Sendable (String) -> HelpAction] = [
    "readAsTable": { .readAsTable($0) }, "readAs": { .readAs(encoding: $0) },
    "separate": { .separate(by: $0) }, "orderDates": { .orderDates($0) },
    "prune": { .prune(table: $0) }, "confirmTarget": { .confirmTarget($0) },
    "confirmRestore": { .confirmRestore($0) }, "showRun": { .showRun($0) },
    "resumeRun": { .resumeRun($0) }, "abandonRun": { .abandonRun($0) },
    "undoRun": { .undoRun($0) },
  ]
}

/// How a front end words the actions that help lines name.
public protocol ActionWording: Sendable {
  /// The words of an action as they stand in a sentence, with the backticks around what is typed.
  ///
  /// Values of the action may come from untrusted files.
  func text(of action: HelpAction, in language: Language) -> String
}
