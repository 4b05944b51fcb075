import JSONText

/// The account of one table: every row read stands in exactly one of the other columns.
public struct LedgerLine: Sendable, Hashable {
  /// The table's machine name.
  public var table: String
  /// Rows from the one after the header to the last one with a value.
  public var read = 0
  /// Rows without a value.
  public var blank = 0
  /// Example rows of the template.
  public var example = 0
  /// Rows left out on purpose: skip actions, repeats, totals.
  public var skipped = 0
  /// Rows with an error, and rows that depend on one.
  public var invalid = 0
  /// Records made.
  public var created = 0
  /// Records changed.
  public var updated = 0
  /// Records that are in the store as the file has them.
  public var unchanged = 0
  /// Records removed because a row says so.
  public var deleted = 0
  /// Records removed because no row names them; no rows are read for these.
  public var pruned = 0
  /// How many of those stay and are marked as gone.
  public var retired = 0
  /// Rows that a run in parts has not written: their part was refused or not reached.
  public var pending = 0

  /// A line of zeros for a table.
  public init(table: String) {
    self.table = table
  }

  /// Whether the rows read are all accounted for.
  public var isBalanced: Bool {
    read == blank + example + skipped + invalid + created + updated + unchanged + deleted
      + pending
  }

  /// Replaces what was planned by what is stored.
  ///
  /// - Parameter rest: where the other planned rows are counted.
  mutating func resolve(created: Int, updated: Int, rest: WritableKeyPath<LedgerLine, Int>) {
    let planned = self.created + self.updated
    self.created = created
    self.updated = updated
    self[keyPath: rest] += planned - created - updated
  }

  /// Lines as JSON, for a run's record.
  public static func json(_ lines: [LedgerLine]) -> String {
    var json = JSONWriter()
    json.array(lines) { json, line in
      json.object { json in
        json.member("table", line.table)
        for (name, count) in columns where !rare.contains(name) || line[keyPath: count] > 0 {
          json.member(name, line[keyPath: count])
        }
      }
    }
    return json.text
  }

  /// The lines of a run's record; none where it has none.
  public static func lines(json: String) -> [LedgerLine] {
    let rows = (try? JSONParser.parse(json))?.items ?? []
    return rows.compactMap { row in
      guard let table = row.member("table")?.string else { return nil }
      var line = LedgerLine(table: table)
      for (name, count) in columns {
        line[keyPath: count] = row.member(name)?.scalar.flatMap { Int($0) } ?? 0
      }
      return line
    }
  }

  /// The counts by their names in a run's record.
  private static var columns: [(name: String, count: WritableKeyPath<LedgerLine, Int>)] {
    [
      ("read", \.read), ("blank", \.blank), ("example", \.example), ("skipped", \.skipped),
      ("invalid", \.invalid), ("created", \.created), ("updated", \.updated),
      ("unchanged", \.unchanged), ("deleted", \.deleted), ("pruned", \.pruned),
      ("retired", \.retired), ("pending", \.pending),
    ]
  }

  /// The counts that a run's record names only where there are any.
  private static var rare: Set<String> { ["retired", "pending"] }
}
