package import JSONText
package import TabularCore

/// Reads the members of one JSON object of a descriptor and remembers which ones were requested, so that
/// the others can be reported as unknown.
package final class ObjectReader {
  /// Which unrequested members are mistakes.
  package enum Strictness {
    /// Those with Registrar's prefix; the standards allow all others.
    case prefixed
    /// All.
    case all
  }

  /// The prefix of Registrar's properties.
  package static let prefix = "registrar:"

  /// The place of the object.
  package var place: DescriptorPlace
  /// Where mistakes go.
  package let findings: Findings
  private let members: [JSONMember]
  /// The names that were requested, some of them twice, and which members they found: a descriptor is asked for
  /// many names that it does not have, so that a set of them would cost more than all the rest.
  private var asked: [String] = []
  private var isFound: [Bool]

  /// A reader of an object; `nil`, with a mistake reported, for any other value.
  package init?(_ node: JSONNode, at place: DescriptorPlace, findings: Findings, expected: String) {
    guard let members = node.members else {
      findings.add(
        .schemaInvalid(
          .wrongKind(path: "#" + place.pointer, found: node.kind, expected: expected)),
        at: place)
      return nil
    }
    self.members = members
    isFound = Array(repeating: false, count: members.count)
    self.place = place
    self.findings = findings
  }

  /// The names of all members.
  package var names: [String] { members.map(\.name) }

  /// Whether there is a member that is not `null`.
  package func has(_ name: String) -> Bool { node(name) != nil }

  /// The value of a member; `nil` when it is absent or `null`.
  package func node(_ name: String) -> JSONNode? {
    asked.append(name)
    guard let index = index(of: name) else { return nil }
    isFound[index] = true
    if case .null = members[index].value.content { return nil }
    return members[index].value
  }

  /// Most members that are asked for are not there, and have names of another length.
  private func index(of name: String) -> Int? {
    let length = name.utf8.count
    return members.firstIndex { $0.name.utf8.count == length && $0.name == name }
  }

  /// The place of a member.
  package func place(of name: String) -> DescriptorPlace {
    let value = index(of: name).map { members[$0].value }
    return place.child(
      name, line: value?.line ?? place.line, column: value?.column ?? place.column)
  }

  /// Reports a mistake at a member.
  package func invalid(_ name: String, _ problem: String, suggestion: Issue.Suggestion? = nil) {
    findings.add(at: place(of: name), problem, suggestion: suggestion)
  }

  private func mismatch(_ name: String, _ node: JSONNode, _ expected: String) {
    findings.add(
      .schemaInvalid(
        .wrongKind(path: place.subject + "." + name, found: node.kind, expected: expected)),
      at: place(of: name))
  }

  /// A text.
  package func string(_ name: String) -> String? {
    guard let node = node(name) else { return nil }
    guard let text = node.string else {
      mismatch(name, node, "a text")
      return nil
    }
    return text
  }

  /// A text, number or Boolean, as text.
  package func scalar(_ name: String) -> String? {
    guard let node = node(name) else { return nil }
    guard let text = node.scalar else {
      mismatch(name, node, "a text or number")
      return nil
    }
    return text
  }

  /// `true` or `false`; `false` when absent.
  package func boolean(_ name: String) -> Bool {
    optionalBoolean(name) ?? false
  }

  /// `true` or `false`.
  package func optionalBoolean(_ name: String) -> Bool? {
    guard let node = node(name) else { return nil }
    guard case .boolean(let value) = node.content else {
      mismatch(name, node, "true or false")
      return nil
    }
    return value
  }

  /// A whole number that is not negative.
  package func count(_ name: String) -> Int? {
    guard let node = node(name) else { return nil }
    guard case .number(let text) = node.content, let value = Int(text), value >= 0 else {
      mismatch(name, node, "a whole number from 0")
      return nil
    }
    return value
  }

  /// A whole number.
  func integer(_ name: String) -> Int64? {
    guard let node = node(name) else { return nil }
    guard case .number(let text) = node.content, let value = Int64(text) else {
      mismatch(name, node, "a whole number")
      return nil
    }
    return value
  }

  /// A number.
  package func number(_ name: String) -> Double? {
    guard let node = node(name) else { return nil }
    guard case .number(let text) = node.content, let value = Double(text), value.isFinite else {
      mismatch(name, node, "a number")
      return nil
    }
    return value
  }

  /// A list of texts; a single text stands for a list of one.
  package func strings(_ name: String) -> [String]? {
    guard let node = node(name) else { return nil }
    if let text = node.string { return [text] }
    guard let items = node.items else {
      mismatch(name, node, "a list of texts")
      return nil
    }
    return items.enumerated().compactMap { index, item in
      if let text = item.string { return text }
      findings.add(
        at: place(of: name).child(String(index), line: item.line, column: item.column),
        "\(item.kind) stands where a text is expected")
      return nil
    }
  }

  /// A text that may be given as a list of lines.
  package func lines(_ name: String) -> String? {
    strings(name)?.joined(separator: "\n")
  }

  /// A text in several languages: an object with `en` and perhaps others, or a text alone.
  package func localized(_ name: String) -> LocalizedText? {
    guard let node = node(name) else { return nil }
    if let text = node.string { return LocalizedText(text) }
    guard let object = object(name, expected: "a text or an object with a text per language") else {
      return nil
    }
    let english = object.string("en")
    var translations: [Language: String] = [:]
    for language in object.languages {
      translations[language] = object.string(language.rawValue)
    }
    object.finish(.all)
    guard let english else {
      invalid(name, "`\(name)` has no English text `en`")
      return nil
    }
    return LocalizedText(english, translations)
  }

  /// The forms of a noun in several languages, singular and, if given, plural: like `localized`, with a
  /// list of forms instead of a text.
  package func forms(_ name: String) -> (one: LocalizedText, many: LocalizedText?)? {
    guard let node = node(name), node.string == nil else {
      return localized(name).map { ($0, nil) }
    }
    guard let object = object(name, expected: "a text or an object with forms per language") else {
      return nil
    }
    var forms: [Language: [String]] = [:]
    for language in [.english] + object.languages {
      forms[language] = object.strings(language.rawValue)
    }
    object.finish(.all)
    guard let english = forms.removeValue(forKey: .english), let one = english.first else {
      invalid(name, "`\(name)` has no English text `en`")
      return nil
    }
    let single = LocalizedText(one, forms.compactMapValues(\.first))
    guard let last = english.last, english.count > 1 else { return (single, nil) }
    return (single, LocalizedText(last, forms.compactMapValues(\.last)))
  }

  /// The members that are named by a language other than English: by its code of two letters.
  package var languages: [Language] {
    names.filter {
      $0 != "en" && $0.utf8.count == 2 && $0.utf8.allSatisfy { (97...122).contains($0) }
    }
    .sorted().map { Language(rawValue: $0) }
  }

  /// The texts of `registrar:translations`: by property, then by language.
  package func translations(_ properties: String...) -> [String: [Language: String]] {
    guard let object = object("registrar:translations") else { return [:] }
    var translations: [String: [Language: String]] = [:]
    for language in object.languages {
      guard let texts = object.object(language.rawValue) else { continue }
      for property in properties {
        translations[property, default: [:]][language] = texts.string(property)
      }
      texts.finish(.all)
    }
    object.finish(.all)
    return translations
  }

  /// An object.
  package func object(_ name: String, expected: String = "an object") -> ObjectReader? {
    guard let node = node(name) else { return nil }
    return ObjectReader(node, at: place(of: name), findings: findings, expected: expected)
  }

  /// The items of a list, each with its place.
  package func items(_ name: String) -> [(node: JSONNode, place: DescriptorPlace)] {
    guard let node = node(name) else { return [] }
    guard let items = node.items else {
      mismatch(name, node, "a list")
      return []
    }
    let place = place(of: name)
    return items.enumerated().map {
      ($1, place.child(String($0), line: $1.line, column: $1.column))
    }
  }

  /// The objects of a list.
  package func objects(_ name: String) -> [ObjectReader] {
    items(name).compactMap {
      ObjectReader($0.node, at: $0.place, findings: findings, expected: "an object")
    }
  }

  /// A value of a closed list.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) -> Choice? {
    guard let text = string(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let values = Choice.allCases.map(\.rawValue)
    invalid(
      name, "`\(text)` is not a value of `\(name)`, expected \(inBackticks(values))",
      suggestion: Issue.Suggestion(nearest: values, to: text, noun: "value"))
    return nil
  }

  /// Marks members as known that are read elsewhere.
  package func know(_ names: String...) { asked += names }

  /// Reports the members that were not requested.
  ///
  /// Where the standards allow any others, a member that nearly spells a known name gets a warning.
  package func finish(_ strictness: Strictness) {
    for (member, isFound) in zip(members, isFound)
    where !isFound && !asked.contains(member.name) {
      let isMistake = strictness == .all || member.name.hasPrefix(Self.prefix)
      guard isMistake || !Self.standardNames.contains(member.name) else { continue }
      let known = Set(asked.filter { isMistake || !$0.hasPrefix(Self.prefix) })
      let suggestion = Issue.Suggestion(
        nearest: known.sorted(), to: member.name, noun: "name")
      guard isMistake || suggestion != nil else { continue }
      findings.add(
        .schemaInvalid(.unknownKey(path: place.subject, value: member.name)),
        at: place.child(member.name, line: member.line, column: member.column),
        severity: isMistake ? .error : .warning,
        suggestion: suggestion)
    }
  }

  /// Properties of the standards that have no effect here.
  private static let standardNames: Set<String> = [
    "$schema", "id", "profile", "homepage", "image", "created", "keywords", "contributors",
    "sources", "licenses", "data", "type", "format", "mediatype", "bytes", "hash", "scheme",
    "description", "title", "fieldsMatch", "rdfType", "categories", "categoriesOrdered",
    "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "delimiter",
    "itemType", "missingValues", "lineTerminator", "nullSequence", "headerJoin", "sheetNumber",
    "table", "property", "itemKeys", "csvddfVersion", "caseSensitiveHeader", "compression",
    "extrapaths", "control",
  ]
}

/// Names in backticks, joined by commas.
func inBackticks(_ names: some Sequence<String>) -> String {
  names.map { "`\($0)`" }.joined(separator: ", ")
}
