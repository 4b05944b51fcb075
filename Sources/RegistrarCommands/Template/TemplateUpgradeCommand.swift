public import ArgumentParser
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TemplateWriting

/// `registrar template upgrade OLD -o NEW`: carries the rows of a template over into one of today's package.
public struct TemplateUpgradeCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "upgrade",
    _superCommandName: "registrar template",
    abstract: "Carry the rows of an older template over into one of today.",
    discussion: """
      The old file stays as it is. What changed is listed: columns that are new, gone or named \
      otherwise, and values of lists. Cells are carried as they are; the next import tells what is \
      wrong with them. With --from-store the new drop-downs offer what a store has.
      """)

  @Argument(
    help: ArgumentHelp("The template that was filled in.", valueName: "old"),
    completion: .file(extensions: ["xlsx", "xlsm"]))
  var old: String

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write.", valueName: "new"),
    completion: .file(extensions: ["xlsx"]))
  var output: String

  @Flag(help: "Offer what a store has in the drop-downs.")
  var fromStore = false

  @OptionGroup var location: StoreOption

  @OptionGroup var speech: LanguageOption

  @OptionGroup var packageOption: PackageOption

  /// A command to be parsed.
  public init() {}

  /// Checks that the new file is another one.
  public func validate() throws {
    if output == old { throw ValidationError(usage: "sameFile") }
    if !fromStore, location.store != nil || location.named.target != nil {
      throw ValidationError(usage: "storeIsRead", ["options": "--from-store"])
    }
  }

  /// Writes the file, and prints what changed.
  ///
  /// - Throws: a usage error for a file that is no template; exit 3 for one that cannot be read; exit 6 when
  ///   the new one cannot be written.
  public func run() throws {
    let package = try fromStore ? packageOption.load(orOf: location) : packageOption.load()
    let template: FilledTemplate
    do {
      template = try FilledTemplate(path: old, package: package)
    } catch FilledTemplate.Failure.issue(let issue) {
      Terminal.error(issue)
      throw ExitCode(3)
    } catch FilledTemplate.Failure.noTemplate {
      throw ValidationError(usage: "noTemplate", ["path": printable(old)])
    }
    var contents = template.contents
    if fromStore {
      contents.takeChoices(
        of: try ImportService.ofThisProcess().contents(
          of: template.tables, package: package, in: location.choice, withRecords: false,
          language: template.language))
    }
    let writer = TemplateWriter(package: package, language: template.language, contents: contents)
    try TemplateCommand.writing(to: output) { () throws(TemplateError) in
      try writer.write(template.tables, toFile: output)
    }
    let page = UpgradePage(template: template, path: output, package: package, speech.spoken)
    try StandardOutput.tell(page.lines.joined(separator: "\n"))
  }
}

/// What `registrar template upgrade` prints.
struct UpgradePage {
  private let template: FilledTemplate
  private let path: String
  private let package: DataPackage
  private let language: Language

  init(template: FilledTemplate, path: String, package: DataPackage, _ language: Language) {
    self.template = template
    self.path = path
    self.package = package
    self.language = language
  }

  /// The lines: what changed, then what was written.
  var lines: [String] {
    var lines: [String] = []
    if template.version != package.version {
      lines.append(
        language.label(
          "upgrade/version", ["found": printable(template.version), "expected": package.version]))
    }
    lines += template.changes.changes.map(line)
    if template.changes.changes.isEmpty { lines.append(language.label("upgrade/same")) }
    lines.append(
      language.label("upgrade/written", ["path": printable(path), "count": template.rowCount]))
    return lines
  }

  private func line(_ change: TemplateChanges.Change) -> String {
    switch change {
    case .added(let table, let column):
      language.label("upgrade/added", ["table": printable(table), "names": printable(column)])
    case .removed(let table, let column, let count):
      language.label(
        "upgrade/removed",
        ["table": printable(table), "names": printable(column), "count": count])
    case .renamed(let table, let before, let after):
      language.label(
        "upgrade/renamed",
        ["table": printable(table), "before": printable(before), "after": printable(after)])
    case .valuesAdded(let table, let column, let values):
      language.label(
        "upgrade/valuesAdded",
        ["table": printable(table), "field": printable(column), "names": shown(values)])
    case .valuesRemoved(let table, let column, let values):
      language.label(
        "upgrade/valuesRemoved",
        ["table": printable(table), "field": printable(column), "names": shown(values)])
    }
  }

  private func shown(_ values: [String]) -> String {
    values.prefix(20).map { printable($0) }.joined(separator: ", ")
      + (values.count > 20 ? ", …" : "")
  }
}
