import Crypto
import ImportPipeline
import Schemas
import TabularCore

/// What happened at the desk, each entry sealed with the one before.
///
/// An entry that is changed, removed or put in between breaks the chain there.
public struct DeskLog: Sendable {
  let store: DeskStore

  /// The log of a desk's store.
  public init(_ store: DeskStore) { self.store = store }

  /// The latest entries, the newest first.
  ///
  /// - Parameter subject: a submission; `nil` for all entries.
  public func entries(of subject: String? = nil, limit: Int = 500) throws(DeskError) -> [DeskEvent]
  {
    try store.use { connection throws(DeskError) in
      try connection.rows(
        """
        SELECT \(Self.columns) FROM \(connection.name(.events))
        \(subject == nil ? "" : "WHERE subject = ?1") ORDER BY number DESC LIMIT \(max(limit, 0))
        """, subject.map { [.text($0)] } ?? []
      ).map { DeskEvent($0) }
    }
  }

  /// Writes an entry in a transaction of its own.
  public func note(_ event: DeskEvent) throws(DeskError) {
    try store.change { connection throws(DeskError) in try Self.write(event, connection) }
  }

  /// The number of the first entry at which the chain breaks; `nil` when it holds.
  public func firstBroken() throws(DeskError) -> Int? {
    try store.use { connection throws(DeskError) in try Self.firstBroken(connection) }
  }

  static func firstBroken(_ connection: DeskConnection) throws(DeskError) -> Int? {
    var previous = ""
    var number = 0
    while true {
      let rows = try connection.rows(
        """
        SELECT \(Self.columns), hash FROM \(connection.name(.events)) WHERE number > ?1
        ORDER BY number LIMIT 1000
        """, [SQLValue(number)])
      guard !rows.isEmpty else { return nil }
      for row in rows {
        let event = DeskEvent(row)
        number += 1
        guard event.number == number, row[7].text == Self.hash(event, after: previous) else {
          return number
        }
        previous = row[7].text ?? ""
      }
    }
  }

  private static let columns = "number, at, account, address, action, subject, detail"

  /// Writes an entry in the open transaction.
  static func write(_ event: DeskEvent, _ connection: DeskConnection) throws(DeskError) {
    let table = connection.name(.events)
    if connection.sql.dialect == .postgresql {
      // One writer at a time: each entry needs the seal of the last.
      try connection.execute("LOCK TABLE \(table) IN EXCLUSIVE MODE")
    }
    let last = try connection.rows(
      "SELECT number, hash FROM \(table) ORDER BY number DESC LIMIT 1"
    ).first
    var event = event
    event.number = (last?[0].integer ?? 0) + 1
    try connection.execute(
      """
      INSERT INTO \(table) (\(columns), hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """,
      [
        SQLValue(event.number), SQLValue(event.at), .text(event.account), .text(event.address),
        .text(event.action), .text(event.subject), .text(event.detail),
        .text(hash(event, after: last?[1].text ?? "")),
      ])
  }

  private static func hash(_ event: DeskEvent, after previous: String) -> String {
    let parts = [
      "registrar.desk/1", previous, String(event.number), String(event.at), event.account,
      event.address, event.action, event.subject, event.detail,
    ]
    // Lengths keep two lists of texts from being the same text.
    let joined = parts.map { "\($0.utf8.count):" + $0 }.joined()
    return SHA256.hash(data: Array(joined.utf8)).hexadecimal
  }
}

extension DeskEvent {
  fileprivate init(_ row: [SQLValue]) {
    self.init(
      number: row[0].integer ?? 0, at: row[1].integer ?? 0, account: row[2].text ?? "",
      address: row[3].text ?? "", action: row[4].text ?? "", subject: row[5].text ?? "",
      detail: row[6].text ?? "")
  }
}
