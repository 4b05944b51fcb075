public import ArgumentParser
import ImportPipeline
import Schemas
import TabularCore

/// `registrar verify [RUN]`: compares a store with what its runs wrote down.
public struct VerifyCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare a store with what its runs wrote down.",
    discussion: """
      Checks the seals of all runs, the number of records against journals and ledgers, the values \
      that runs wrote, references without a record, keys that occur twice, and values that are not \
      in their field's list. Names edits by hand, records that no run made, and triggers and keys \
      that the store has lost. Exits 7 when anything is found.
      """)

  @Argument(
    help: ArgumentHelp("Only this run's ledger; its id, or the end of it.", valueName: "run"))
  var id: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("How many records tables must have.", valueName: "table=count"))
  var expect: [String] = []

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses expectations that are no pair of a table and a number.
  public func validate() throws { _ = try expectations() }

  /// Verifies and reports.
  public func run() throws {
    let surroundings = try CommandSurroundings()
    try telling.reporting("verify", executes: false, clock: surroundings.clock) { _ in
      try report(surroundings)
    }
  }

  private func report(_ surroundings: CommandSurroundings) throws -> ImportReport {
    let package = try choice.load(from: location)
    let expected = try expectations()
    for name in expected.keys.sorted() where package.table(named: name) == nil {
      throw ValidationError("`\(printable(name))` is no table of `\(package.name)`")
    }
    let connection = try location.connection(writes: false)
    let run = try id.map {
      try RunSearch(id: $0, location: connection.location).find(in: connection)
    }
    return StoreVerification(
      package, run: run, expected: expected, now: surroundings.clock.now(),
      maximumDetails: telling.maxDetails ?? 100
    ).perform(in: connection, clock: { surroundings.clock.now() })
  }

  private func expectations() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for text in expect {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[1]), count >= 0 else {
        throw ValidationError("--expect takes table=count, not `\(printable(text))`")
      }
      counts[parts[0]] = count
    }
    return counts
  }
}
