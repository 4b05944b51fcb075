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
    let sheets = ([table.sheetName] + table.sheetAliases).joined(separator: ", ")
    lines.append("  sheet      \(sheets)")
    lines.append("  file       \(table.fileStem).csv")
    if !table.naturalKey.isEmpty {
      lines.append("  key        \(table.naturalKey.joined(separator: " + "))")
    }
    for key in table.uniqueKeys { lines.append("  unique     \(key.joined(separator: " + "))") }
    for identity in table.identities {
      lines.append("  one of     \(identity.fields.joined(separator: ", "))")
    }
    if showsAliases, !table.ignoredHeaders.isEmpty {
      lines.append("  ignored    \(table.ignoredHeaders.joined(separator: "; "))")
    }
    lines.append("")
    for field in table.fields { lines += page(of: field) }
    lines += ruleLines
    return lines.joined(separator: "\n") + "\n"
  }

  private func page(of field: Field) -> [String] {
    var words = [typeWords(field)]
    if field.isRequired {
      words.append("required")
    } else if let condition = field.requiredIf {
      words.append("required when " + condition.reason.text(in: language))
    }
    if table.naturalKey.contains(field.name) { words.append("key") }
    if table.uniqueKeys.contains([field.name]) { words.append("unique") }
    if field.privacy == .personal { words.append("personal") }
    var lines = [
      "\(field.name)  “\(field.label.text(in: language))”  \(words.joined(separator: ", "))"
    ]
    func add(_ label: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      lines.append("    " + label.padded(to: 9) + text)
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
    return field.type == .list ? "list of \(field.itemType.rawValue)" : name
  }

  private func valueWords(_ value: Field.EnumValue) -> String {
    guard showsAliases, !value.aliases.isEmpty else { return value.value }
    return "\(value.value) (\(value.aliases.joined(separator: ", ")))"
  }

  private func limitWords(_ field: Field) -> String {
    let limits = field.constraints
    let isList = field.type == .list || field.type == .plainList
    var words: [String] = []
    func range(_ low: String?, _ high: String?, _ unit: String) {
      switch (low, high) {
      case (let low?, let high?): words.append("\(low) to \(high)\(unit)")
      case (let low?, nil): words.append("from \(low)\(unit)")
      case (nil, let high?): words.append("up to \(high)\(unit)")
      case (nil, nil): break
      }
    }
    range(limits.minimum, limits.maximum, "")
    range(
      limits.minimumLength.map { String($0) }, limits.maximumLength.map { String($0) },
      isList ? " items" : " long")
    if let text = limits.patternWords?.text(in: language) ?? limits.pattern { words.append(text) }
    if let values = limits.allowedValues { words.append(values.joined(separator: ", ")) }
    return words.joined(separator: "; ")
  }

  private func referenceWords(_ field: Field) -> String? {
    guard let reference = table.reference(from: field.name) else { return nil }
    var text = "\(reference.table).\(reference.targetField)"
    for (name, path) in reference.with.sorted(by: { $0.key < $1.key }) {
      text += ", \(name) being \(path)"
    }
    let others = reference.alternatives.map(\.field)
    return others.isEmpty ? text : text + ", also by " + others.joined(separator: ", ")
  }

  private func defaultWords(_ field: Field) -> String? {
    switch field.defaultValue {
    case .text(let text): text
    case .path(let path): "that of \(path)"
    case .expression(let sql): sql
    case nil: nil
    }
  }

  private var ruleLines: [String] {
    guard !table.rules.isEmpty else { return [] }
    var lines = ["rules"]
    for rule in table.rules {
      let message =
        rule.message ?? IssueCatalog.definition(of: rule.code)?.message(variant: rule.variant)
      let text = message.map { MessageTemplate($0.text(in: language)).outline(in: language) }
      lines.append("    \(rule.severity.rawValue)[\(rule.code)]: \(text ?? "")")
    }
    return lines
  }
}

extension String {
  /// The text followed by spaces up to a number of characters.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
