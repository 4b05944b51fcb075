import Schemas
import TabularCore

/// Reads one of a closed list of values.
struct EnumerationReader: FieldReader {
  private let field: String
  private let values: [String]
  private let acceptsYesNo: Bool
  private let exact: [String: Int]
  private let folded: [String: (index: Int, isAlias: Bool)]

  /// A reader of the values with their aliases.
  ///
  /// - Parameter acceptsYesNo: whether yes and no stand for the first and the second value.
  init(field: String, values: [Field.EnumValue], acceptsYesNo: Bool) {
    self.field = field
    self.values = values.map(\.value)
    self.acceptsYesNo = acceptsYesNo && values.count >= 2
    exact = Dictionary(
      values.enumerated().map { ($0.element.value, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var folded: [String: (index: Int, isAlias: Bool)] = [:]
    for (index, value) in values.enumerated() {
      folded[foldedValue(value.value)] = (index, false)
    }
    for (index, value) in values.enumerated() {
      let labels = [value.label?.english, value.label?.french].compactMap(\.self)
      for name in labels + Self.spellings(ofMachineName: value.value)
      where folded[foldedValue(name)] == nil {
        folded[foldedValue(name)] = (index, false)
      }
      for alias in value.aliases where folded[foldedValue(alias)] == nil {
        folded[foldedValue(alias)] = (index, true)
      }
    }
    self.folded = folded
  }

  /// How people write a machine name of several words, such as `step-free`: with spaces, hyphens or
  /// underscores between the words. Empty for other values, such as `A-`, in which signs count.
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
        "value.enum-unknown", "many",
        with: ["value": shortened(text), "field": field, "count": String(values.count)],
        suggestion: suggestion)
    }
    return CellProblem(
      "value.enum-unknown", "",
      with: [
        "value": shortened(text), "field": field, "expected": values.joined(separator: ", "),
      ], suggestion: suggestion)
  }

  /// The only value that is, by itself or by another of its names, a slip away.
  private func suggestion(for text: String) -> Issue.Suggestion? {
    let key = SuggestionKey(foldedValue(text))
    guard let limit = key.limit else { return nil }
    var near: (index: Int, distance: Int)?
    for (name, candidate) in folded {
      let distance = key.distance(to: SuggestionKey(name), limit: limit)
      guard distance <= limit else { continue }
      if let found = near {
        guard found.index == candidate.index else { return nil }
        near = (found.index, min(found.distance, distance))
      } else {
        near = (candidate.index, distance)
      }
    }
    return near.map { found in
      Issue.Suggestion(
        values[found.index],
        evidence: "the only value within \(found.distance == 1 ? "one letter" : "two letters")")
    }
  }
}
