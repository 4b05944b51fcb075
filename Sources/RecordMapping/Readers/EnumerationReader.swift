import Schemas
import TabularCore

/// Reads one of a closed list of values.
struct EnumerationReader: FieldReader {
  private let field: String
  private let values: [String]
  private let labels: [LocalizedText?]
  /// The values as people read them, in a row.
  private let shown: LocalizedText?
  private let acceptsYesNo: Bool
  private let exact: [String: Int]
  private let folded: [String: (index: Int, isAlias: Bool)]
  private let names: [Name]

  /// A name of a value, as it is written.
  private struct Name: Sendable {
    var text: String
    var key: SuggestionKey
    var index: Int
    /// Whether it is another name than the value's own ones.
    var isAlias: Bool
  }

  /// A reader of the values with their aliases.
  ///
  /// - Parameter acceptsYesNo: whether yes and no mean the first and the second value.
  init(field: String, values: [Field.EnumValue], acceptsYesNo: Bool) {
    self.field = field
    self.values = values.map(\.value)
    labels = values.map(\.label)
    shown =
      values.allSatisfy { $0.label == nil }
      ? nil
      : LocalizedText(each: { language in
        values.map { $0.shown(in: language) }.joined(separator: ", ")
      })
    self.acceptsYesNo = acceptsYesNo && values.count >= 2
    exact = Dictionary(
      values.enumerated().map { ($0.element.value, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var folded: [String: (index: Int, isAlias: Bool)] = [:]
    var names: [Name] = []
    func add(_ text: String, _ index: Int, isAlias: Bool) {
      let key = foldedValue(text)
      guard folded[key] == nil else { return }
      folded[key] = (index, isAlias)
      names.append(Name(text: text, key: SuggestionKey(key), index: index, isAlias: isAlias))
    }
    for (index, value) in values.enumerated() { add(value.value, index, isAlias: false) }
    for (index, value) in values.enumerated() {
      for label in value.label?.all ?? [] { add(label.text, index, isAlias: false) }
      for spelling in Self.spellings(ofMachineName: value.value) {
        add(spelling, index, isAlias: false)
      }
      for alias in value.aliases { add(alias, index, isAlias: true) }
    }
    self.folded = folded
    self.names = names
  }

  /// How people write a machine name of several words.
  ///
  /// `step-free` with spaces, hyphens or underscores between the words. Empty for other values, such as
  /// `A-`, whose signs matter.
  private static func spellings(ofMachineName name: String) -> [String] {
    let words = name.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    let isMachineName = words.allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
    guard words.count > 1, isMachineName else { return [] }
    return [" ", "-", "_", ""].map { words.joined(separator: $0) }
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .text: return try read(cell.text)
    case .boolean where acceptsYesNo: return try read(cell.text == "0" ? "no" : "yes")
    case .number where !cell.format.isTemporal:
      return try read(shortestText(ofLexeme: cell.text) ?? cell.text)
    default: throw unknown(shownText(of: cell))
    }
  }

  private func read(_ text: String) throws(CellProblem) -> FieldReading {
    if let index = exact[text] { return FieldReading(.text(values[index])) }
    let key = foldedValue(text)
    if !key.isEmpty, let found = folded[key] {
      let value = values[found.index]
      return FieldReading(
        .text(value), remarks: found.isAlias ? [.normalised(text, result: value)] : [])
    }
    if acceptsYesNo, let isTrue = BooleanReader.meaning(of: text) {
      let value = values[isTrue ? 0 : 1]
      return FieldReading(.text(value), remarks: [.normalised(text, result: value)])
    }
    throw unknown(text)
  }

  private func unknown(_ text: String) -> CellProblem {
    let suggestion = suggestion(for: text)
    guard values.count <= 12 else {
      return CellProblem(
        .valueEnumUnknown(
          .many(count: values.count), value: shortened(text), field: field),
        suggestion: suggestion)
    }
    return CellProblem(
      .valueEnumUnknown(
        .listed(expected: values, shown: shown), value: shortened(text), field: field),
      suggestion: suggestion)
  }

  /// The name nearest to a text, as it is written; for an alias, which may be of any language, the value
  /// as the reader knows it.
  private func suggestion(for text: String) -> Issue.Suggestion? {
    let key = SuggestionKey(foldedValue(text))
    guard let limit = key.limit else { return nil }
    var nearest = NearestCandidate<Int>()
    var aliases: Set<String> = []
    for name in names {
      let distance = key.distance(to: name.key, limit: nearest.limit(limit))
      guard distance <= nearest.limit(limit) else { continue }
      if name.isAlias { aliases.insert(name.text) }
      nearest.take(name.index, name: name.text, distance: distance)
    }
    return nearest.nearest.map { found in
      guard aliases.contains(found.name) else {
        return Issue.Suggestion(found.name, noun: "value", distance: found.distance)
      }
      return Issue.Suggestion(
        values[found.candidate], shown: labels[found.candidate], noun: "value with another name",
        distance: found.distance)
    }
  }
}

extension EnumerationReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    let field = settings.field
    self.init(
      field: field.name, values: field.enumValues, acceptsYesNo: field.acceptsYesNo)
  }
}
