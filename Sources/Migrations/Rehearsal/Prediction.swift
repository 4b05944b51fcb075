/// How long a phase will take, by what rehearsals of it took.
///
/// The work of a phase is a part that does not depend on its rows and a part that grows with them. Two
/// rehearsals of different sizes tell both; of one, all of it is taken to grow with the rows.
public struct Prediction: Sendable, Hashable {
  /// Seconds without any row.
  public var base: Double
  /// Seconds for each row.
  public var perRow: Double

  /// A prediction from measurements; `nil` without any.
  ///
  /// With several, the line through them that is nearest to all, by least squares, neither part below zero.
  public init?(_ measured: [(rows: Int, seconds: Double)]) {
    guard let last = measured.last else { return nil }
    let rows = measured.map { Double($0.rows) }
    let count = Double(measured.count)
    let meanRows = rows.reduce(0, +) / count
    let meanSeconds = measured.reduce(0) { $0 + $1.seconds } / count
    let spread = rows.reduce(0) { $0 + ($1 - meanRows) * ($1 - meanRows) }
    guard spread > 0 else {
      guard last.rows > 0 else {
        base = meanSeconds
        perRow = 0
        return
      }
      base = 0
      perRow = meanSeconds / Double(last.rows)
      return
    }
    let product = zip(rows, measured).reduce(0) {
      $0 + ($1.0 - meanRows) * ($1.1.seconds - meanSeconds)
    }
    let slope = max(0, product / spread)
    let start = meanSeconds - slope * meanRows
    if start >= 0 {
      base = start
      perRow = slope
    } else {
      // The line through zero that is nearest to all.
      base = 0
      let squares = rows.reduce(0) { $0 + $1 * $1 }
      perRow = zip(rows, measured).reduce(0) { $0 + $1.0 * $1.1.seconds } / squares
    }
  }

  /// Seconds for so many rows.
  public func seconds(rows: Int) -> Double { base + perRow * Double(rows) }

  /// How long a phase of so many rows will take, with its commands; `nil` if it was never rehearsed.
  public static func seconds(
    of phase: String, rows: Int, after rehearsals: [Rehearsal]
  ) -> Double? {
    let times = rehearsals.compactMap { rehearsal in
      rehearsal.phases.last { $0.phase == phase && $0.outcome != "guard" }
    }
    let work = Prediction(times.map { ($0.rows, $0.workSeconds) })
    return work.map { $0.seconds(rows: rows) + (times.last?.commandSeconds ?? 0) }
  }
}
