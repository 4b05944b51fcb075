public import ArgumentParser
import ImportService

/// `registrar undo RUN`: takes back what a run did.
public struct UndoCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Say what taking back a run would do, or take it back.",
    discussion: """
      Records that the run made are removed, those that it changed or removed are put back as they \
      were. What was changed by hand since is kept and told. When a later run changed some of the \
      records, or others refer to them, nothing is written (exit 4). An undo is a run and can be \
      undone.

      In the ledger `created`, `updated` and `deleted` are what the undo does; `unchanged` was \
      undone before, `skipped` is kept, `invalid` may not be taken back.
      """)

  @Argument(help: RunArgument.help)
  var id: String

  @Flag(name: .customLong("validate"), help: "Tell everything, change nothing (the default).")
  var validateOnly = false

  @Flag(help: "Take the run back, all or nothing.")
  var execute = false

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard
  @OptionGroup var approving: ApprovalOptions
  @OptionGroup var choice: PackageOption
  @OptionGroup(title: "What is told") var telling: ReportOptionGroup

  /// A command to be parsed.
  public init() {}

  /// Refuses options that exclude each other.
  public func validate() throws {
    if validateOnly, execute {
      throw ValidationError(usage: "exclusive", ["first": "--validate", "second": "--execute"])
    }
  }

  /// Validates the run's records, reverses them when asked, and exits with the status of the outcome.
  public func run() throws {
    let service = try ImportService.timed()
    try telling.reporting("undo", executes: execute, clock: service.surroundings.clock) { _ in
      try service.undo(request())
    }
  }

  private func request() throws -> UndoRequest {
    var request = UndoRequest(of: id, in: location.choice, executes: execute)
    request.package = choice.package
    request.confirmedTarget = guarding.confirmTarget
    request.approvals = try approving.approved()
    if let details = telling.maxDetails { request.maximumDetails = details }
    if telling.keepsAllIssues { request.maximumDetails = 0 }
    return request
  }
}
