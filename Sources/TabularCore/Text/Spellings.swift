/// Texts among which near spellings are looked for, folded once for many look-ups.
public struct Spellings: Sendable {
  private struct Spelling {
    var text: String
    /// At most the first 257 scalars of the folded text; a longer text is near no other.
    var folded: [Unicode.Scalar]
    /// A bit for each scalar that occurs, by its last six bits.
    var letters: UInt64
  }

  private let spellings: [Spelling]

  /// Spellings in the order in which they are looked through.
  public init(_ texts: some Sequence<String>) {
    spellings = texts.map {
      let folded = Array(fold($0).unicodeScalars.prefix(257))
      return Spelling(text: $0, folded: folded, letters: Self.letters(folded))
    }
  }

  private static func letters(_ scalars: [Unicode.Scalar]) -> UInt64 {
    scalars.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
  }

  /// The one text that `text` was probably meant to be, by spelling alone, and how many letters differ.
  ///
  /// Compares folded forms.
  public func closest(to text: String) -> (text: String, distance: Int)? {
    let wanted = Array(fold(text).unicodeScalars.prefix(257))
    let limit = suggestionDistance(forLength: wanted.count)
    guard limit > 0 else { return nil }
    let letters = Self.letters(wanted)
    var nearest = NearestCandidate<String>()
    for spelling in spellings {
      let limit = nearest.limit(limit)
      // A letter that is put in, left out or replaced changes two bits at most.
      guard abs(spelling.folded.count - wanted.count) <= limit,
        (spelling.letters ^ letters).nonzeroBitCount <= 2 * limit
      else { continue }
      let distance = editDistance(wanted, spelling.folded, limit: limit)
      if distance <= limit {
        nearest.take(spelling.text, name: spelling.text, distance: distance)
      }
    }
    return nearest.nearest.map { ($0.name, $0.distance) }
  }
}

extension Issue.Suggestion {
  /// The nearest of some spellings that `text` nearly has, with that as evidence; `nil` when there is none,
  /// or more than one.
  ///
  /// - Parameter noun: what the texts are: `value`, `header`, `key`.
  public init?(nearest spellings: Spellings, to text: String, noun: String) {
    guard let found = spellings.closest(to: text) else { return nil }
    self.init(found.text, noun: noun, distance: found.distance)
  }
}
