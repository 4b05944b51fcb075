public import ArgumentParser

/// `registrar schema`: the packages that the tool knows, and how to write one's own.
public struct SchemaCommand: ParsableCommand {
  /// The command's name, help and sub-commands.
  public static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "List, show and check the packages that define tables.",
    discussion: """
      A package is a folder with datapackage.json, a Frictionless Data Package, and one file per \
      table. Shipped packages are named; your own are given by path with --package.
      """,
    subcommands: [
      SchemaListCommand.self, SchemaShowCommand.self, SchemaCheckCommand.self,
      SchemaDDLCommand.self, SchemaDraftCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}
