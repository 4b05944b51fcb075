public import ArgumentParser
import TabularCore

/// `registrar limits`: the limits that hold for input, with what happens when one is passed.
public struct LimitsCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "limits",
    abstract: "List the limits that hold for input files.",
    discussion: """
      Each limit has a name, a value and the issue code that is raised when it is passed. \
      `--limit name=value` changes one for a run.
      """)

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the table of limits.
  public func run() throws {
    try StandardOutput.print(Self.table(Limits(), in: speech.spoken), terminator: "")
  }

  /// The limits, one per line under a heading.
  static func table(_ limits: Limits, in language: Language) -> String {
    var table = ListingTable(
      columns: ["limits/limit", "trace/value", "limits/unit", "report/code"]
        .map { language.label($0) })
    for name in Limits.Name.allCases {
      table.add([
        name.rawValue, String(limits[name]), language.label("limits/in/" + name.unit),
        name.code.rawValue,
      ])
    }
    return table.text
  }
}
