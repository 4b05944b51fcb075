import Foundation
import Schemas
import TabularCore

/// Names of a reference list.
///
/// A text is a name when it is spelled like one but for case, width and spaces; every letter, digit and
/// sign counts. What people write instead of a name (no accents, `&`, `P.E.I.`) is in the index beside it.
struct NameIndex: Sendable {
  /// A name that can be proposed.
  private struct Candidate: Sendable {
    var key: SuggestionKey
    var name: String
    var value: String
  }

  private var values: [String: String] = [:]
  private var candidates: [Candidate] = []
  /// The outlines of the candidates' keys, apart: most candidates are ruled out by them alone.
  private var outlines: [SuggestionKey.Outline] = []

  /// The keys of the candidates: names that differ in accents and signs alone are proposed once.
  private var candidateKeys: Set<String> = []

  /// Adds a name of a value; the first value of a spelling keeps it.
  mutating func add(_ name: String, for value: String) {
    for spelling in Self.spellings(of: name) {
      let folded = foldedValue(spelling)
      if values[folded] == nil { values[folded] = value }
    }
    let key = referenceKey(name)
    guard !key.isEmpty, candidateKeys.insert(key).inserted else { return }
    let candidate = Candidate(key: SuggestionKey(key), name: name, value: value)
    candidates.append(candidate)
    outlines.append(candidate.key.outline)
  }

  /// The value that has a name.
  func value(named name: String) -> String? {
    let folded = foldedValue(name)
    return values[folded] ?? abbreviation(folded).flatMap { values[$0] }
  }

  /// A name and what people write instead of it: without accents, with another apostrophe, with `&` for
  /// "and", with spaces for hyphens, with or without a point at the end.
  private static func spellings(of name: String) -> [String] {
    var all = [name]
    func vary(_ change: (String) -> String) {
      for spelling in all {
        let changed = change(spelling)
        if !all.contains(changed) { all.append(changed) }
      }
    }
    vary { $0.folding(options: .diacriticInsensitive, locale: nil) }
    vary { $0.replacing("'", with: "’") }
    vary { $0.replacing(" and ", with: " & ") }
    vary { $0.replacing(" & ", with: " and ") }
    vary { $0.replacing("-", with: " ") }
    if name.hasSuffix(".") {
      vary { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    } else if name.utf8.count <= 5, !name.contains(where: { $0 == " " || $0 == "." }) {
      vary { $0 + "." }
    }
    return all
  }

  /// The name nearest to a text, when all names as near belong to one value.
  ///
  /// - Parameter noun: what the names are: `country`.
  func suggestion(for text: String, noun: String) -> Issue.Suggestion? {
    let key = SuggestionKey(referenceKey(text))
    guard let limit = key.limit else { return nil }
    var nearest = NearestCandidate<String>()
    for (index, outline) in outlines.enumerated()
    where key.outline.isNear(outline, limit: nearest.limit(limit)) {
      let candidate = candidates[index]
      let distance = key.distance(to: candidate.key, limit: nearest.limit(limit))
      guard distance <= nearest.limit(limit) else { continue }
      nearest.take(candidate.value, name: candidate.name, distance: distance)
    }
    return nearest.nearest.map {
      Issue.Suggestion($0.name, noun: noun, distance: $0.distance)
    }
  }
}

/// The letters of an abbreviation with a point after each, `pei` for `p.e.i.`; `nil` for other texts.
func abbreviation(_ text: String) -> String? {
  var letters = ""
  var mayEnd = false
  for (position, character) in text.enumerated() {
    if position % 2 == 0 {
      guard character.isLetter else { return nil }
      letters.append(character)
      mayEnd = false
    } else {
      guard character == "." else { return nil }
      mayEnd = true
    }
  }
  return letters.count > 1 && (mayEnd || text.count > 2) ? letters : nil
}
