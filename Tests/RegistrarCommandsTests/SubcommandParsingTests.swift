import ArgumentParser
import Testing

@testable import RegistrarCommands

/// A subcommand is parsed on its own, and what comes of that is what comes of parsing from the root.
@Suite struct SubcommandParsingTests {
  @Test(arguments: [
    ["import", "a.csv"], ["import", "a.csv", "--validate", "--offline"],
    ["import", "a.csv", "b.csv", "--execute", "--store", "sqlite:x.db", "--jobs", "2"],
    ["import", "import", "--table", "halls"], ["import", "--", "--validate"],
    ["import", "-", "--verbose"], ["import"], ["import", "a.csv", "--unknown"],
    ["import", "a.csv", "--execute", "--validate"], ["import", "a.csv", "--store"],
    ["import", "a.csv", "--jobs", "many"], ["import", "--help"], ["import", "a.csv", "-h"],
    ["import", "--version"], ["import", "a.csv", "--version"], ["import", "--help-hidden"],
    ["import", "--generate-completion-script", "bash"],
    ["import", "--generate-completion-script"], ["import", "---completion", "import", "--", "x"],
    ["import", "--experimental-dump-help"], ["--version"], ["--help"], ["help", "import"], [],
    ["unknown"], ["--validate", "import", "a.csv"], ["limits"], ["limits", "extra"],
    ["explain", "value.not-integer"], ["schema"], ["schema", "check", "--help"],
    ["schema", "check"], ["undo"], ["runs", "--help"],
  ])
  func aSubcommandIsParsedAsFromTheRoot(arguments: [String]) {
    #expect(
      Self.outcome { try RegistrarTool.parsed(arguments) }
        == Self.outcome { try RegistrarTool.parseAsRoot(arguments) })
  }

  @Test(arguments: [
    (["import", "a.xlsx", "--marked=b.xlsx"], ["import", "a.xlsx", "--marked", "b.xlsx"]),
    (["import", "--marked=b=c.xlsx", "a.xlsx"], ["import", "--marked", "b=c.xlsx", "a.xlsx"]),
    (["import", "a.xlsx", "--marked"], ["import", "a.xlsx", "--marked"]),
    (["import", "a.xlsx", "--marked="], ["import", "a.xlsx", "--marked="]),
    (["import", "--", "--marked=b.xlsx"], ["import", "--", "--marked=b.xlsx"]),
    (["import", "a.xlsx", "--report=html:b"], ["import", "a.xlsx", "--report=html:b"]),
  ])
  func aValueThatMayBeLeftOut_isTakenWhenItIsJoined(arguments: [String], expected: [String]) {
    #expect(RegistrarTool.parted(arguments) == expected)
  }

  @Test func whatTheRootParsesIsToldApart() {
    #expect(
      Self.outcome { try RegistrarTool.parsed(["import", "a.csv"]) }
        != Self.outcome { try RegistrarTool.parsed(["import", "b.csv"]) })
  }

  /// The command with all that it was given, or what would be printed, and the exit status.
  private static func outcome(_ parse: () throws -> any ParsableCommand) -> String {
    do {
      var command = try parse()
      guard "\(type(of: command))" == "HelpCommand" else {
        var text = ""
        dump(command, to: &text)
        return text
      }
      try command.run()
      return "nothing"
    } catch {
      return
        "\(RegistrarTool.exitCode(for: error).rawValue) \(RegistrarTool.fullMessage(for: error))"
    }
  }
}
