import Foundation
import Schemas
import Synchronization
import TabularCore

/// Names of a reference list.
///
/// A text matches a name that differs only in case, width and spaces; every letter, digit and sign
/// counts. Common variants (no accents, `&`, `P.E.I.`) are indexed beside the name.
struct NameIndex: Sendable {
  private var values: [String: String] = [:]
  private var names: [(name: String, value: String)] = []
  private let proposals = NameProposals()

  /// Adds a name of a value; a spelling keeps the first value added.
  mutating func add(_ name: String, for value: String) {
    for spelling in Self.spellings(of: name) {
      let folded = foldedValue(spelling)
      if values[folded] == nil { values[folded] = value }
    }
    names.append((name, value))
  }

  /// The value that has a name.
  func value(named name: String) -> String? {
    let folded = foldedValue(name)
    return values[folded] ?? abbreviation(folded).flatMap { values[$0] }
  }

  /// A name and its common variants: without accents, with another apostrophe, with `&` for "and", with
  /// spaces for hyphens, with or without a final point.
  static func spellings(of name: String) -> [String] {
    var all = [name]
    // Most names have no variants.
    let isPlain = name.utf8.allSatisfy { byte in
      byte < 0x80 && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "&")
        && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
    }
    if isPlain, name.utf8.count > 5, !name.contains(ascii: " and ") { return all }
    func vary(_ change: (String) -> String) {
      for spelling in all {
        let changed = change(spelling)
        if !all.contains(changed) { all.append(changed) }
      }
    }
    vary { text in
      text.utf8.allSatisfy { $0 < 0x80 }
        ? text : text.folding(options: .diacriticInsensitive, locale: nil)
    }
    vary { replaced("'", in: $0, by: "’") }
    vary { replaced("’", in: $0, by: "'") }
    vary { replaced(" and ", in: $0, by: " & ") }
    vary { replaced(" & ", in: $0, by: " and ") }
    vary { replaced("-", in: $0, by: " ") }
    if name.hasSuffix(".") {
      vary { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    } else if name.utf8.count <= 5, !name.contains(where: { $0 == " " || $0 == "." }) {
      vary { $0 + "." }
    }
    return all
  }

  /// A text with each occurrence of a mark replaced, found by its bytes: a list has hundreds of names, and
  /// `String.replacing` takes twenty thousand instructions for one.
  static func replaced(_ mark: StaticString, in text: String, by other: StaticString) -> String {
    var text = text
    let changed: [UInt8]? = text.withUTF8 { bytes in
      let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
      let other = UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
      guard let first = mark.first else { return nil }
      var output: [UInt8] = []
      var taken = 0
      var place = 0
      while place + mark.count <= bytes.count {
        guard bytes[place] == first,
          UnsafeBufferPointer(rebasing: bytes[place..<place + mark.count]).elementsEqual(mark)
        else {
          place += 1
          continue
        }
        output.append(contentsOf: bytes[taken..<place])
        output.append(contentsOf: other)
        place += mark.count
        taken = place
      }
      guard taken > 0 else { return nil }
      output.append(contentsOf: bytes[taken...])
      return output
    }
    return changed.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The name nearest to a text, if all equally near names belong to one value.
  ///
  /// - Parameter noun: what the names are: `country`.
  func suggestion(for text: String, noun: String) -> Issue.Suggestion? {
    let key = SuggestionKey(referenceKey(text))
    guard let limit = key.limit else { return nil }
    var nearest = NearestCandidate<String>()
    let candidates = proposals.candidates(of: names)
    for (index, outline) in candidates.outlines.enumerated()
    where key.outline.isNear(outline, limit: nearest.limit(limit)) {
      let candidate = candidates.names[index]
      let distance = key.distance(to: candidate.key, limit: nearest.limit(limit))
      guard distance <= nearest.limit(limit) else { continue }
      nearest.take(candidate.value, name: candidate.name, distance: distance)
    }
    return nearest.nearest.map {
      Issue.Suggestion($0.name, noun: noun, distance: $0.distance)
    }
  }
}

/// The names of an index that can be suggested, built when one is first needed.
private final class NameProposals: Sendable {
  /// A name that can be suggested.
  struct Candidate {
    var key: SuggestionKey
    var name: String
    var value: String
  }

  /// The candidates, with the outlines of their keys kept separately: most are ruled out by those alone.
  struct Candidates {
    var names: [Candidate] = []
    var outlines: [SuggestionKey.Outline] = []
  }

  private let made = Mutex<Candidates?>(nil)

  /// The candidates of a complete index; names that differ only in accents and signs are suggested once.
  func candidates(of names: [(name: String, value: String)]) -> Candidates {
    made.withLock { made in
      if let made { return made }
      var candidates = Candidates()
      var keys: Set<String> = []
      for (name, value) in names {
        let key = referenceKey(name)
        guard !key.isEmpty, keys.insert(key).inserted else { continue }
        let candidate = Candidate(key: SuggestionKey(key), name: name, value: value)
        candidates.names.append(candidate)
        candidates.outlines.append(candidate.key.outline)
      }
      made = candidates
      return candidates
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
