import ArgumentParser
public import ImportPipeline
import ImportService
import TabularCore
public import Schemas

extension ImportOptions.ErrorPolicy: WordChoice {}
extension ImportOptions.UnknownColumns: WordChoice {}
extension TableSchema.WriteMode: WordChoice {}

/// Whether and where a run writes.
struct ModeOptions: ParsableArguments {
  @Flag(name: .customLong("validate"), help: "Tell everything, change nothing (the default).")
  var validateOnly = false

  @Flag(help: "Write what was validated, all or nothing.")
  var execute = false

  @Option(
    help: ArgumentHelp(
      "The store: \(StoreLocation.forms) (default: DATABASE_URL, else \(StoreLocation.usual)).",
      valueName: "location"))
  var store: String?

  @Flag(
    help: "Try the merge in a transaction that is taken back; on a production target always.")
  var rehearse = false

  @Flag(help: "Leave the store out of account: every row counts as new.")
  var offline = false

  @Option(
    help: ArgumentHelp(
      "What a row with an error means: nothing is written, or the row or its table is left out.",
      valueName: "what"))
  var onError: ImportOptions.ErrorPolicy = .stop

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp(
      "What happens with rows whose key is stored or is not, in all tables: upsert creates and"
        + " updates, insert-only leaves stored records as they are, update-only refuses a key that is"
        + " not stored (default: as each table's schema says, else upsert).",
      valueName: "mode"))
  var writeMode: TableSchema.WriteMode?

  @Option(
    help: ArgumentHelp(
      "Which new accounts must choose another password: none, all, or another word of the package.",
      valueName: "which"))
  var resetPasswords: String?

  @Option(
    help: ArgumentHelp(
      "The folder with the files that rows name, images of questions for example: each must be there.",
      valueName: "dir"), completion: .directory)
  var attachments: String?

  @Option(help: ArgumentHelp("End after so many errors.", valueName: "n"))
  var maxErrors: Int?

  @Flag(help: "Count warnings as errors.")
  var strict = false

  @Flag(help: "Let `action` delete records.")
  var allowDelete = false

  @Option(
    help: ArgumentHelp(
      "Delete the stored records of a table, or those with a value, that no row names; repeatable.",
      valueName: "table[:field=value]"))
  var prune: [String] = []

  @Flag(help: "Replace values that other programs changed in the store.")
  var overwriteManual = false

  @Option(
    help: ArgumentHelp(
      "Write the plan of a validation: every change, before and after.", valueName: "path"),
    completion: .file())
  var planOut: String?

  @Option(
    help: ArgumentHelp(
      "Do exactly what a plan says, or refuse and name what changed since.", valueName: "path"),
    completion: .file())
  var plan: String?

  @Option(
    help: ArgumentHelp(
      "Commit after so many rows, for very large files; registrar resume goes on after a failure.",
      valueName: "n"))
  var commitEvery: Int?

  @Option(
    help: ArgumentHelp(
      "With --commit-every: write so many rows a second at most.", valueName: "n"))
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "With --on-error skip-row or skip-table: write nothing when more than this share of a table's"
        + " rows, in percent, has errors.", valueName: "percent"))
  var maxErrorRate: Double?

  @OptionGroup var backingUp: BackupOptions

  @Option(help: .hidden)
  var resumedRun: String?

  func validate() throws {
    if let commitEvery {
      guard commitEvery > 0 else {
        throw ValidationError(usage: "positive", ["option": "--commit-every"])
      }
      guard execute || validateOnly else {
        throw ValidationError(
          usage: "belongsTo", ["option": "--commit-every", "other": "--execute"])
      }
      guard !allowDelete, prune.isEmpty, plan == nil else {
        throw ValidationError(usage: "commitEveryInParts")
      }
    }
    if let rate {
      guard rate > 0, rate.isFinite else {
        throw ValidationError(usage: "positive", ["option": "--rate"])
      }
      guard commitEvery != nil else {
        throw ValidationError(usage: "belongsTo", ["option": "--rate", "other": "--commit-every"])
      }
    }
    if let maxErrorRate {
      guard (0..<100).contains(maxErrorRate) else {
        throw ValidationError(usage: "maxErrorRate")
      }
      guard onError != .stop else {
        throw ValidationError(
          usage: "belongsTo", ["option": "--max-error-rate", "other": "--on-error skip-row"])
      }
    }
    // With --validate in the place of --execute a command line stays as it is otherwise.
    if backingUp.isAskedFor, !execute, !validateOnly {
      throw ValidationError(usage: "belongsTo", ["option": "--backup", "other": "--execute"])
    }
    if validateOnly, execute {
      throw ValidationError(usage: "exclusive", ["first": "--validate", "second": "--execute"])
    }
    if rehearse, execute || offline {
      throw ValidationError(usage: "rehearse")
    }
    if offline, execute { throw ValidationError(usage: "offlineWrites") }
    if offline, writeMode == .updateOnly {
      throw ValidationError(usage: "notOffline", ["what": "--mode update-only"])
    }
    if offline, store != nil {
      throw ValidationError(usage: "exclusive", ["first": "--offline", "second": "--store"])
    }
    _ = try pruneScopes()
    if !prune.isEmpty, !allowDelete {
      throw ValidationError(usage: "pruneDeletes")
    }
    if planOut != nil, execute {
      throw ValidationError(usage: "planOut")
    }
    if offline, planOut != nil || plan != nil {
      throw ValidationError(usage: "offlinePlan")
    }
    if planOut != nil, plan != nil {
      throw ValidationError(usage: "exclusive", ["first": "--plan-out", "second": "--plan"])
    }
    if let maxErrors, maxErrors < 1 {
      throw ValidationError(usage: "positive", ["option": "--max-errors"])
    }
    if !offline { try checkStoreLocation(store) }
  }

  /// What is pruned.
  func pruneScopes() throws -> [PruneScope] {
    try prune.map { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let table = parts.first, !table.isEmpty else {
        throw ValidationError(usage: "prune", ["found": printable(text)])
      }
      guard parts.count == 2 else { return PruneScope(table: String(table)) }
      let condition = parts[1].split(separator: "=", maxSplits: 1).map(String.init)
      guard condition.count == 2 else {
        throw ValidationError(usage: "prune", ["found": printable(text)])
      }
      return PruneScope(table: String(table), field: condition[0], value: condition[1])
    }
  }
}
