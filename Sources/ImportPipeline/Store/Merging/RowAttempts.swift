/// Strategies to write staged rows that a store does not accept all at once.
///
/// A statement over a range of rows is attempted; if it is refused it leaves no trace, and the range is
/// halved.
public enum RowAttempts {
  /// The most refused rows that are searched for; more of them have a common cause.
  public static let mostRefusals = 1_000
  /// The most waves of updates.
  private static let mostWaves = 64

  /// Finds all rows that a store refuses, with the reason for each.
  ///
  /// - Parameter attempt: writes rows; returns why they are refused, `nil` when they are written.
  public static func refusals<Reason>(
    in range: ClosedRange<Int64>, _ attempt: (ClosedRange<Int64>) throws -> Reason?
  ) throws -> [(row: Int64, reason: Reason)] {
    var refused: [(row: Int64, reason: Reason)] = []
    var open = [range]
    while let next = open.popLast(), refused.count < mostRefusals {
      guard let reason = try attempt(next) else { continue }
      guard let halves = halves(of: next) else {
        refused.append((next.lowerBound, reason))
        continue
      }
      open += [halves.upper, halves.lower]
    }
    return refused
  }

  /// Updates rows in an order in which none takes a unique value that another one still has.
  ///
  /// - Parameter attempt: updates rows; returns how many, `nil` when a unique value is still taken.
  /// - Returns: how many records were updated, and the rows that block each other.
  public static func waves(
    over range: ClosedRange<Int64>, _ attempt: (ClosedRange<Int64>) throws -> Int?
  ) throws -> (count: Int, stuck: [Int64]) {
    var waiting = [range]
    var total = 0
    for _ in 0..<mostWaves where !waiting.isEmpty {
      var open = Array(waiting.reversed())
      waiting = []
      var progressed = false
      while let next = open.popLast() {
        if let count = try attempt(next) {
          total += count
          progressed = progressed || count > 0
        } else if let halves = halves(of: next) {
          open += [halves.upper, halves.lower]
        } else {
          waiting.append(next)
        }
      }
      if !progressed { break }
    }
    return (total, waiting.map(\.lowerBound))
  }

  private static func halves(
    of range: ClosedRange<Int64>
  ) -> (lower: ClosedRange<Int64>, upper: ClosedRange<Int64>)? {
    guard range.lowerBound < range.upperBound else { return nil }
    let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
    return (range.lowerBound...middle, (middle + 1)...range.upperBound)
  }
}
