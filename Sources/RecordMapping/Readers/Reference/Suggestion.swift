import TabularCore

/// A folded text prepared for measuring its distance from others.
struct SuggestionKey: Sendable {
  private let scalars: [UInt32]
  /// One bit per residue of the scalars: texts that differ in many bits are far apart.
  private let letters: UInt64

  /// The key of a folded text.
  init(_ text: String) {
    scalars = text.unicodeScalars.map(\.value)
    letters = scalars.reduce(0) { $0 | (1 << UInt64($1 % 64)) }
  }

  /// How far a candidate may be: one letter (4 to 7 characters), two (8 and more); `nil` for shorter
  /// texts, and for texts so long that they cannot be a slip.
  var limit: Int? {
    switch scalars.count {
    case 4...7: 1
    case 8...100: 2
    default: nil
    }
  }

  /// The Damerau–Levenshtein distance (adjacent exchanges count once); `limit + 1` when farther.
  func distance(to other: SuggestionKey, limit: Int) -> Int {
    let far = limit + 1
    let (left, right) = (scalars, other.scalars)
    // Each edit takes one kind of letter away and brings one in, at most.
    guard abs(left.count - right.count) <= limit,
      (letters ^ other.letters).nonzeroBitCount <= 2 * limit
    else { return far }
    if left == right { return 0 }
    guard left.count <= 256, right.count <= 256 else { return far }
    var before: [Int] = []
    var previous = Array(0...right.count)
    var current = previous
    for row in 0..<left.count {
      current[0] = row + 1
      var lowest = row + 1
      for column in 0..<right.count {
        let isSame = left[row] == right[column]
        var cost = min(
          previous[column] + (isSame ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        current[column + 1] = cost
        lowest = min(lowest, cost)
      }
      // An exchange reaches back two rows, so a row beyond the limit by one may still come back.
      if lowest > limit + 1 { return far }
      (before, previous, current) = (previous, current, before.isEmpty ? current : before)
    }
    return min(previous[right.count], far)
  }
}

/// The Damerau–Levenshtein distance of two texts (adjacent exchanges count once), up to a limit.
///
/// Returns `limit + 1` for anything farther.
func editDistance(_ left: String, _ right: String, limit: Int) -> Int {
  SuggestionKey(left).distance(to: SuggestionKey(right), limit: limit)
}

/// The only candidate within one letter (4 to 7 characters) or two (8 and more) of a text.
///
/// Both sides are compared as given: fold them first. `nil` when there is none, or more than one.
func closestCandidate(to text: String, among candidates: some Sequence<String>) -> String? {
  let key = SuggestionKey(text)
  guard let limit = key.limit else { return nil }
  var found: String?
  for candidate in candidates
  where candidate != found && key.distance(to: SuggestionKey(candidate), limit: limit) <= limit {
    guard found == nil else { return nil }
    found = candidate
  }
  return found
}

extension Issue.Suggestion {
  /// A proposal whose evidence is that nothing else of a list is as near.
  static func onlyNear(_ text: String, kind: String) -> Issue.Suggestion {
    Issue.Suggestion(text, evidence: "the only \(kind) within two letters")
  }
}
