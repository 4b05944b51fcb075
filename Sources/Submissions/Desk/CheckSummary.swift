import Foundation
import JSONText

/// What a check found, in numbers.
public struct CheckSummary: Sendable, Hashable {
  /// What a check found in a table.
  public struct Table: Sendable, Hashable {
    /// The table's machine name.
    public var name: String
    /// The rows that were read.
    public var read = 0
    /// Those with errors.
    public var invalid = 0
    /// Those that make a record.
    public var created = 0
    /// Those that change one.
    public var updated = 0
    /// Those that say what is stored.
    public var unchanged = 0
    /// Those that remove one.
    public var deleted = 0
    /// Those that are left out.
    public var skipped = 0
  }

  /// A guard that stops the execution, or would.
  public struct Guard: Sendable, Hashable {
    /// Its code, `guard.delete-limit`.
    public var code: String
    /// The table.
    public var table: String
    /// The field and value of a group of records; `nil` for the whole table.
    public var group: String?
    /// The count, which passes the guard when an approver gives exactly that.
    public var count: Int
  }

  /// How many errors that somebody must correct; a guard that refuses is none of them.
  public var errors = 0
  /// How many warnings.
  public var warnings = 0
  /// How many notes.
  public var notes = 0
  /// How many rows are left out because they are of another scope.
  public var leftOut = 0
  /// The exit status of the check.
  public var exit = 0
  /// Whether a plan lies beside the report.
  public var hasPlan = false
  /// The tables.
  public var tables: [Table] = []
  /// The guards.
  public var guards: [Guard] = []

  /// How many of the errors are those of guards, while a report is read.
  private var refusals = 0

  /// Whether it can be written as it is, perhaps after a guard is passed.
  public var isSound: Bool { errors == 0 && hasPlan }

  /// A summary of nothing.
  public init() {}

  /// The summary of a report of a finding a line, which may be long: no more of it is held than a line.
  ///
  /// - Returns: `nil` for a report that is not whole.
  init?(reportLines path: String, exit: Int, hasPlan: Bool) {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    self.exit = exit
    self.hasPlan = hasPlan
    var line: [UInt8] = []
    var isCut = false
    var isWhole = false
    while let piece = try? file.read(upToCount: 262_144), !piece.isEmpty {
      var rest = piece[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line += rest[..<end]
        if !isCut, add(line) { isWhole = true }
        line.removeAll(keepingCapacity: true)
        isCut = false
        rest = rest[rest.index(after: end)...]
      }
      line += rest
      if line.count > Self.longestLine {
        line.removeAll()
        isCut = true
      }
    }
    guard isWhole else { return nil }
  }

  /// Lines that count are short; one that lists many rows may be longer, and is passed over.
  private static let longestLine = 4 << 20

  /// Takes a line into account; returns whether it is the last one.
  private mutating func add(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line.prefix(64), as: UTF8.self)
    let isOther = ["file", "change", "value", "run", "fixed"].contains {
      text.hasPrefix("{\"type\": \"\($0)\"")
    }
    guard !isOther, let node = try? JSONParser.parse(String(decoding: line, as: UTF8.self)) else {
      return false
    }
    let members: JSONNode? = node
    switch node.member("type")?.string {
    case "issue" where node.member("code")?.string == "row.left-out":
      leftOut += node.member("arguments")?.member("count")?.string.flatMap { Int($0) } ?? 0
    case "issue"
    where node.member("severity")?.string == "error"
      && node.member("code")?.string?.hasPrefix("guard.") == true:
      refusals += 1
    case "ledger": tables.append(Table(node))
    case "guard": guards.append(Guard(node))
    case "end":
      // What a guard refuses is for an approver to look at, not for a clerk to correct.
      errors = max(members.number("error") - refusals, 0)
      refusals = 0
      warnings = members.number("warning")
      notes = members.number("note")
      return true
    default: break
    }
    return false
  }
}

extension CheckSummary.Guard {
  fileprivate init(_ node: JSONNode) {
    code = node.member("code")?.string ?? ""
    table = node.member("table")?.string ?? ""
    let field = node.member("field")?.string
    group = field.map { $0 + "=" + (node.member("value")?.string ?? "") }
    let node: JSONNode? = node
    count = node.number("count")
  }
}

extension CheckSummary.Table {
  fileprivate init(_ node: JSONNode) {
    name = node.member("table")?.string ?? ""
    let node: JSONNode? = node
    read = node.number("read")
    invalid = node.number("invalid")
    created = node.number("created")
    updated = node.number("updated")
    unchanged = node.number("unchanged")
    deleted = node.number("deleted")
    skipped = node.number("skipped")
  }
}

extension JSONNode? {
  fileprivate func number(_ name: String) -> Int {
    self?.member(name)?.scalar.flatMap { Int($0) } ?? 0
  }
}

extension CheckSummary {
  /// The summary as it is kept.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      for (name, value) in [
        ("errors", errors), ("warnings", warnings), ("notes", notes), ("leftOut", leftOut),
        ("exit", exit), ("plan", hasPlan ? 1 : 0),
      ] { json.member(name, value) }
      json.member("tables") { json in
        json.array(tables) { json, table in
          json.object { json in
            json.member("table", table.name)
            for (name, value) in [
              ("read", table.read), ("invalid", table.invalid), ("created", table.created),
              ("updated", table.updated), ("unchanged", table.unchanged),
              ("deleted", table.deleted), ("skipped", table.skipped),
            ] { json.member(name, value) }
          }
        }
      }
      json.member("guards") { json in
        json.array(guards) { json, item in
          json.object { json in
            json.member("code", item.code)
            json.member("table", item.table)
            if let group = item.group { json.member("group", group) }
            json.member("count", item.count)
          }
        }
      }
    }
    return json.text
  }

  /// The summary that was kept.
  init?(json: String) {
    guard let node = try? JSONParser.parse(json) else { return nil }
    let kept: JSONNode? = node
    errors = kept.number("errors")
    warnings = kept.number("warnings")
    notes = kept.number("notes")
    leftOut = kept.number("leftOut")
    exit = kept.number("exit")
    hasPlan = kept.number("plan") == 1
    tables = (node.member("tables")?.items ?? []).map { Table($0) }
    guards = (node.member("guards")?.items ?? []).map { item in
      let kept: JSONNode? = item
      return Guard(
        code: item.member("code")?.string ?? "", table: item.member("table")?.string ?? "",
        group: item.member("group")?.string, count: kept.number("count"))
    }
  }
}
