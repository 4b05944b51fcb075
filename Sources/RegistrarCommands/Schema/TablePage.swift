import ImportReports
import Schemas
import TabularCore

/// A page about a table that a clerk and an engineer can both read.
struct TablePage {
  private let table: TableSchema
  private let language: Language
  private let showsAliases: Bool

  /// A page in a language, with the headers that each field is recognised by where asked for.
  init(_ table: TableSchema, language: Language, showsAliases: Bool) {
    self.table = table
    self.language = language
    self.showsAliases = showsAliases
  }

  /// The page, every line ended.
  var text: String {
    var lines = ["\(table.name): \(table.title.text(in: language))"]
    let description = table.description.text(in: language)
    if !description.isEmpty { lines.append("  " + description) }
    let head = language.column("table/head", gap: 4)
    func add(_ name: String, _ texts: [String], _ separator: String) {
      guard !texts.isEmpty else { return }
      lines.append("  \(head[name])\(texts.joined(separator: separator))")
    }
    add("sheet", [table.sheetName] + table.sheetAliases, ", ")
    add("file", [table.fileStem + ".csv"], "")
    add("key", table.naturalKey, " + ")
    for key in table.uniqueKeys { add("unique", key, " + ") }
    for identity in table.identities { add("oneOf", identity.fields, ", ") }
    if showsAliases { add("ignored", table.ignoredHeaders, "; ") }
    lines.append("")
    for field in table.fields { lines += page(of: field) }
    lines += ruleLines
    return lines.joined(separator: "\n") + "\n"
  }

  private func label(
    _ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> String {
    language.label("table/" + key, values)
  }

  private func page(of field: Field) -> [String] {
    var words = [typeWords(field)]
    if field.isRequired {
      words.append(label("required"))
    } else if let condition = field.requiredIf {
      words.append(label("requiredWhen", ["reason": condition.reason.text(in: language)]))
    }
    if table.naturalKey.contains(field.name) { words.append(label("key")) }
    if table.uniqueKeys.contains([field.name]) { words.append(label("unique")) }
    if field.privacy == .personal { words.append(label("personal")) }
    let title = label("quoted", ["text": field.label.text(in: language)])
    var lines = ["\(field.name)  \(title)  \(words.joined(separator: ", "))"]
    let column = language.column("table/field", gap: 2)
    func add(_ name: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      lines.append("    " + column[name] + text)
    }
    let description = field.description.text(in: language)
    if !description.isEmpty { lines.append("    " + description) }
    add("values", field.enumValues.map(valueWords).joined(separator: ", "))
    add("limits", limitWords(field))
    add("refers", referenceWords(field))
    add("default", defaultWords(field))
    add("example", field.example)
    if showsAliases { add("headers", field.aliases.joined(separator: "; ")) }
    if showsAliases, let parts = field.parts {
      add("date", parts.dateHeaders.joined(separator: "; "))
      add("time", parts.timeHeaders.joined(separator: "; "))
    }
    return lines + [""]
  }

  private func typeWords(_ field: Field) -> String {
    let name = field.type.rawValue.replacing("plain:", with: "")
    return field.type == .list ? label("listOf", ["type": field.itemType.rawValue]) : name
  }

  private func valueWords(_ value: Field.EnumValue) -> String {
    guard showsAliases, !value.aliases.isEmpty else { return value.value }
    return "\(value.value) (\(value.aliases.joined(separator: ", ")))"
  }

  private func limitWords(_ field: Field) -> String {
    let limits = field.constraints
    var words: [String] = []
    func range(_ low: String?, _ high: String?, _ unit: String?) {
      let limits: String
      switch (low, high) {
      case (let low?, let high?): limits = label("range", ["low": low, "high": high])
      case (let low?, nil): limits = label("from", ["low": low])
      case (nil, let high?): limits = label("upTo", ["high": high])
      case (nil, nil): return
      }
      words.append(unit.map { label($0, ["range": limits]) } ?? limits)
    }
    range(limits.minimum, limits.maximum, nil)
    range(
      limits.minimumLength.map { String($0) }, limits.maximumLength.map { String($0) },
      field.type.definition.storage.isList ? "items" : "long")
    if let text = limits.patternWords?.text(in: language) ?? limits.pattern { words.append(text) }
    if let values = limits.allowedValues { words.append(values.joined(separator: ", ")) }
    return words.joined(separator: "; ")
  }

  private func referenceWords(_ field: Field) -> String? {
    guard let reference = table.reference(from: field.name) else { return nil }
    var text = "\(reference.table).\(reference.targetField)"
    for (name, path) in reference.with.sorted(by: { $0.key < $1.key }) {
      text += label("with", ["field": name, "path": path])
    }
    let others = reference.alternatives.map(\.field)
    return others.isEmpty
      ? text : text + label("alsoBy", ["fields": others.joined(separator: ", ")])
  }

  private func defaultWords(_ field: Field) -> String? {
    switch field.defaultValue {
    case .text(let text): text
    case .path(let path): label("thatOf", ["path": path])
    case .expression(let sql): sql
    case nil: nil
    }
  }

  private var ruleLines: [String] {
    guard !table.rules.isEmpty else { return [] }
    var lines = [label("rules")]
    for rule in table.rules {
      let message =
        rule.message?.text(in: language)
        ?? IssueCatalog.definition(of: rule.code)?.message(variant: rule.variant, in: language)
      let text = message.map { MessageTemplate($0).outline(in: language) }
      let title = "\(rule.severity.name(in: language))[\(rule.code)]"
      lines.append("    \(title)\(language.label("punctuation/colon")) \(text ?? "")")
    }
    return lines
  }
}
