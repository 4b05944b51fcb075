public import ArgumentParser

/// `registrar queue`: what waits to be sent to other systems.
public struct QueueCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "See, hold and send what waits in a store for other systems.",
    discussion: """
      registrar emit PROFILE --execute notes every record that it has to send before it sends the first. \
      What a run that ended early left waits in the store.
      """,
    subcommands: [
      QueueStatusCommand.self, QueuePauseCommand.self, QueueResumeCommand.self,
      QueueRunCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}
