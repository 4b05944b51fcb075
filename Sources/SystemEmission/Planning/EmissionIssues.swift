import Emission
import TabularCore

/// What is found about records on their way, each at the cell that it comes from where that is known.
struct EmissionIssues {
  /// Finds the place of a field of a stored record.
  typealias Places = (_ table: String, _ record: Int, _ fields: [String]) -> IssueLocation?

  private let places: Places
  /// The findings so far, at most `limit` of each code.
  private(set) var issues: [Issue] = []
  /// How many stand against sending anything: all but what was refused before, and what differs there and
  /// cannot be changed.
  private(set) var obstacleCount = 0
  /// How many there are of each code.
  private(set) var counts: [IssueCode: Int] = [:]
  private static let limit = 1000

  init(_ places: @escaping Places) { self.places = places }

  /// Adds a finding about a record.
  ///
  /// - Parameter columns: the columns that it concerns; empty for the record as a whole.
  mutating func add(
    _ content: IssueContent, _ row: EmissionRow, _ table: EmitTable, columns: [String] = []
  ) {
    counts[content.code, default: 0] += 1
    if content.variant != "before", content.variant != "fixed" { obstacleCount += 1 }
    guard counts[content.code] ?? 0 <= Self.limit else { return }
    var location: IssueLocation?
    if let record = row.record, let stored = table.of {
      let concerned = table.columns.filter { columns.contains($0.name) }.flatMap(\.fields)
      let all = table.columns.flatMap(\.fields)
      location = places(stored, record, concerned.isEmpty ? all : concerned)
    }
    issues.append(
      Issue(
        content,
        at: location ?? IssueLocation(.store, table: table.of ?? table.name, key: row.key),
        isPersonal: true))
  }
}
