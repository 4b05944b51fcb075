import Foundation

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
  static func json(_ lines: [LedgerLine]) -> String {
    let objects = lines.map { line in
      "{\"table\":\"\(line.table)\",\"read\":\(line.read),\"blank\":\(line.blank),"
        + "\"example\":\(line.example),\"skipped\":\(line.skipped),\"invalid\":\(line.invalid),"
        + "\"created\":\(line.created),\"updated\":\(line.updated),"
        + "\"unchanged\":\(line.unchanged),\"deleted\":\(line.deleted),"
        + "\"pruned\":\(line.pruned)"
        + (line.pending > 0 ? ",\"pending\":\(line.pending)}" : "}")
    }
    return "[" + objects.joined(separator: ",") + "]"
  }

  /// The lines of a run's record; none where it has none.
  static func lines(json: String) -> [LedgerLine] {
    let rows = try? JSONDecoder().decode([[String: LedgerValue]].self, from: Data(json.utf8))
    return (rows ?? []).compactMap { row in
      guard case .text(let table)? = row["table"] else { return nil }
      func number(_ name: String) -> Int {
        if case .number(let number)? = row[name] { number } else { 0 }
      }
      var line = LedgerLine(table: table)
      line.read = number("read")
      line.blank = number("blank")
      line.example = number("example")
      line.skipped = number("skipped")
      line.invalid = number("invalid")
      line.unchanged = number("unchanged")
      line.created = number("created")
      line.updated = number("updated")
      line.deleted = number("deleted")
      line.pruned = number("pruned")
      line.pending = number("pending")
      return line
    }
  }
}

/// A value of a ledger's line.
private enum LedgerValue: Decodable {
  case number(Int)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }
}
