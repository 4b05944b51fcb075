/// Where rows stand whose ordinals ascend: rows that follow one another take no room of their own.
struct AscendingRows {
  /// Rows whose ordinals and positions rise by one from row to row.
  private struct Run {
    var ordinal: Int
    var position: Int
    var count: Int
  }

  private var runs: [Run] = []

  /// Appends a row.
  ///
  /// - Parameter ordinal: higher than all before.
  mutating func append(_ ordinal: Int, at position: Int) {
    if let last = runs.last, last.ordinal + last.count == ordinal,
      last.position + last.count == position
    {
      runs[runs.count - 1].count += 1
    } else {
      runs.append(Run(ordinal: ordinal, position: position, count: 1))
    }
  }

  /// The position of an ordinal; `nil` where it is not among the rows.
  func position(of ordinal: Int) -> Int? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      let end = runs[middle].ordinal + runs[middle].count
      if end <= ordinal { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count, runs[low].ordinal <= ordinal else { return nil }
    return runs[low].position + ordinal - runs[low].ordinal
  }
}
