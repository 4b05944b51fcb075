public import ArgumentParser
import ImportService
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
    let service = try ImportService.timed()
    try telling.reporting("verify", executes: false, clock: service.surroundings.clock) { _ in
      try service.verify(request())
    }
  }

  private func request() throws -> VerificationRequest {
    var request = VerificationRequest(of: location.choice)
    request.package = choice.package
    request.run = id
    request.expectedCounts = try expectations()
    if let details = telling.maxDetails { request.maximumDetails = details }
    if telling.keepsAllIssues { request.maximumDetails = 0 }
    return request
  }

  private func expectations() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for text in expect {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let count = Int(parts[1]), count >= 0 else {
        throw ValidationError(usage: "expect", ["found": printable(text)])
      }
      counts[parts[0]] = count
    }
    return counts
  }
}
