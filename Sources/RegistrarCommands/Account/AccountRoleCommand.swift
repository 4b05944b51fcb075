public import ArgumentParser
import ImportService
import Submissions
import TabularCore

extension Role: ExpressibleByArgument {}

/// `registrar account role`: gives an account a role, or takes it.
public struct AccountRoleCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Give an account a role for a package and a part of its records, or take it.",
    discussion: """
      A clerk hands files in. An approver sees the plan, approves what others handed in or sends it back, \
      has it written and taken back. An operator looks at runs and has failed checks repeated. An auditor \
      looks at everything.
      """)

  @Argument(help: ArgumentHelp("The account's name.", valueName: "name"))
  var name: String

  @Argument(help: ArgumentHelp("The role.", valueName: "role"))
  var role: Role

  @Option(
    name: .customLong("package"),
    help: ArgumentHelp("For this package only, by its name.", valueName: "package"))
  var package: String?

  @Option(
    help: ArgumentHelp(
      "For the records with this value only: a clerk of location_code=A sees and sends what is of A.",
      valueName: "field=value"))
  var scope: String?

  @Flag(help: "Take the role instead.")
  var revoke = false

  @OptionGroup var location: StoreOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Refuses a scope that is none.
  public func validate() throws {
    if let scope, Scope(scope) == nil {
      throw ValidationError(
        usage: "takes",
        ["option": "--scope", "form": "FIELD=VALUE", "found": printable(scope)])
    }
  }

  /// Gives or takes the role.
  public func run() throws {
    let grant = Grant(
      role, package: package ?? Grant.allPackages, scope: scope.flatMap { Scope($0) })
    try AccountDesk(location, speech.spoken).run { desk throws(DeskError) in
      if revoke {
        try desk.accounts.revoke(grant, from: name, by: desk.author)
      } else {
        try desk.accounts.grant(grant, to: name, by: desk.author)
      }
    }
    try StandardOutput.tell(speech.spoken.label("account/changed", ["name": name]))
  }
}
