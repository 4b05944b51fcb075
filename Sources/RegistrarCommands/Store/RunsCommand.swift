public import ArgumentParser
import ImportPipeline
import ImportService
import TabularCore

/// `registrar runs`: the runs that a store keeps.
public struct RunsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs that a store keeps, the newest first.")

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints one line per run.
  public func run() throws {
    let (store, runs) = try ImportService.ofThisProcess().runs(of: location.choice)
    let labels = RunLabels(language: speech.spoken)
    guard !runs.isEmpty else {
      try StandardOutput.print(labels.noRuns(store))
      return
    }
    var table = ListingTable(columns: labels.runHeadings)
    for run in runs {
      table.add([
        run.id, run.finishedAt, printable(run.operatorName), printable(run.host),
        Self.outcome(run, labels), Self.files(run, labels),
      ])
    }
    try StandardOutput.print(table.text, terminator: "")
  }

  /// How a run ended, or how far it is.
  private static func outcome(_ run: RunRecord, _ labels: RunLabels) -> String {
    let outcome = labels.outcome(run.outcome)
    guard let progress = RunProgress(json: run.progressJSON) else { return outcome }
    return "\(outcome), \(labels.progress(progress.done, of: progress.total))"
  }

  /// The first file of a run and how many more there are.
  private static func files(_ run: RunRecord, _ labels: RunLabels) -> String {
    guard let first = run.files.first else { return "" }
    let rest = run.files.count - 1
    return printable(first.name) + (rest > 0 ? labels.more(rest) : "")
  }
}

/// `registrar show RUN`: all that a store keeps of a run.
public struct ShowRunCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a run: who, when, from which files, what it wrote.")

  @Argument(help: RunArgument.help)
  var id: String

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the run; a usage error when the store keeps none, or several, with the id.
  public func run() throws {
    let run = try ImportService.ofThisProcess().shownRun(id, of: location.choice)
    try StandardOutput.print(
      RunPage(run: run, labels: RunLabels(language: speech.spoken)).text, terminator: "")
  }
}
