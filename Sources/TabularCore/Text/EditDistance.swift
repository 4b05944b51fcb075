/// The distance between two texts: the number of insertions, deletions, replacements and transpositions
/// (Damerau–Levenshtein) that turn one into the other.
///
/// It counts Unicode scalars. A text of more than 256 of them is far from every other text, so that a
/// long cell costs nothing.
///
/// - Parameter limit: the largest distance of interest.
/// - Returns: the distance; `limit + 1` for anything farther.
public func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  if left == right { return 0 }
  return editDistance(
    Array(left.unicodeScalars.prefix(257)), Array(right.unicodeScalars.prefix(257)), limit: limit)
}

/// The distance between two texts given by their scalars, at most the first 257 of each.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int {
  // The first scalars do not tell whether longer texts are the same.
  if left == right, left.count <= 256 { return 0 }
  guard limit > 0, left.count <= 256, right.count <= 256, abs(left.count - right.count) <= limit
  else { return limit + 1 }
  let width = right.count + 2
  // Row and column 0 are a border of infinities; row and column 1 represent the empty prefix.
  var table = [Int](repeating: left.count + right.count, count: (left.count + 2) * width)
  for i in 0...left.count { table[(i + 1) * width + 1] = i }
  for j in 0...right.count { table[width + j + 1] = j }
  // The last row before with the letter of each column; 0 for none.
  var lastRows = [Int](repeating: 0, count: right.count)
  for (i, a) in left.enumerated() {
    var lastColumn = 0
    var best = Int.max
    for (j, b) in right.enumerated() {
      let swapRow = lastRows[j]
      let swapColumn = lastColumn
      if a == b {
        lastColumn = j + 1
        lastRows[j] = i + 1
      }
      let distance = min(
        table[(i + 1) * width + j + 1] + (a == b ? 0 : 1), table[(i + 2) * width + j + 1] + 1,
        table[(i + 1) * width + j + 2] + 1,
        table[swapRow * width + swapColumn] + (i - swapRow) + 1 + (j - swapColumn))
      table[(i + 2) * width + j + 2] = distance
      best = min(best, distance)
    }
    // No path to the end is shorter than the least value of a row, transpositions across it included.
    if best > limit { return limit + 1 }
  }
  return min(table[(left.count + 1) * width + right.count + 1], limit + 1)
}

/// By how many letters a folded text of `count` characters may differ to be suggested: 1 from 4
/// characters on, 2 from 8 on, and none below.
public func suggestionDistance(forLength count: Int) -> Int {
  switch count {
  case ..<4: 0
  case ..<8: 1
  default: 2
  }
}

/// The nearest candidate, found by examining one after another.
///
/// A candidate may have several names. If two candidates are equally near there is no suggestion, since
/// neither is evident; farther candidates do not matter.
public struct NearestCandidate<Candidate: Equatable> {
  private var best: (candidate: Candidate, name: String, distance: Int)?
  private var isTied = false

  /// No candidate yet.
  public init() {}

  /// The distance from which on a name makes no difference.
  public func limit(_ limit: Int) -> Int { min(limit, best?.distance ?? limit) }

  /// Takes a name of a candidate, which is `distance` letters away.
  public mutating func take(_ candidate: Candidate, name: String, distance: Int) {
    guard let found = best, found.distance <= distance else {
      best = (candidate, name, distance)
      isTied = false
      return
    }
    if found.distance == distance, found.candidate != candidate { isTied = true }
  }

  /// The name of the nearest candidate and its distance; `nil` when there is none, or more than one.
  public var nearest: (candidate: Candidate, name: String, distance: Int)? {
    isTied ? nil : best
  }
}

/// The one text that `text` was probably meant to be, by spelling alone, and how many letters differ.
///
/// Compares folded forms.
public func closest(
  to text: String, among texts: some Sequence<String>
) -> (text: String, distance: Int)? {
  Spellings(texts).closest(to: text)
}

/// The one text that `text` was probably meant to be, by spelling alone.
public func closestText(to text: String, among texts: some Sequence<String>) -> String? {
  closest(to: text, among: texts)?.text
}

extension Issue.Suggestion {
  /// The nearest of `texts` that `text` nearly spells, with that as evidence; `nil` when there is none,
  /// or more than one.
  ///
  /// - Parameter noun: what the texts are: `value`, `header`, `sheet`.
  public init?(nearest texts: some Sequence<String>, to text: String, noun: String) {
    guard let found = closest(to: text, among: texts) else { return nil }
    self.init(found.text, noun: noun, distance: found.distance)
  }

  /// A text that is the only one of its kind within that distance.
  ///
  /// - Parameter shown: the text as readers of each language call it.
  public init(_ text: String, shown: LocalizedText? = nil, noun: String, distance: Int) {
    let nearness =
      switch distance {
      case 0: "but for signs and spaces"
      case 1: "within one letter"
      default: "within two letters"
      }
    self.init(text, shown: shown, evidence: "the only \(noun) \(nearness)")
  }
}
