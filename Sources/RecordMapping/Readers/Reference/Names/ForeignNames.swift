import Foundation
import Schemas
import Synchronization

/// Names in many languages, looked up when those that are read most have no such name.
///
/// The languages of the text's script are indexed together, at the first such text; a text in Latin
/// letters costs no look into Arabic or Chinese names.
final class ForeignNames: Sendable {
  /// Languages in Latin letters.
  private static let latin = """
    de pt it nl ca gl eu sv da nb nn fi is pl cs sk sl hr hu ro et lv lt sq tr az id ms fil vi sw af \
    ga cy
    """
  /// Languages in other letters.
  private static let other = """
    ar fa ur ps he ru uk be bg sr mk el hy ka kk mn zh zh-Hant ja ko hi mr ne bn pa gu ta te kn ml si \
    th lo km my am
    """

  /// The codes by folded names.
  private struct Index {
    /// By the names as they are written.
    var written: [String: [String]] = [:]
    /// By other spellings: without accents, with another apostrophe.
    var plain: [String: [String]] = [:]
  }

  private let kind: UnicodeNames
  private let codes: [String]
  private let indexes = Mutex<[Bool: Index]>([:])

  /// The names of codes.
  init(_ kind: UnicodeNames, of codes: [String]) {
    self.kind = kind
    self.codes = codes
  }

  /// What a name means.
  func meaning(of name: String) -> NameMeaning {
    let folded = foldedValue(name)
    let isLatin = Self.isLatin(folded)
    let found = indexes.withLock { indexes in
      let index = indexes[isLatin] ?? makeIndex(isLatin: isLatin)
      indexes[isLatin] = index
      return index.written[folded] ?? index.plain[folded] ?? []
    }
    switch found.count {
    case 0: return .nothing
    case 1: return .one(found[0])
    default: return .several(found.sorted())
    }
  }

  private func makeIndex(isLatin: Bool) -> Index {
    var index = Index()
    for language in (isLatin ? Self.latin : Self.other).split(separator: " ") {
      add(kind.names(of: codes, in: String(language)), isLatin: isLatin, to: &index) { folded in
        isLatin && folded.utf8.contains { $0 >= 0x80 }
          ? [folded.folding(options: .diacriticInsensitive, locale: nil)] : []
      }
    }
    if case .languages = kind {
      add(UnicodeNames.ownNames(ofLanguages: codes), isLatin: isLatin, to: &index) {
        NameIndex.spellings(of: $0)
      }
    }
    return index
  }

  /// Adds the names of one language, those of one script.
  ///
  /// Where two codes share a name, the earlier code has it: `zh` and `cmn` are both called Chinese.
  private func add(
    _ names: [(code: String, name: String)], isLatin: Bool, to index: inout Index,
    spellings: (String) -> [String]
  ) {
    var seen: Set<String> = []
    for (code, name) in names {
      let folded = foldedValue(name)
      guard Self.isLatin(folded) == isLatin, seen.insert(folded).inserted else { continue }
      add(code, for: folded, to: &index.written)
      for spelling in spellings(folded) where spelling != folded {
        add(code, for: foldedValue(spelling), to: &index.plain)
      }
    }
  }

  private func add(_ code: String, for name: String, to names: inout [String: [String]]) {
    if names[name]?.contains(code) != true { names[name, default: []].append(code) }
  }

  /// Whether the first letter of a text is a Latin one; also without letters.
  private static func isLatin(_ text: String) -> Bool {
    guard let letter = text.unicodeScalars.first(where: \.properties.isAlphabetic) else {
      return true
    }
    return letter.value < 0x250 || (0x1E00...0x1EFF).contains(letter.value)
  }
}
