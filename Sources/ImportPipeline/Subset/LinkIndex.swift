/// Links between rows of two tables, found by the row that they begin at: four bytes for each row and link.
struct LinkIndex {
  private var starts: [Int32]
  private var ends: [Int32]

  /// An index over links.
  ///
  /// - Parameters:
  ///   - count: how many rows links may begin at.
  ///   - forEach: enumerates the links, the same each time it is called.
  init(count: Int, _ forEach: (_ body: (_ from: Int, _ to: Int) -> Void) -> Void) {
    var starts = [Int32](repeating: 0, count: count + 1)
    forEach { from, _ in if from < count { starts[from + 1] += 1 } }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var ends = [Int32](repeating: 0, count: Int(starts[count]))
    forEach { from, to in
      guard from < count else { return }
      ends[Int(next[from])] = Int32(truncatingIfNeeded: to)
      next[from] += 1
    }
    self.starts = starts
    self.ends = ends
  }

  /// Gives the rows that links from a row lead to.
  func forEach(from row: Int, _ body: (Int) -> Void) {
    guard row + 1 < starts.count else { return }
    for place in starts[row]..<starts[row + 1] { body(Int(ends[Int(place)])) }
  }
}
