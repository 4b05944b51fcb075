/// Numbers by position: those that rise by one from position to position take no room of their own.
///
/// So do the numbers of the rows of a file, but for those that are left out, and their ordinals.
public struct NumberRuns: RandomAccessCollection, Equatable, Sendable {
  /// Numbers that rise by one from a position on.
  private struct Run: Equatable, Sendable {
    var position: Int
    var number: Int
  }

  private var runs: [Run] = []
  /// How many numbers there are.
  public private(set) var endIndex = 0
  /// 0.
  public var startIndex: Int { 0 }

  /// No numbers.
  public init() {}

  /// Appends a number.
  public mutating func append(_ number: Int) {
    if let last = runs.last, last.number &+ endIndex &- last.position == number {
      endIndex &+= 1
      return
    }
    runs.append(Run(position: endIndex, number: number))
    endIndex &+= 1
  }

  /// Discards the numbers from a position on.
  public mutating func removeLast(from position: Int) {
    while let last = runs.last, last.position >= position { runs.removeLast() }
    endIndex = Swift.min(endIndex, position)
  }

  /// The number at a position.
  public subscript(position: Int) -> Int {
    var low = 0
    var high = runs.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].position <= position { low = middle } else { high = middle - 1 }
    }
    return runs[low].number + position - runs[low].position
  }

  /// Gives all numbers, as many at a time as rise by one.
  public func forEachRun(_ body: (Range<Int>) -> Void) {
    for (place, run) in runs.enumerated() {
      let end = place + 1 < runs.count ? runs[place + 1].position : endIndex
      body(run.number..<run.number + end - run.position)
    }
  }

  /// An iterator over the numbers.
  public func makeIterator() -> Iterator { Iterator(numbers: self) }

  /// Walks over the numbers without a search for each.
  public struct Iterator: IteratorProtocol {
    fileprivate let numbers: NumberRuns
    private var run = 0
    private var position = 0

    fileprivate init(numbers: NumberRuns) { self.numbers = numbers }

    /// The next number; `nil` behind the last.
    public mutating func next() -> Int? {
      guard position < numbers.endIndex else { return nil }
      let runs = numbers.runs
      if run + 1 < runs.count, runs[run + 1].position == position { run += 1 }
      defer { position += 1 }
      return runs[run].number + position - runs[run].position
    }
  }
}
