public import ArgumentParser
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar trace TABLE KEY`: where the values of a record came from.
public struct TraceCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Say which run, file, sheet, row and cell gave each value of a record.",
    discussion: """
      Every change of every field is told, the latest first, with what the value was before. A value \
      that no run wrote is told as an edit by hand, or as another program's. A key \
      of several parts is given part by part: registrar trace seats HALL-1 R12.
      """)

  @Argument(help: ArgumentHelp("The table's machine name.", valueName: "table"))
  var table: String

  @Argument(help: ArgumentHelp("The parts of the record's key.", valueName: "key"))
  var key: [String]

  @Option(help: ArgumentHelp("Only this field.", valueName: "field"))
  var field: String?

  @OptionGroup var location: StoreOption
  @OptionGroup var choice: PackageOption
  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Prints the trace; a usage error when no record has the key, or had it.
  public func run() throws {
    let package = try choice.load(from: location)
    let trace = try ImportService.ofThisProcess().trace(
      key, of: table, field: field, package: package, in: location.choice)
    let names = FieldNames(labels: package.fieldLabels, language: speech.spoken)
    let page = TracePage(
      trace: trace, names: names, labels: RunLabels(language: speech.spoken))
    try StandardOutput.print(page.text, terminator: "")
  }
}

/// What `registrar trace` prints.
struct TracePage {
  var trace: RecordTrace
  /// What people call the fields.
  var names = FieldNames()
  var labels = RunLabels(language: .english)

  /// The page, every line ended.
  var text: String {
    let key = trace.key.map { printable($0) }.joined(separator: "/")
    var text = "\(trace.table)[\(key)]" + (trace.isStored ? "" : labels.notStored) + "\n\n"
    var table = ListingTable(columns: labels.traceHeadings)
    for change in trace.changes {
      let (cause, time) = self.cause(change.cause)
      table.add([
        name(of: change.field), value(change.value, change.form),
        value(change.before, change.beforeForm), cause,
        place(of: change), time,
      ])
    }
    text += trace.changes.isEmpty ? labels.nothingKnown + "\n" : table.text
    return text
  }

  /// A field's label, with the machine name that `--field` takes where it is another.
  private func name(of field: String) -> String {
    let name = names.name(of: field, at: IssueLocation(.store, table: trace.table))
    return name == field ? field : "\(printable(name, limit: 40)) (\(field))"
  }

  /// The cell, or the row, and where the value comes from that no cell gave as it stands.
  private func place(of change: RecordTrace.Change) -> String {
    let place = change.place.map { PlaceRenderer().text($0) } ?? ""
    guard let origin = change.origin else { return place }
    var text = labels.language.origin(origin.origin)
    if let read = origin.read { text += " `\(printable(read, limit: 40))`" }
    if !origin.names.isEmpty {
      let names = origin.names.map {
        "`\(printable($0.read, limit: 40))` → \(printable($0.key, limit: 40))"
      }
      text += labels.language.label("punctuation/colon") + " " + names.joined(separator: ", ")
    }
    let why = [origin.reason, origin.author].compactMap(\.self).filter { !$0.isEmpty }
    if !why.isEmpty {
      text +=
        labels.language.label("punctuation/colon") + " "
        + printable(why.joined(separator: ", "), limit: 80)
    }
    return place + (place.isEmpty ? "" : " ") + "(\(text))"
  }

  private func value(_ value: String?, _ form: ValueForm) -> String {
    value.map { form.text(printable($0, limit: 60), in: labels.language) } ?? "–"
  }

  private func cause(_ cause: RecordTrace.Change.Cause) -> (String, String) {
    switch cause {
    case .hand(let time): (labels.byHand, time)
    case .program: (labels.byProgram, "")
    case .run(let id, let command, let person, let time):
      ((command == "import" ? "" : command + " ") + "\(id) (\(printable(person)))", time)
    }
  }
}
