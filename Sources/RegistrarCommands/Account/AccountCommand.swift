public import ArgumentParser
import ImportService
import Submissions
import TabularCore

/// `registrar account`: who may use the pages of `registrar serve`.
public struct AccountCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Make accounts for the pages of a store, give them roles, end them.",
    discussion: """
      Accounts and what they hand in lie beside the store: in NAME.desk.sqlite beside NAME.sqlite, or in \
      the schema NAME_desk of the same database. A password is read from standard input, one line; no \
      argument holds one.
      """,
    subcommands: [
      AccountAddCommand.self, AccountListCommand.self, AccountRoleCommand.self,
      AccountPasswordCommand.self, AccountDisableCommand.self, AccountTokenCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}

/// `registrar account list`: the accounts with what they may do.
public struct AccountListCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the accounts with their roles.")

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints a line for each account and role.
  public func run() throws {
    let language = speech.spoken
    let found = try AccountDesk(location, language).run { desk throws(DeskError) in
      try desk.accounts.list()
    }
    var table = ListingTable(
      columns: language.label("account/headings").split(separator: ",").map(String.init))
    for account in found {
      let state = account.isDisabled ? language.label("account/disabled") : ""
      let roles = account.grants.map(\.text)
      for (index, role) in (roles.isEmpty ? [""] : roles).enumerated() {
        table.add([
          index == 0 ? account.name : "", role, index == 0 ? account.identity ?? "" : "",
          index == 0 ? state : "",
        ])
      }
    }
    try StandardOutput.print(
      found.isEmpty ? language.label("account/none") + "\n" : table.text, terminator: "")
  }
}
