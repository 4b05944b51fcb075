import ImportPipeline
import TabularCore

/// What people call tables in sentences about what a run does to them.
///
/// Sentences about rights, columns and descriptors keep the machine name: that is what has to be granted,
/// added or corrected.
struct TableTitles: Sendable {
  private var titles: [String: LocalizedText] = [:]

  /// No titles: where there is no package.
  init() {}

  /// The titles of a report's package.
  init(_ report: ImportReport) { titles = report.tableTitles }

  private static let machineCodes: Set<IssueCode> = [
    "store.rights-missing", "store.schema-version", "store.unreachable",
    // Its table stands in a command.
    "store.absent-from-file",
  ]

  /// An argument of an issue, with the title in the place of a table's machine name.
  func shown(_ argument: IssueArgument, of code: IssueCode, in language: Language) -> IssueArgument
  {
    guard argument.name == "table", ["guard", "store", "run", "table"].contains(code.area),
      !Self.machineCodes.contains(code), let title = titles[argument.value]
    else { return argument }
    return IssueArgument("table", title.text(in: language))
  }
}
