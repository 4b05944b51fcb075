public import ArgumentParser
import ImportService
import Submissions
import TabularCore

/// `registrar account add`: makes an account.
public struct AccountAddCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Make an account, with the password on standard input; it has no role yet.")

  @Argument(help: ArgumentHelp("The name to log in with.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp(
      "Who it is for the proxy that logs people in, as its header says.", valueName: "text"))
  var identity: String?

  @Flag(help: "No password is read: only the proxy logs the account in.")
  var noPassword = false

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Makes the account.
  public func run() throws {
    let password = noPassword ? nil : try AccountDesk.password()
    let account = try AccountDesk(location, speech.spoken).run { desk throws(DeskError) in
      try desk.accounts.add(name, password: password, identity: identity, by: desk.author)
    }
    try StandardOutput.tell(speech.spoken.label("account/added", ["name": account.name]))
  }
}

/// `registrar account password`: gives an account another password.
public struct AccountPasswordCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Give an account the password on standard input; its sessions end.")

  @Argument(help: ArgumentHelp("The account's name.", valueName: "name"))
  var name: String

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Changes the password.
  public func run() throws {
    let password = try AccountDesk.password()
    try AccountDesk(location, speech.spoken).run { desk throws(DeskError) in
      try desk.accounts.setPassword(password, of: name, by: desk.author)
    }
    try StandardOutput.tell(speech.spoken.label("account/changed", ["name": name]))
  }
}

/// `registrar account disable`: nobody can log in with an account.
public struct AccountDisableCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Let nobody log in with an account; its sessions end.")

  @Argument(help: ArgumentHelp("The account's name.", valueName: "name"))
  var name: String

  @Flag(help: "Let it in again.")
  var enable = false

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Disables or enables it.
  public func run() throws {
    try AccountDesk(location, speech.spoken).run { desk throws(DeskError) in
      try desk.accounts.setDisabled(!enable, of: name, by: desk.author)
    }
    try StandardOutput.tell(speech.spoken.label("account/changed", ["name": name]))
  }
}
