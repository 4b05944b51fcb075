public import ArgumentParser
import ImportService
import SystemEmission
import TabularCore

/// `registrar queue pause`: has everything that sends wait.
public struct QueuePauseCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Have every process that sends from the store wait after its present request.")

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Pauses.
  public func run() throws { try QueuePauseCommand.set(true, location, speech.spoken) }

  /// Pauses, or goes on; tells how many systems it concerns.
  static func set(_ isPaused: Bool, _ location: StoreOption, _ language: Language) throws {
    let service = ImportService.ofThisProcess()
    let count = try QueueStatusCommand.asking(language) {
      try EmissionQueue(in: service.journal(in: location.choice, writes: true))
        .setPaused(isPaused)
    }
    let label = isPaused ? "emit/queueIsPaused" : "emit/queueGoesOn"
    try StandardOutput.print(language.label(label, ["count": count]))
  }
}

/// `registrar queue resume`: has what was paused go on.
public struct QueueResumeCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Have what was paused go on.")

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Goes on.
  public func run() throws { try QueuePauseCommand.set(false, location, speech.spoken) }
}
