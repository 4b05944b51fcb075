import TestSupport

/// A cell that comes out otherwise from one producer, and why.
struct Difference: Sendable {
  /// The producers that it holds for, as `Producer.id` names them.
  var producers: [String]
  /// The cells: see `ProducerCase.matches`.
  var pattern: String
  var outcome: CellOutcome
  var reason: String

  /// All differences, in the order of the file; a later one stands above those before.
  static func all() throws -> [Difference] {
    let file = try Repository.path(of: "Tests/ProducerTests/Differences.tsv")
    return try TabbedFile.records(of: file).map { fields in
      guard fields.count == 4, !fields[3].isEmpty else {
        throw TabbedFile.Malformed(record: fields)
      }
      return Difference(
        producers: fields[0].split(separator: " ").map(String.init), pattern: fields[1],
        outcome: try CellOutcome(TabbedFile.unescaped(fields[2])), reason: fields[3])
    }
  }
}
