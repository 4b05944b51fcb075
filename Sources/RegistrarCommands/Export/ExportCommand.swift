public import ArgumentParser
import ImportReports
import ImportService
import RecordExport
import Schemas
import TabularCore

/// `registrar export PACKAGE|TABLE… --from STORE --to DIR`: writes records to files that import elsewhere.
public struct ExportCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the records of a store to files that import elsewhere.",
    discussion: """
      The files are filled templates: records name each other by their keys, never by ids of the \
      store, so that another store takes them over whatever ids it has. Importing an export into the \
      store that it is of changes nothing; equal records give equal bytes.

      A package that describes an exchange, such as oneroster, is written in that form when its name is \
      the format: one zip with a manifest and all records in use, or with --changes those that are known \
      to have changed, those that are gone among them. --format-version writes an older version of the \
      form; what that has no word for is listed.

      qti writes the assessment items of a package and their groups as a QTI 3.0 package. What QTI cannot \
      say is listed.

      Secrets are never written. Personal values are; --redact puts ‹hidden› in their place.
      """)

  @Argument(
    help: ArgumentHelp(
      "A package, or machine names of tables of the package.", valueName: "package|table"))
  var names: [String] = []

  @OptionGroup var source: ReadStore

  @Option(
    help: ArgumentHelp("The folder to write to; made if needed.", valueName: "dir"),
    completion: .directory)
  var to = "."

  @Option(
    help: ArgumentHelp(
      "The kind of files: xlsx, csv, json, qti, or the name of a package with an exchange.",
      valueName: "format"))
  var format = "xlsx"

  @Flag(help: "In an exchange, write the records that changed instead of all.")
  var changes = false

  @Option(
    name: .customLong("format-version"),
    help: ArgumentHelp(
      "In an exchange, the version to write (default: the newest).", valueName: "version"))
  var formatVersion: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Write the records as those of another package, by a mapping file.", valueName: "package"))
  var otherPackage: String?

  @Option(
    help: ArgumentHelp(
      "The mapping file (default: mappings/PACKAGE.json of the store's package).",
      valueName: "path"), completion: .file(extensions: ["json"]))
  var map: String?

  @Option(
    help: ArgumentHelp(
      "A mapping table that the mapping file uses, a delimited file; repeatable.",
      valueName: "name=path"))
  var lookup: [String] = []

  @Flag(help: "Put ‹hidden› in place of personal values.")
  var redact = false

  @OptionGroup var speech: LanguageOption

  @OptionGroup var packageOption: PackageOption

  /// A command to be parsed.
  public init() {}

  /// Checks that the options go together.
  public func validate() throws {
    if otherPackage == nil, map != nil || !lookup.isEmpty {
      throw ValidationError(usage: "belongsTo", ["option": "--map, --lookup", "other": "--as"])
    }
    if otherPackage != nil, changes || redact || !["xlsx", "csv"].contains(format) {
      throw ValidationError(usage: "otherPackageCSV")
    }
    if format == "qti", changes || redact {
      throw ValidationError(usage: "notForQTI")
    }
    _ = try lookups()
  }

  /// The mapping tables by name.
  private func lookups() throws -> [String: String] {
    var paths: [String: String] = [:]
    for text in lookup {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex,
        text.index(after: sign) < text.endIndex
      else {
        throw ValidationError(
          usage: "takes",
          ["option": "--lookup", "form": "NAME=PATH", "found": printable(text)])
      }
      paths[String(text[..<sign])] = String(text[text.index(after: sign)...])
    }
    return paths
  }

  /// The format that is meant.
  private func exportFormat(of package: DataPackage) throws -> ExportFormat {
    if package.exchange != nil, format == package.name {
      return changes ? .exchangeOfChanges : .exchange
    }
    if changes { throw ValidationError(usage: "changesOfExchange") }
    let formats: [ExportFormat] = [.xlsx, .csv, .json]
    if let known = formats.first(where: { $0.rawValue == format }) { return known }
    let names = formats.map(\.rawValue) + ["qti"] + (package.exchange == nil ? [] : [package.name])
    throw ValidationError(
      usage: "noExportFormat",
      ["found": printable(format), "names": names.joined(separator: ", ")])
  }

  /// The version of the exchange that is meant; `nil` for the newest.
  private func version(in package: DataPackage) throws -> String? {
    guard let formatVersion else { return nil }
    guard let exchange = package.exchange, format == package.name else {
      throw ValidationError(usage: "versionOfExchange")
    }
    let known = exchange.versions.map(\.value)
    if known.contains(formatVersion) { return formatVersion }
    throw ValidationError(
      usage: "noExchangeVersion",
      ["found": printable(formatVersion), "names": known.joined(separator: ", ")])
  }

  /// Writes the files and prints their paths.
  ///
  /// - Throws: a usage error for a table that does not exist; exit 6 when a file cannot be written.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let choice = source.choice
    // A package that is named alone is meant as a whole.
    let isPackage =
      packageOption.package == nil && names.count == 1
      && service.surroundings.packages.locate(names[0]) != nil
    let package = try service.package(isPackage ? names[0] : packageOption.package, from: choice)
    if format == "qti" {
      let export = ItemExport(
        service: service, package: package, store: choice, language: speech.spoken)
      return try StandardOutput.tell(try export.write(to: to))
    }
    var request = ExportRequest(package, to: to)
    request.tables = isPackage ? [] : names
    request.store = choice
    request.format = try exportFormat(of: package)
    request.version = try version(in: package)
    request.language = speech.spoken
    request.masksPersonal = redact
    if let otherPackage {
      request.target = try service.package(otherPackage)
      request.map = map
      request.lookups = try lookups()
    }
    let result = try service.export(request)
    if !result.issues.isEmpty {
      var text = ""
      TextReport().render(issues: result.issues, to: &text)
      Terminal.write(text)
    }
    try StandardOutput.tell(result.paths.joined(separator: "\n"))
  }
}
