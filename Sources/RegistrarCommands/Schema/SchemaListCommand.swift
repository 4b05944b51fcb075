public import ArgumentParser
import ImportService
import Schemas
import TabularCore

/// `registrar schema list`: the packages, their tables, and where they come from.
public struct SchemaListCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List packages and their tables, and say where they come from.",
    discussion: """
      Packages are looked for in the folders that REGISTRAR_SCHEMAS names, in share/registrar of \
      the installation, and in the checkout that the binary was built in.
      """)

  @OptionGroup var option: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the list.
  ///
  /// - Throws: a usage error for a package that does not exist; exit 3 for a faulty one.
  public func run() throws {
    let language = speech.spoken
    let locator = PackageLocator()
    var locations = locator.packages()
    if let name = option.package {
      _ = try option.load()
      locations = locator.locate(name).map { [$0] } ?? []
    }
    var isFaulty = false
    var text = ""
    for location in locations {
      let place =
        location.origin.words(in: language) + language.label("punctuation/colon")
        + " \(location.path)"
      do throws(SchemaError) {
        let package = try PackageLoader.load(path: location.path, checks: .complete)
        text += language.label(
          "schema/package",
          [
            "name": package.name, "title": package.title.text(in: language),
            "version": package.version,
          ])
        if location.isDefault { text += language.label("schema/default") }
        text += "\n  \(place)\n"
        var table = ListingTable(columns: [
          "  " + language.label("report/table"), language.label("schema/fields"),
          language.label("inspect/sheet"), language.label("schema/title"),
        ])
        for schema in package.tables {
          table.add([
            "  " + schema.name, String(schema.fields.count), schema.sheetName,
            schema.title.text(in: language),
          ])
        }
        text += table.text + "\n"
      } catch {
        isFaulty = true
        text += "\(location.name)  "
        text += language.label("schema/mistakes", ["count": error.issues.count]) + "\n"
        text += "  \(place)\n\n"
      }
    }
    if locations.isEmpty { text += language.label("schema/none") + "\n" }
    try StandardOutput.print(text, terminator: "")
    if isFaulty { throw ExitCode(3) }
  }
}

extension PackageLocation.Origin {
  /// Why a package is found where it is, in a few words.
  func words(in language: Language) -> String {
    switch self {
    case .given: language.label("schema/origin/given")
    case .environment: language.label("schema/origin/environment")
    case .installed: language.label("schema/origin/installed")
    case .checkout: language.label("schema/origin/checkout")
    }
  }
}
