public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar store`: makes a store, says what it holds, brings it to a newer package.
public struct StoreCommand: ParsableCommand {
  /// The command's name, help and commands.
  public static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Make a store, look at it, or bring it to a newer version of its package.",
    discussion: "An import that executes on a new file makes the store by itself.",
    subcommands: [
      StoreInitCommand.self, StoreStatusCommand.self, StoreMigrateCommand.self,
      StoreCheckCommand.self, StoreMarkCommand.self, StoreGrantsCommand.self,
    ])

  /// A command to be parsed.
  public init() {}
}

/// `registrar store init`: makes the tables of a package.
public struct StoreInitCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the tables of a package in a new or empty store.")

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Makes the tables, or says that they are there.
  public func run() throws {
    let package = try choice.load(orOf: location)
    let service = try ImportService.timed(tellsClock: false)
    let store = try service.location(of: location.choice).text
    let (isNew, production) = try service.makeStore(location.choice, for: package)
    let language = speech.spoken
    let mark = production.map {
      language.label("store/markedProduction", ["name": printable($0)])
    }
    let name = "\(package.name) \(package.version)"
    guard isNew else {
      try StandardOutput.tell(
        language.label("store/hasAlready", ["store": store, "package": name]) + (mark ?? ""))
      return
    }
    try StandardOutput.tell(Self.made(store, package, language) + (mark ?? ""))
  }

  /// What a store was made of: the tables by name, and those that it was not made of.
  static func made(_ store: String, _ package: DataPackage, _ language: Language) -> String {
    let tables = StoreLayout(package).tables
    let own = tables.filter(\.isOwned)
    let others = tables.filter { !$0.isOwned }.map(\.name)
    let lists = own.flatMap(\.joinTables).map(\.name)
    var text = language.label(
      "store/made",
      ["store": store, "count": own.count, "package": "\(package.name) \(package.version)"])
    if !own.isEmpty {
      text += language.label("punctuation/colon") + " "
      text += own.map(\.name).joined(separator: ", ")
    }
    if !lists.isEmpty {
      text += language.label(
        "store/lists", ["count": lists.count, "names": lists.joined(separator: ", ")])
    }
    text += language.label("store/own", ["count": ToolTable.all.count])
    if !others.isEmpty {
      text += language.label("store/others", ["names": others.joined(separator: ", ")])
    }
    return text
  }
}

/// `registrar store status`: what a store is and holds.
public struct StoreStatusCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say what a store holds and whether it fits the package.",
    discussion: "Exits 0 when it fits, 6 when it must be migrated or cannot be read.")

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the store's package, its tables with their records, and what it lacks.
  public func run() throws {
    let package = try choice.load(orOf: location)
    let service = ImportService.ofThisProcess()
    let store = try service.location(of: location.choice).text
    let status = try service.status(of: location.choice, package: package)
    try StandardOutput.print(
      StorePage(
        location: store, status: status, package: package, language: speech.spoken
      ).text, terminator: "")
    if !StorePage.fits(status, package) { throw ExitCode(6) }
  }
}

/// `registrar store migrate`: adds what a newer version of the package needs.
public struct StoreMigrateCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Add the tables and columns that a newer version of the package needs.",
    discussion: """
      Only adds: new tables, and columns that stored records may leave blank. Anything else is \
      refused by name, and nothing is changed then (exit 6).
      """)

  @OptionGroup var location: StoreOption
  @OptionGroup var guarding: TargetGuard
  @OptionGroup var choice: PackageOption

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Adds what is missing, in one transaction, and lists it.
  public func run() throws {
    let service = try ImportService.timed()
    let package = try choice.load(orOf: location)
    let store = try service.location(of: location.choice).text
    let migration = try service.migrate(
      location.choice, to: package, confirmed: guarding.confirmTarget)
    let language = speech.spoken
    guard migration.refused.isEmpty else {
      let options = CommandOptions.ofThisProcess()
      let text = migration.refused.map { "  \($0)\n" }.joined()
      let command = "registrar store init --store sqlite:NEW.sqlite\(options.packageOption)"
      let help = language.label("report/help") + language.label("punctuation/colon")
      Terminal.note(
        language.label("store/unchanged", ["store": store])
          + "\n\(text)   = \(help) "
          + language.label("store/unchangedHelp", ["command": command]))
      throw ExitCode(6)
    }
    try StandardOutput.tell(
      migration.added.map { language.label("store/added", ["what": $0]) + "\n" }.joined()
        + language.label(
          "store/has", ["store": store, "package": "\(package.name) \(package.version)"]))
  }
}
