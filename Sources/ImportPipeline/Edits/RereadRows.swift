import TabularCore

/// Rows that were read again for what is told of them, while somebody corrects cells: most findings stay from one run
/// to the next, and so do their rows.
struct RereadRows {
  private struct Source {
    /// The version of its content.
    var content: Int
    /// A batch of one row each, by the number of the row.
    var rows: [Int: RowBatch] = [:]
  }

  /// The most rows that are kept: some kilobytes each where they are wide.
  private static let mostRows = 5_000

  private var sources: [Int: Source] = [:]
  private var count = 0

  /// Rows of a source in their order; `nil` unless all of them are kept, as the source has them now.
  func rows(_ numbers: Set<Int>, ofSource index: Int, content: Int) -> [RowBatch]? {
    guard let source = sources[index], source.content == content else { return nil }
    var found: [RowBatch] = []
    found.reserveCapacity(numbers.count)
    for number in numbers.sorted() {
      guard let row = source.rows[number] else { return nil }
      found.append(row)
    }
    return found
  }

  /// Keeps a row, unless there are too many.
  mutating func keep(_ batch: RowBatch, _ position: Int, ofSource index: Int, content: Int) {
    if let known = sources[index], known.content != content {
      count -= known.rows.count
      sources[index] = nil
    }
    let number = batch.rows[position].number
    guard count < Self.mostRows, sources[index]?.rows[number] == nil else { return }
    var row = RowBatch()
    row.appendRow(at: position, of: batch)
    row.findings = batch.findings.filter { $0.row == number }
    sources[index, default: Source(content: content)].rows[number] = row
    count += 1
  }
}
