import TabularCore

/// Names of a reference list, found whatever their case, accents and punctuation.
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

  /// Adds a name of a value; the first value of a key keeps it.
  mutating func add(_ name: String, for value: String) {
    let key = referenceKey(name)
    guard !key.isEmpty, values[key] == nil else { return }
    values[key] = value
    let candidate = Candidate(key: SuggestionKey(key), name: name, value: value)
    candidates.append(candidate)
    outlines.append(candidate.key.outline)
  }

  /// The value that has a name.
  func value(named name: String) -> String? {
    values[referenceKey(name)]
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
