import DataCare
import ImportPipeline
import JSONText
import Schemas
import TabularCore

/// Writes differences as they are found, and what was counted at the end.
final class ComparisonPage {
  private let format: CompareCommand.Format
  private let limit: Int
  private let language: Language
  private let personal: PersonalFields?
  private let names: (one: String, other: String)
  private let keyFields: [String: [String]]
  private let screen: BufferedOutput?
  private let file: PrivateFile<DataCareError>?
  private var shown = 0

  /// - Parameter path: the file to write; `nil` for standard output.
  init(
    format: CompareCommand.Format, path: String?, limit: Int, language: Language,
    package: DataPackage, isRedacted: Bool, names: (one: String, other: String)
  ) throws {
    self.format = format
    self.limit = limit
    self.language = language
    self.names = names
    personal = isRedacted ? PersonalFields(package) : nil
    keyFields = Dictionary(
      package.tables.map { ($0.name, $0.naturalKey) }, uniquingKeysWith: { first, _ in first })
    do throws(DataCareError) {
      if let path {
        file = try PrivateFile<DataCareError>(path: path) { .unwritable(file: $0, reason: $1) }
      } else {
        file = nil
      }
    } catch {
      Self.tell(error)
      throw ToldFailure(status: 6)
    }
    screen = path == nil ? BufferedOutput() : nil
    if format == .csv { try write("table,key,kind,field,a,b,reason\n") }
  }

  /// Writes a difference.
  func add(_ difference: Difference) throws {
    switch format {
    case .text: try addText(difference)
    case .json: try addJSON(difference)
    case .csv: try addCSV(difference)
    }
  }

  /// Writes what was counted.
  func finish(_ summary: ComparisonSummary) throws {
    if format == .text { try finishText(summary) }
    if format == .json { try finishJSON(summary) }
    do throws(DataCareError) {
      try file?.finish()
    } catch {
      Self.tell(error)
      throw ToldFailure(status: 6)
    }
    try screen?.finish()
  }

  private func write(_ text: String) throws {
    screen?.append(text)
    do throws(DataCareError) {
      try file?.write(text)
    } catch {
      Self.tell(error)
      throw ToldFailure(status: 6)
    }
  }

  private static func tell(_ error: DataCareError) {
    guard case .unwritable(let file, let reason) = error else { return }
    Terminal.error(.emitWriteFailed(.before, file: file, reason: reason))
  }

  // MARK: Values

  private func shown(_ value: String?, of field: String, _ table: String) -> String? {
    guard let value else { return nil }
    return personal?.contains(field, of: table) == true ? "‹hidden›" : value
  }

  private func key(of difference: Difference) -> String {
    let fields = keyFields[difference.table] ?? []
    return difference.key.enumerated().map { index, part in
      fields.indices.contains(index)
        ? shown(part, of: fields[index], difference.table) ?? "" : part
    }.joined(separator: "/")
  }

  /// - Parameter run: the run that removed a record.
  private func word(_ reason: DifferenceReason, _ run: String? = nil) -> String {
    guard let run else { return language.label("compare/reason/" + reason.rawValue) }
    return language.label("compare/removedByRun", ["run": RunID.short(run)])
  }

  // MARK: Text

  private func addText(_ difference: Difference) throws {
    shown += 1
    guard limit == 0 || shown <= limit else { return }
    let place = "\(difference.table)[\(printable(key(of: difference)))]"
    switch difference.kind {
    case .missing, .extra:
      let name = difference.kind == .missing ? names.one : names.other
      try write(
        language.label("compare/only", ["record": place, "source": name])
          + " (\(word(difference.reason, difference.removingRun)))\n")
    case .different:
      for field in difference.fields {
        func text(_ value: String?) -> String {
          shown(value, of: field.name, difference.table).map { "`\(printable($0))`" } ?? "–"
        }
        try write(
          "\(place) \(field.name): \(text(field.one)) → \(text(field.other))"
            + " (\(word(field.reason)))\n")
      }
    }
  }

  private func finishText(_ summary: ComparisonSummary) throws {
    if limit > 0, shown > limit {
      try write(language.label("compare/more", ["count": shown - limit]) + "\n")
    }
    if shown > 0 { try write("\n") }
    for table in summary.tables {
      try write(
        language.label(
          "compare/counted", ["table": table.table, "one": table.one, "other": table.other])
          + "\n")
      for line in ordered(summary).filter({ $0.table == table.table }) {
        let kind = language.label("compare/kind/" + line.kind.rawValue)
        try write("  \(kind), \(word(line.reason)): \(summary.lines[line] ?? 0)\n")
      }
    }
    if summary.differingRecords == 0 { try write(language.label("compare/equal") + "\n") }
  }

  private func ordered(_ summary: ComparisonSummary) -> [ComparisonSummary.Line] {
    Difference.Kind.allCases.flatMap { kind in
      DifferenceReason.allCases.flatMap { reason in
        summary.tables.map {
          ComparisonSummary.Line(table: $0.table, kind: kind, reason: reason)
        }
      }
    }.filter { summary.lines[$0] != nil }
  }

  // MARK: JSON

  private func addJSON(_ difference: Difference) throws {
    try write(shown == 0 ? "{\"differences\": [\n" : ",\n")
    shown += 1
    var json = JSONWriter()
    json.object { json in
      json.member("table") { $0.string(difference.table) }
      json.member("key") { $0.string(key(of: difference)) }
      json.member("kind") { $0.string(difference.kind.rawValue) }
      json.member("reason") { $0.string(difference.reason.rawValue) }
      if let run = difference.removingRun { json.member("run") { $0.string(run) } }
      guard !difference.fields.isEmpty else { return }
      json.member("fields") { json in
        json.array(difference.fields) { json, field in
          json.object { json in
            json.member("field") { $0.string(field.name) }
            for (name, value) in [("a", field.one), ("b", field.other)] {
              json.optional(name, shown(value, of: field.name, difference.table))
            }
            json.member("reason") { $0.string(field.reason.rawValue) }
          }
        }
      }
    }
    try write(json.text)
  }

  private func finishJSON(_ summary: ComparisonSummary) throws {
    try write(shown == 0 ? "{\"differences\": [" : "\n")
    var json = JSONWriter()
    json.array(summary.tables) { json, table in
      json.object { json in
        json.member("table") { $0.string(table.table) }
        json.member("a") { $0.value(String(table.one)) }
        json.member("b") { $0.value(String(table.other)) }
      }
    }
    try write(
      "], \"tables\": \(json.text), \"differingRecords\": \(summary.differingRecords)}\n")
  }

  // MARK: CSV

  private func addCSV(_ difference: Difference) throws {
    func line(_ field: String, _ one: String?, _ other: String?, _ reason: DifferenceReason)
      -> String
    {
      [
        difference.table, key(of: difference), difference.kind.rawValue, field,
        shown(one, of: field, difference.table) ?? "",
        shown(other, of: field, difference.table) ?? "", reason.rawValue,
      ].map(Self.cell).joined(separator: ",") + "\n"
    }
    if difference.fields.isEmpty { try write(line("", nil, nil, difference.reason)) }
    for field in difference.fields {
      try write(line(field.name, field.one, field.other, field.reason))
    }
  }

  private static func cell(_ text: String) -> String {
    let isPlain = !text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
