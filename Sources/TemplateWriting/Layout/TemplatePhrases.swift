import Schemas
import TabularCore

/// The short phrases of templates in one language.
struct TemplatePhrases {
  let language: Language

  init(_ language: Language) {
    self.language = language
  }

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("template/" + key, values)
  }

  /// A text of the package without the back-quotes that reports print.
  func plain(_ text: LocalizedText) -> String {
    String(text.text(in: language).filter { $0 != "`" })
  }

  /// A text of a table without back-quotes, its fields by their labels.
  func plain(_ text: LocalizedText, of table: TableSchema) -> String {
    var parts = text.text(in: language).split(separator: "`", omittingEmptySubsequences: false)
      .map(String.init)
    for index in parts.indices.dropFirst().dropLast() {
      if let field = table.field(named: parts[index]) {
        parts[index] = field.label.text(in: language)
      }
    }
    return parts.joined()
  }

  /// `label: text`, with the space that French puts before a colon.
  func line(_ label: String, _ text: String) -> String {
    self.label("line", ["label": label, "text": text])
  }

  // Header notes

  var required: String { label("required") }
  var optional: String { label("optional") }
  var format: String { label("format") }
  var allowed: String { label("allowed") }
  var refersTo: String { label("refersTo") }
  var whenBlank: String { label("whenBlank") }
  var example: String { label("example") }
  var minutes: String { label("minutes") }

  func requiredWhen(_ reason: String) -> String { label("requiredWhen", ["reason": reason]) }

  func oneOf(_ labels: [String]) -> String {
    label("oneOf", ["fields": labels.joined(separator: label("or"))])
  }

  func list(of item: String, mark: String) -> String {
    label("list", ["item": item, "mark": mark])
  }

  func atMostItems(_ count: Int) -> String { label("atMostItems", ["count": count]) }
  func atMostCharacters(_ count: Int) -> String { label("atMostCharacters", ["count": count]) }

  func between(_ lower: String, _ upper: String) -> String {
    label("between", ["lower": lower, "upper": upper])
  }

  func atLeast(_ lower: String) -> String { label("atLeast", ["lower": lower]) }
  func atMost(_ upper: String) -> String { label("atMost", ["upper": upper]) }

  /// What may be typed into a cell, in a few words.
  func words(_ name: String) -> String { language.label("format/" + name) }

  // Choices and questions

  var yes: String { language.label("value/yes") }
  var no: String { language.label("value/no") }
  var decimalMark: String { language.label("value/decimalMark") }
  var questionTitle: String { label("questionTitle") }

  func questionChoice(_ label: String) -> String {
    self.label("questionChoice", ["label": label])
  }

  func questionKey(_ label: String) -> String {
    self.label("chooseKey", ["label": label])
  }

  func questionValue(_ label: String, _ format: String) -> String {
    self.label("questionValue", ["label": label, "format": format])
  }

  /// What stands beside a cell that may hold several values.
  ///
  /// - Parameter source: where the values are listed, in words.
  func several(mark: String, source: String?) -> String {
    let separated = label("several", ["mark": mark])
    return source.map { "\(separated)\n\($0)" } ?? separated
  }

  func listed(under heading: String) -> String { label("listedUnder", ["heading": heading]) }
  func listed(on sheet: String) -> String { label("listedOn", ["sheet": sheet]) }

  // Columns that steer the import

  var actionLabel: String { label("action") }
  var actions: [String] { ["upsert", "skip", "delete"].map { language.label("action/" + $0) } }
  var actionNote: String { label("actionNote") }
  var notesLabel: String { label("notes") }
  var notesNote: String { label("notesNote") }

  // Files and sheets

  var instructionsSheet: String { label("instructionsSheet") }
  var listsSheet: String { label("listsSheet") }
  var listNames: String { label("listNames") }
  var listsTitle: String { label("listsTitle") }

  /// A text of the sheet with instructions.
  func instructions(
    _ name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("instructions/" + name, values)
  }
}
