public import ArgumentParser
import ImportService

/// `registrar queue run PROFILE`: sends what waits.
public struct QueueRunCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Send what waits, and what changed since; pass over what was sent.")

  @Argument(
    help: ArgumentHelp(
      "The profile of a system: its name, or the path of its file.", valueName: "profile"))
  var profile: String

  @OptionGroup var location: StoreOption
  @OptionGroup var packageOption: PackageOption
  @OptionGroup var settings: SystemSettings

  @Option(
    help: ArgumentHelp(
      "Of a system: only the records whose keys are lines of this file, with what refers to them"
        + " and that to which they refer.", valueName: "file"), completion: .file())
  var onlyKeys: String?

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Sends, and tells what came of it.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    var request = SystemTransfer.Request(mode: .execute, settings: settings)
    request.skipsDone = true
    request.sendsTheRest = true
    request.onlyKeys = onlyKeys
    try SystemTransfer(
      profile: profile, choice: location.choice, request: request, language: speech.spoken
    ).run(service, try service.package(packageOption.package, from: location.choice))
  }
}
