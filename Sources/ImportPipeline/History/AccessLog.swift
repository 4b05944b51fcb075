import JSONText
import Schemas
import TabularCore

/// Who read records of a store through the tool: a chain of entries beside that of the runs, which say who wrote.
///
/// Each entry holds the seal of the entry before and that of the latest run, and each run the latest entry. So no
/// entry can be changed, and none taken away but the last ones, after which nobody wrote. Entries have the
/// names of tables and how many records were read, no keys and no values.
public enum AccessLog {
  /// The table of entries.
  static let table = "registrar_access"

  /// Somebody read records.
  public struct Entry: Sendable, Hashable {
    /// The place in the log, from 1.
    public var number: Int
    /// When, UTC.
    public var time: String
    /// By which command.
    public var command: String
    /// Who, where, with which release.
    public var author: RunAuthor
    /// How many records of each table, by machine name.
    public var tables: [String: Int]
  }

  /// What a check of the log found.
  public struct Check: Sendable, Hashable {
    /// How many entries hold.
    public var count = 0
    /// The seal of the last entry that holds.
    public var head: String?
    /// The first entry that does not hold.
    public var broken: Break?

    /// Nothing found yet.
    public init() {}
  }

  /// Where the log breaks.
  public struct Break: Sendable, Hashable {
    /// What is wrong with the first entry that does not hold.
    public enum Reason: String, Sendable {
      /// The entry is not what was written.
      case changed
      /// The entry is gone, though a later one or a run is there.
      case missing
      /// The run that was the latest when the entry was written is gone.
      case runMissing
    }

    /// The place of the entry, from 1.
    public var number: Int
    /// What is wrong.
    public var reason: Reason

    /// An entry that does not hold.
    public init(number: Int, reason: Reason) {
      self.number = number
      self.reason = reason
    }
  }

  /// Whether a store keeps such a log; those of earlier releases do not.
  public static func isKept(in connection: any SQLConnection) throws(StoreError) -> Bool {
    try connection.hasTable(table)
  }

  /// Adds an entry, outside of any transaction.
  ///
  /// - Parameters:
  ///   - tables: how many records of each table were read, by machine name.
  ///   - time: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  public static func add(
    _ command: String, tables: [String: Int], by author: RunAuthor, at time: String,
    in connection: any SQLConnection
  ) throws(StoreError) {
    var attempts = 1
    while true {
      let last = try last(in: connection)
      let run = try RunChain.head(in: connection)
      let number = (last?.number ?? 0) + 1
      let values: [SQLValue] = [
        SQLValue(number), .text(time), .text(command), .text(author.operatorName),
        .text(author.host), .text(author.toolVersion), .text(json(tables)),
        .text(run), .text(last?.hash ?? ""),
      ]
      do throws(StoreError) {
        try connection.execute(
          """
          INSERT INTO \(table) (\(columns), record_hash)
          VALUES (\((1...values.count + 1).map { "?\($0)" }.joined(separator: ", ")))
          """, values + [.text(hash(values))])
        return
      } catch {
        // Somebody else may have read at the same time and taken the place.
        let isTaken = try connection.value(
          "SELECT count(*) FROM \(table) WHERE number = ?1", [SQLValue(number)])
        guard isTaken.integer != 0, attempts < 20 else { throw error }
        attempts += 1
      }
    }
  }

  /// All entries, the latest first; none of a store without a log.
  public static func entries(in connection: any SQLConnection) throws(StoreError) -> [Entry] {
    guard try isKept(in: connection) else { return [] }
    return try connection.rows(
      "SELECT \(columns) FROM \(table) ORDER BY number DESC"
    ).map { row in
      func text(_ index: Int) -> String { row[index].text ?? "" }
      return Entry(
        number: row[0].integer ?? 0, time: text(1), command: text(2),
        author: RunAuthor(operatorName: text(3), host: text(4), toolVersion: text(5)),
        tables: counts(text(6)))
    }
  }

  /// Whether an entry has a seal.
  public static func contains(
    _ hash: String, in connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    guard try isKept(in: connection) else { return false }
    return try connection.value(
      "SELECT count(*) FROM \(table) WHERE record_hash = ?1", [.text(hash)]
    ).integer ?? 0 > 0
  }

  // MARK: The chain

  /// The place and the seal of the latest entry; `nil` for none.
  static func last(
    in connection: any SQLConnection
  ) throws(StoreError) -> (number: Int, hash: String)? {
    guard try isKept(in: connection) else { return nil }
    let row = try connection.rows(
      "SELECT number, record_hash FROM \(table) ORDER BY number DESC LIMIT 1"
    ).first
    guard let row, let number = row[0].integer else { return nil }
    return (number, row[1].text ?? "")
  }

  /// The place and the seal of the entry that was the latest when a run was sealed; without a seal if it is gone;
  /// `nil` for none.
  static func entry(
    heldBy run: String, in connection: any SQLConnection
  ) throws(StoreError) -> (number: Int, hash: String)? {
    guard try isKept(in: connection) else { return nil }
    let row = try connection.rows(
      """
      SELECT r.access_number, a.record_hash FROM registrar_runs AS r
      LEFT JOIN \(table) AS a ON a.number = r.access_number WHERE r.run_id = ?1
      """, [.text(run)]
    ).first
    guard let row, let number = row[0].integer else { return nil }
    return (number, row[1].text ?? "")
  }

  static func check(in connection: any SQLConnection) throws(StoreError) -> Check {
    var check = Check()
    guard try isKept(in: connection) else { return check }
    let runs = Set(
      try connection.rows(
        "SELECT record_hash FROM registrar_runs WHERE record_hash IS NOT NULL"
      ).compactMap { $0[0].text })
    try connection.forEachRow(
      "SELECT \(columns), record_hash FROM \(table) ORDER BY number", []
    ) { row throws(StoreError) in
      guard check.broken == nil else { return }
      let number = check.count + 1
      let run = row[7].text ?? ""
      if row[0].integer != number {
        check.broken = Break(number: number, reason: .missing)
      } else if row[8].text ?? "" != check.head ?? "" || hash(Array(row.dropLast())) != row[9].text
      {
        check.broken = Break(number: number, reason: .changed)
      } else if !run.isEmpty, !runs.contains(run) {
        check.broken = Break(number: number, reason: .runMissing)
      } else {
        check.count = number
        check.head = row[9].text
      }
    }
    guard check.broken == nil else { return check }
    let held = try connection.value(
      "SELECT max(access_number) FROM registrar_runs WHERE access_number > ?1",
      [SQLValue(check.count)])
    if !held.isNull { check.broken = Break(number: check.count + 1, reason: .missing) }
    return check
  }

  private static let columns = """
    number, accessed_at, command, operator, host, tool_version, tables_json, run_hash, previous_hash
    """

  private static func hash(_ values: [SQLValue]) -> String {
    var seal = Seal()
    seal.add("registrar.access/1")
    seal.add(values)
    return seal.hexadecimal()
  }

  private static func json(_ tables: [String: Int]) -> String {
    var json = JSONWriter()
    json.object { json in
      for (table, count) in tables.sorted(by: { $0.key < $1.key }) { json.member(table, count) }
    }
    return json.text
  }

  private static func counts(_ text: String) -> [String: Int] {
    let members = (try? JSONParser.parse(text))?.members ?? []
    return Dictionary(
      members.compactMap { member in
        member.value.scalar.flatMap { Int($0) }.map { (member.name, $0) }
      }
    ) { $1 }
  }
}
