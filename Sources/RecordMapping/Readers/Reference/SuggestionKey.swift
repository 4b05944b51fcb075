/// A folded text prepared for measuring its distance from many others.
struct SuggestionKey: Sendable {
  /// A summary that rules out most texts quickly.
  struct Outline: Sendable {
    /// The number of scalars.
    fileprivate var count: Int
    /// One bit per residue of the scalars: texts that differ in many bits are far apart.
    fileprivate var letters: UInt64

    /// Whether texts with these outlines may lie within a limit.
    func isNear(_ other: Outline, limit: Int) -> Bool {
      // Each edit removes at most one kind of letter and adds at most one.
      abs(count - other.count) <= limit
        && (letters ^ other.letters).nonzeroBitCount <= 2 * limit
    }
  }

  private let scalars: [UInt32]
  /// The outline of the text.
  let outline: Outline

  /// The key of a folded text.
  init(_ text: String) {
    scalars = text.unicodeScalars.map(\.value)
    outline = Outline(
      count: scalars.count, letters: scalars.reduce(0) { $0 | (1 << UInt64($1 % 64)) })
  }

  /// The greatest distance of a candidate: one letter (4 to 7 characters), two (8 and more); `nil` for
  /// shorter texts, and for texts too long to be a misspelling.
  var limit: Int? {
    switch scalars.count {
    case 4...7: 1
    case 8...100: 2
    default: nil
    }
  }

  /// The Damerau–Levenshtein distance (a transposition counts once); `limit + 1` when it is greater.
  func distance(to other: SuggestionKey, limit: Int) -> Int {
    let far = limit + 1
    let (left, right) = (scalars, other.scalars)
    guard outline.isNear(other.outline, limit: limit) else { return far }
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
      // A transposition reaches back two rows, so a row just over the limit may still recover.
      if lowest > limit + 1 { return far }
      (before, previous, current) = (previous, current, before.isEmpty ? current : before)
    }
    return min(previous[right.count], far)
  }
}
