/// Which rows of its files an import takes: those that are named, all that hangs on them, and what these need.
public struct SubsetScope: Sendable, Hashable {
  /// What names rows.
  public enum Seed: Sendable, Hashable {
    /// The rows of a table with some keys, as one would type them, part by part.
    case keys(table: String, [[String]])
    /// The rows of all tables with a value in a field, as one would type it.
    case value(field: String, String)
    /// So many rows of each table that hangs on no other of the run, spread over it.
    case sample(Int)

    /// The seed as the record of a run keeps it; keys and values may name people, so of those only a digest.
    public var kept: String {
      switch self {
      case .keys(let table, let keys):
        "\(table): \(keys.count) keys, sha256 \(KeyDigest.text(keys))"
      case .value(let field, let value): "\(field)=sha256 \(KeyDigest.text([[value]]))"
      case .sample(let count): "sample \(count)"
      }
    }
  }

  /// What names the rows; a row that any of it names is meant.
  public var seeds: [Seed]

  /// Rows by what names them.
  public init(_ seeds: [Seed]) { self.seeds = seeds }
}

/// The rows that an import of a part of its files takes.
struct ChosenRows: Sendable {
  /// Their numbers, by the index of the source in the run.
  var numbers: [Int: Set<Int>] = [:]
  /// What names no row.
  var missing: [Missing] = []

  /// Something that names no row.
  enum Missing: Sendable, Hashable {
    case key(table: String, [String])
    case value(field: String, String)
  }

  /// Whether a row is taken.
  func contains(_ number: Int, ofSource source: Int) -> Bool {
    numbers[source]?.contains(number) == true
  }
}
