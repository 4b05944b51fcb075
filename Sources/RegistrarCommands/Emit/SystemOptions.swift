import ArgumentParser
import Foundation

/// The options of `registrar emit` for a profile of a system.
struct SystemOptions: ParsableArguments {
  @Flag(
    name: .customLong("validate"),
    help: "Of a system: tell what would be sent, and what cannot be.")
  var isDryRun = false

  @Flag(help: "Of a system: send it.")
  var execute = false

  @Flag(
    help:
      "Of a system: look whether it has every record as it should be; exits 7 where it has not.")
  var verify = false

  @Flag(help: "Of a system: take away what was made in it.")
  var undo = false

  @Flag(help: "Of a system: only check the profile.")
  var check = false

  @Option(
    help: ArgumentHelp(
      "Of a system: also write what has to be done to this file, a line of JSON each, without"
        + " values of records.", valueName: "file"), completion: .file())
  var planOut: String?

  @Option(
    help: ArgumentHelp(
      "Of a system: send only what a file of --plan-out says; refuse when anything else has to be"
        + " done.", valueName: "file"), completion: .file())
  var plan: String?

  @Option(
    help: ArgumentHelp(
      "Of a system: only the records whose keys are lines of this file, with what refers to them"
        + " and that to which they refer.", valueName: "file"), completion: .file())
  var onlyKeys: String?

  @Flag(
    help: "Of a system: pass over records that were sent and did not change since.")
  var skipDone = false

  @Flag(help: "Of a system: send again what it refused before.")
  var retryRefused = false

  @OptionGroup var settings: SystemSettings

  @Option(
    help: ArgumentHelp(
      "Of a system, with files: the store in which it is noted what was sent, made if needed; the"
        + " same one each time.", valueName: "store"),
    completion: .file(extensions: ["sqlite", "db"]))
  var journal: String?

  @Option(
    help: ArgumentHelp(
      "Of a system: none (nothing is sent while anything is wrong) or skip-row (the others are"
        + " sent).", valueName: "policy"))
  var onError = ErrorPolicy.none

  @Option(
    help: ArgumentHelp(
      "Of a system: how the result is told, text or json.", valueName: "format"))
  var report = Format.text

  /// What is sent while something is wrong.
  enum ErrorPolicy: String, ExpressibleByArgument {
    case none
    case skipRow = "skip-row"
  }

  /// How the result is told.
  enum Format: String, ExpressibleByArgument {
    case text, json
  }

  /// What to do.
  enum Mode {
    case validate, execute, verify, undo, check
  }

  /// What to do; `nil` where the format is none of a system.
  var mode: Mode? { modes.first?.mode }

  private var modes: [(option: String, mode: Mode)] {
    var modes: [(String, Mode)] = []
    if isDryRun { modes.append(("--validate", .validate)) }
    if execute { modes.append(("--execute", .execute)) }
    if verify { modes.append(("--verify", .verify)) }
    if undo { modes.append(("--undo", .undo)) }
    if check { modes.append(("--check", .check)) }
    return modes
  }

  /// An option that means nothing without a mode; `nil` for none.
  private var belonging: String? {
    if planOut != nil { return "--plan-out" }
    if plan != nil { return "--plan" }
    if onlyKeys != nil { return "--only-keys" }
    if skipDone { return "--skip-done" }
    if retryRefused { return "--retry-refused" }
    if settings.rate != nil { return "--rate" }
    if settings.workers != nil { return "--workers" }
    if journal != nil { return "--journal" }
    if !settings.set.isEmpty { return "--set" }
    if onError != .none { return "--on-error" }
    return report == .text ? nil : "--report"
  }

  func validate() throws {
    if modes.count > 1 {
      throw ValidationError(
        usage: "exclusive", ["first": modes[0].option, "second": modes[1].option])
    }
    if let journal { try checkStoreLocation(journal) }
    if plan != nil, let other = modes.first, other.mode != .execute {
      throw ValidationError(usage: "exclusive", ["first": "--plan", "second": other.option])
    }
    if modes.isEmpty, let belonging {
      throw ValidationError(usage: "systemOnly", ["option": belonging])
    }
  }
}
