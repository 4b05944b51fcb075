public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar store check`: whether the tables of another program fit the package.
public struct StoreCheckCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare a store's tables with what the package means to write.",
    discussion: """
      Looks at tables that belong to another program (`owned` is false in the package): missing \
      tables and columns, types that are too narrow, columns that must have a value and get none, \
      unique and check constraints that the package does not know, look-ups without an index. The \
      store's own tables are compared as `store status` does. An import runs the same check first.

      Of all tables it counts keys that are not in their canonical form, as another program wrote \
      them, and keys that several records share.

      Exits 0 when an import can go on, perhaps with warnings, and 6 when it cannot.
      """)

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints what does not fit, errors first.
  public func run() throws {
    let package = try choice.load(orOf: location)
    let place = try ImportService.ofThisProcess().location(of: location.choice)
    let store = place.maintained()
    let (description, status) = try ServiceFailure.asking { () throws(StoreError) in
      (try store.description(for: package), try store.status(package))
    }
    let options = CommandOptions.ofThisProcess()
    var found = StoreCheck.mismatches(of: package, in: description)
    found += try ServiceFailure.asking { () throws(StoreError) in
      try StoredKeyCheck.mismatches(of: package, in: try place.connection(writes: false))
    }
    if status.package != nil {
      found += Self.errors(at: status.missing, "missing")
      found += Self.errors(at: status.different, "different")
    } else {
      let command = "registrar store init\(options.storeOption)\(options.packageOption)"
      found += Self.errors(at: [store.location], "bare", ["command": command])
    }
    let language = speech.spoken
    let errors = found.filter { $0.severity == .error }
    let warnings = found.filter { $0.severity == .warning }
    for mismatch in errors + warnings {
      let severity =
        language.label("severity/" + mismatch.severity.rawValue)
        + language.label("punctuation/colon")
      try StandardOutput.print("\(severity) \(mismatch.line(in: language))")
    }
    let name = "\(package.name) \(package.version)"
    guard errors.isEmpty else {
      try StandardOutput.print(
        language.label(
          "storeCheck/misfit",
          [
            "store": store.location, "package": name, "errors": errors.count,
            "warnings": warnings.count,
          ]))
      print(Self.advice(status, package, options).text(in: language))
      throw ExitCode(6)
    }
    try StandardOutput.print(
      language.label(
        "storeCheck/fits",
        ["store": store.location, "package": name, "warnings": warnings.count]))
  }

  private static func errors(
    at places: [String], _ sentence: String,
    _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> [StoreMismatch] {
    places.map { place in
      StoreMismatch(
        severity: .error, place: place,
        text: LocalizedText(label: "storeCheck/" + sentence, values))
    }
  }

  /// What to do about a store that does not fit, as far as a command can do it.
  static func advice(
    _ status: StoreStatus, _ package: DataPackage, _ options: CommandOptions
  ) -> LocalizedText {
    let place = options.storeOption + options.packageOption
    guard let owner = status.package else {
      return LocalizedText(
        label: "storeCheck/runInit", ["command": "registrar store init\(place)"])
    }
    guard owner == package.name else {
      return LocalizedText(label: "storeCheck/otherPackage", ["package": owner])
    }
    guard !status.missing.isEmpty else { return LocalizedText(label: "storeCheck/changeTables") }
    return LocalizedText(
      label: "storeCheck/runMigrate", ["command": "registrar store migrate\(place)"])
  }
}
