import RuleEvaluation

/// The ordinals of staged rows by position: rows that follow one another take no room of their own.
struct StagedOrdinals: RandomAccessCollection, Equatable {
  /// Rows whose ordinals rise by one from row to row.
  private struct Run: Equatable {
    var position: Int
    var ordinal: Int
  }

  private var runs: [Run] = []
  private(set) var endIndex = 0
  var startIndex: Int { 0 }

  /// Appends the ordinal of the next row.
  mutating func append(_ ordinal: Int) {
    let follows = runs.last.map { $0.ordinal + endIndex - $0.position == ordinal } ?? false
    if !follows { runs.append(Run(position: endIndex, ordinal: ordinal)) }
    endIndex += 1
  }

  subscript(position: Int) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].position <= position { low = middle } else { high = middle - 1 }
    }
    return runs[low].ordinal + position - runs[low].position
  }

  /// All ordinals as numbers of a column, run by run.
  var numbers: IntegerColumn {
    var numbers = IntegerColumn()
    numbers.makeRoom(for: endIndex)
    for (place, run) in runs.enumerated() {
      let end = place + 1 < runs.count ? runs[place + 1].position : endIndex
      let first = Int64(run.ordinal)
      numbers.append(contentsOf: first..<first + Int64(end - run.position))
    }
    return numbers
  }

  func makeIterator() -> Iterator { Iterator(ordinals: self) }

  /// Walks over the ordinals without a search for each.
  struct Iterator: IteratorProtocol {
    fileprivate let ordinals: StagedOrdinals
    private var run = 0
    private var position = 0

    fileprivate init(ordinals: StagedOrdinals) { self.ordinals = ordinals }

    mutating func next() -> Int? {
      guard position < ordinals.endIndex else { return nil }
      let runs = ordinals.runs
      if run + 1 < runs.count, runs[run + 1].position == position { run += 1 }
      defer { position += 1 }
      return runs[run].ordinal + position - runs[run].position
    }
  }
}
