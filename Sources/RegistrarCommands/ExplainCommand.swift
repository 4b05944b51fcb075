public import ArgumentParser
import ImportReports
import Schemas
import TabularCore

/// `registrar explain [CODE]`: what an issue code means and what to do about it.
public struct ExplainCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain an issue code, or list all codes.",
    discussion: """
      With a code, prints its page: what it means, an example, what to do. Without one, lists all \
      codes by area with their severity and when they are raised. With --package, the rules that \
      the package declares are explained and listed too.

      Exits 2 for a code that does not exist.
      """)

  @Argument(
    help: ArgumentHelp("The code, such as value.required.", valueName: "code"),
    completion: .list(IssueCatalog.definitions.map(\.code.rawValue)))
  var code: String?

  @Option(
    name: .customLong("package"),
    help: ArgumentHelp("Explain the rules of this package too.", valueName: "package"))
  var packageName: String?

  @Option(
    help: ArgumentHelp(
      "The language, \(Language.spokenList) (default: that of LANG).", valueName: "language"))
  var language: String?

  /// Finds a package by its name or path.
  static let findPackage: @Sendable (String) throws -> DataPackage = { name in
    let location = PackageLocator().locate(name)
    return try PackageLoader.load(path: location?.path ?? name)
  }

  /// The one package that is shipped, so that its rules are explained without naming it.
  private func shippedPackage() -> DataPackage? {
    PackageLocator().defaultPackage().flatMap { try? PackageLoader.load(path: $0.path) }
  }

  /// A command to be parsed.
  public init() {}

  /// Prints the page or the list.
  ///
  /// - Throws: a usage error for a code, a package or a language that does not exist.
  public func run() throws {
    let package = try packageName.map(package) ?? shippedPackage()
    let text = try code.map { try page(of: $0, package: package) } ?? list(package: package)
    try StandardOutput.print(text, terminator: "")
  }

  private func package(_ name: String) throws -> DataPackage {
    do {
      return try Self.findPackage(name)
    } catch {
      throw ValidationError(
        usage: "packageNotLoaded", ["name": printable(name), "reason": "\(error)"])
    }
  }

  private func spokenLanguage() throws -> Language {
    guard let language else { return .ofEnvironment() }
    guard let spoken = Language(spoken: language) else {
      throw ValidationError(
        usage: "unknownLanguage",
        ["found": printable(language), "names": Language.spokenList(in: .ofThisProcess())])
    }
    return spoken
  }

  /// The page of a code; its first line is the title, without the mark of Markdown.
  func page(of text: String, package: DataPackage? = nil) throws -> String {
    let page = try markdownPage(of: text, package: package)
    return page.hasPrefix("# ") ? String(page.dropFirst(2)) : page
  }

  private func markdownPage(of text: String, package: DataPackage?) throws -> String {
    let language = try spokenLanguage()
    let code = IssueCode(rawValue: text.lowercased())
    if let page = Explanation(code, in: language)?.text
      ?? CatalogPage.text(of: code, in: language)
    {
      return page
    }
    let entries = package.map(PackageRules.entries) ?? []
    if let package, let entry = entries.first(where: { $0.code == code }) {
      return PackageRules.page(of: entry, package: package.name, in: language)
    }
    if let retired = IssueCatalog.retired.first(where: { $0.code == code }) {
      let reason = retired.reason.text(in: language)
      return "# \(code)\n\n\(language.label("explain/retired", ["reason": reason]))\n"
    }
    let known = IssueCatalog.definitions.map(\.code.rawValue) + entries.map(\.code.rawValue)
    var message = language.label("usage/noCode", ["code": printable(text)])
    if let closest = closestText(to: text, among: known) {
      message += language.label("usage/didYouMean", ["name": closest])
    } else if code.area == "rule", package == nil {
      message += language.label("usage/codeOfPackage")
    } else {
      message += language.label("usage/allCodes")
    }
    throw ValidationError(message)
  }

  /// All codes by area, with severity and condition.
  func list(package: DataPackage? = nil) throws -> String {
    let language = try spokenLanguage()
    var text = ""
    var area: Substring = ""
    let definitions = IssueCatalog.definitions
    let width = definitions.map(\.code.rawValue.count).max() ?? 0
    let columns = Severity.allCases.map { $0.name(in: language).count }.max() ?? 0
    func line(_ code: IssueCode, _ severity: Severity, _ condition: String) -> String {
      let name = code.rawValue + String(repeating: " ", count: max(0, width - code.rawValue.count))
      let spoken = severity.name(in: language)
      let word = spoken + String(repeating: " ", count: columns - spoken.count)
      return "  \(name)  \(word)  \(condition)\n"
    }
    for definition in definitions {
      if definition.code.area != area {
        text += text.isEmpty ? "" : "\n"
        area = definition.code.area
        text += "\(area)\n"
      }
      let condition = CatalogPage.condition(of: definition, in: language)
      text += line(definition.code, definition.severity, condition)
    }
    guard let package else { return text }
    text += "\n\(language.label("explain/package", ["package": package.name]))\n"
    for entry in PackageRules.entries(of: package) {
      text += line(entry.code, entry.severity, PackageRules.condition(of: entry, in: language))
    }
    return text
  }
}
