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
    let locator = PackageLocator()
    var locations = locator.packages()
    if let name = option.package {
      _ = try option.load()
      locations = locator.locate(name).map { [$0] } ?? []
    }
    var isFaulty = false
    var text = ""
    for location in locations {
      let place = "\(location.origin.words): \(location.path)"
      do throws(SchemaError) {
        let package = try PackageLoader.load(path: location.path, checks: .complete)
        let mark = location.isDefault ? ", the default" : ""
        text +=
          "\(package.name)  \(package.title.text(in: speech.spoken)), version \(package.version)"
        text += "\(mark)\n  \(place)\n"
        var table = ListingTable(columns: ["  table", "fields", "sheet", "title"])
        for schema in package.tables {
          table.add([
            "  " + schema.name, String(schema.fields.count), schema.sheetName,
            schema.title.text(in: speech.spoken),
          ])
        }
        text += table.text + "\n"
      } catch {
        isFaulty = true
        text += "\(location.name)  \(error.issues.count) mistakes; see registrar schema check\n"
        text += "  \(place)\n\n"
      }
    }
    if locations.isEmpty { text += "no packages; set REGISTRAR_SCHEMAS or pass --package\n" }
    try StandardOutput.print(text, terminator: "")
    if isFaulty { throw ExitCode(3) }
  }
}

extension PackageLocation.Origin {
  /// Why a package is found where it is, in a few words.
  var words: String {
    switch self {
    case .given: "given by path"
    case .environment: "from REGISTRAR_SCHEMAS"
    case .installed: "installed"
    case .checkout: "from the checkout"
    }
  }
}
