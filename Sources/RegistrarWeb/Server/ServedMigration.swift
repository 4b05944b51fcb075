/// The migration whose state a server shows: how a command of the program is asked for it.
public struct ServedMigration: Sendable {
  /// The command and its options, but for the language; it prints the state as JSON.
  public var arguments: [String]
  /// The variables that it needs besides those of every command.
  public var variables: [String: String] = [:]

  /// A migration that a command tells about.
  public init(arguments: [String]) { self.arguments = arguments }
}
