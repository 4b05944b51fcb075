public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Schemas

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
      found += status.missing.map {
        StoreMismatch(severity: .error, place: $0, text: "it is missing")
      }
      found += status.different.map {
        StoreMismatch(severity: .error, place: $0, text: "it is another column than the package's")
      }
    } else {
      found.append(
        StoreMismatch(
          severity: .error, place: store.location,
          text: "it lacks the tables of registrar itself; run"
            + " `registrar store init\(options.storeOption)\(options.packageOption)`"))
    }
    let errors = found.filter { $0.severity == .error }
    let warnings = found.filter { $0.severity == .warning }
    for mismatch in errors + warnings {
      try StandardOutput.print("\(mismatch.severity.rawValue): \(mismatch)")
    }
    let name = "\(package.name) \(package.version)"
    guard errors.isEmpty else {
      try StandardOutput.print(
        "\(store.location) does not fit \(name): \(errors.count) errors, \(warnings.count) warnings"
      )
      print(Self.advice(status, package, options))
      throw ExitCode(6)
    }
    try StandardOutput.print("\(store.location) fits \(name), with \(warnings.count) warnings")
  }

  /// What to do about a store that does not fit, as far as a command can do it.
  static func advice(
    _ status: StoreStatus, _ package: DataPackage, _ options: CommandOptions
  ) -> String {
    guard status.package != nil else {
      return "Run `registrar store init\(options.storeOption)\(options.packageOption)`."
    }
    guard status.package == package.name else {
      return "Name the package \(status.package ?? "") with --package, or another store."
    }
    guard !status.missing.isEmpty else {
      return "Change the tables that are named, or the package; no command can do it."
    }
    return "Run `registrar store migrate\(options.storeOption)\(options.packageOption)`, which adds"
      + " what is missing or names what it cannot add."
  }
}
