public import ArgumentParser
import Foundation
import ImportService
import Submissions
import TabularCore

/// `registrar account token`: makes a token for programs, lists or ends it.
public struct AccountTokenCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make a token by which a program acts for an account, list or end tokens.",
    discussion: """
      The token is printed once; a digest of it is kept. It may do what the account may in the roles that \
      are named, until it ends.
      """)

  @Argument(help: ArgumentHelp("The account's name.", valueName: "name"))
  var name: String

  @Option(
    name: .customLong("role"),
    help: ArgumentHelp(
      "A role of the account that the token may use; repeatable.", valueName: "role"))
  var roles: [Role] = []

  @Option(help: ArgumentHelp("After how many days it ends.", valueName: "n"))
  var days = 90

  @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
  var label = ""

  @Option(
    name: .customLong("end"),
    help: ArgumentHelp("End the token of an id, as the list shows it.", valueName: "id"))
  var ended: String?

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a number of days that no token lasts.
  public func validate() throws {
    guard (1...APITokens.mostDays).contains(days) else {
      throw ValidationError(usage: "positive", ["option": "--days"])
    }
  }

  /// Makes a token when roles are named, ends one when an id is, else lists them.
  public func run() throws {
    let language = speech.spoken
    let desk = AccountDesk(location, language)
    if let ended {
      try desk.run { desk throws(DeskError) in
        try desk.tokens.revoke(ended, of: name, by: desk.author)
      }
      return try StandardOutput.tell(language.label("account/changed", ["name": name]))
    }
    guard roles.isEmpty else {
      let made = try desk.run { desk throws(DeskError) in
        try desk.tokens.issue(to: name, label: label, roles: roles, days: days, by: desk.author)
      }
      return try StandardOutput.tell(made.secret)
    }
    let tokens = try desk.run { desk throws(DeskError) in try desk.tokens.list(of: name) }
    var table = ListingTable(
      columns: language.label("account/tokenHeadings").split(separator: ",").map(String.init))
    for token in tokens {
      table.add([
        token.id, token.label, token.roles.map(\.rawValue).joined(separator: " "),
        Date(timeIntervalSince1970: Double(token.expiresAt)).formatted(.iso8601),
      ])
    }
    try StandardOutput.print(
      tokens.isEmpty ? language.label("account/noTokens") + "\n" : table.text, terminator: "")
  }
}
