import CLibPQ
import Foundation
import SQLStore
import Schemas

/// One connection to a server, through libpq.
///
/// Used by one thread at a time. Values are sent and received as texts; statements without results
/// may be sent several at once.
final class PostgresConnection {
  private let connection: OpaquePointer
  private let string: ConnectionString
  /// The names of prepared statements, by SQL.
  private var prepared: [String: String] = [:]

  /// The longest a statement may take, as a setting.
  static let statementLimit = "statement_timeout = '1h'"

  /// Opens a connection with the settings that every run has.
  init(_ string: ConnectionString) throws {
    self.string = string
    let environment = ProcessInfo.processInfo.environment
    var settings: [(String, String)] = [
      ("fallback_application_name", "registrar"), ("keepalives", "1"),
      ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
      ("tcp_user_timeout", "60000"),
    ]
    if environment["PGCONNECT_TIMEOUT"] == nil { settings.append(("connect_timeout", "15")) }
    // The last one wins: the URI's settings override those above.
    settings.append(("dbname", string.text))
    let start = ContinuousClock.now
    let connection = Self.withParameters(settings) { PQconnectdbParams($0, $1, 1) }
    guard let connection else { throw PostgresError.connection("no memory for a connection") }
    guard PQstatus(connection) == CONNECTION_OK else {
      let reason = Self.connectionReason(
        string.redacted(String(cString: PQerrorMessage(connection))))
      PQfinish(connection)
      // A refusal comes at once; a server that was silent for seconds is not asked again.
      let isRefusal =
        start.duration(to: .now) < .seconds(5)
        && [PQPING_OK, PQPING_NO_ATTEMPT].contains(
          Self.withParameters(settings) { PQpingParams($0, $1, 1) })
        && !Self.isFull(reason)
      throw PostgresError.connection(reason, isRefusal: isRefusal)
    }
    self.connection = connection
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
    try execute(
      """
      SET client_encoding = 'UTF8'; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; \
      SET extra_float_digits = 1; SET standard_conforming_strings = on; \
      SET client_min_messages = 'error'; SET lock_timeout = '10s'; SET row_security = off; \
      SET \(Self.statementLimit); SET jit = off; SET work_mem = '64MB'
      """)
    try watchClient()
  }

  /// Makes the server notice while a statement runs that this process was killed, and roll back.
  ///
  /// A server checks on its client only when it has something to send, so the locks of a killed
  /// client stay until its statement ends. Settings that the server does not know are skipped, and
  /// so are those that its administrator or the URI chose.
  private func watchClient() throws {
    for settings in [Self.clientCheck, Self.lineCheck] {
      let values = settings.map { "(\(sqlText($0.name)), \(sqlText($0.value)))" }
      do {
        _ = try query(
          """
          SELECT set_config(s.name, w.value, false)
          FROM (VALUES \(values.joined(separator: ", "))) AS w (name, value)
          JOIN pg_catalog.pg_settings AS s ON s.name = w.name
          WHERE s.source = 'default' OR s.setting = '0' AND s.source <> 'client'
          """)
      } catch let error as PostgresError where isAlive && !error.isConnectionFailure {
        // The server's operating system does not support it.
      }
    }
  }

  /// How often a busy server checks on its client (PostgreSQL 14), in milliseconds.
  private static let clientCheck = [(name: "client_connection_check_interval", value: "1000")]

  /// Keepalive probes on an idle connection, in seconds, and how long data from the server may stay
  /// unacknowledged (PostgreSQL 12), in milliseconds: a client that reads slowly has a minute.
  private static let lineCheck = [
    (name: "tcp_keepalives_idle", value: "10"), (name: "tcp_keepalives_interval", value: "5"),
    (name: "tcp_keepalives_count", value: "3"), (name: "tcp_user_timeout", value: "60000"),
  ]

  /// Whether the server has no room for one more client, which is temporary; libpq does not tell
  /// the state of such an error.
  private static func isFull(_ reason: String) -> Bool {
    reason.contains("too many c") || reason.contains("connection slots")
  }

  deinit { PQfinish(connection) }

  private static func withParameters<Result>(
    _ settings: [(String, String)],
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>
    ) -> Result
  ) -> Result {
    var keywords = settings.map { UnsafePointer(strdup($0.0)) } + [nil]
    var values = settings.map { UnsafePointer(strdup($0.1)) } + [nil]
    defer {
      for pointer in keywords + values { free(UnsafeMutablePointer(mutating: pointer)) }
    }
    return body(&keywords, &values)
  }

  /// Why a connection failed, without the host and socket names in the message.
  private static func connectionReason(_ message: String) -> String {
    let line = message.split(separator: "\n").first.map(String.init) ?? "the connection failed"
    for mark in ["FATAL:  ", "failed: ", "error: "] {
      if let range = line.firstRange(of: mark) { return String(line[range.upperBound...]) }
    }
    return line
  }

  // MARK: Statements

  /// Runs statements that return no rows; returns how many rows the last one changed.
  @discardableResult
  func execute(_ sql: String) throws -> Int {
    try rows(PQexec(connection, sql), of: sql).changedCount
  }

  /// The rows of a statement, one after another as they come, until `body` returns `false`; `body`
  /// must not use the connection.
  func forEachRow(
    _ sql: String, _ parameters: [String?], _ body: (PostgresRows) throws -> Bool
  ) throws {
    let isSent = withTexts(parameters) { values in
      PQsendQueryParams(connection, sql, Int32(parameters.count), nil, values, nil, nil, 0) == 1
    }
    guard isSent, PQsetSingleRowMode(connection) == 1 else { throw lost() }
    var failure: (any Error)?
    var goesOn = true
    while let result = PQgetResult(connection) {
      do {
        let rows = try rows(result, of: sql)
        if goesOn, failure == nil, rows.count > 0 { goesOn = try body(rows) }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  /// Requests the next rows of a cursor without waiting; `takeRows` returns them.
  ///
  /// The server works on them meanwhile. Nothing else may be sent before they are taken.
  func askRows(of cursor: String, count: Int) throws {
    guard PQsendQuery(connection, "FETCH \(count) FROM \(cursor)") == 1 else { throw lost() }
  }

  /// The rows that were requested.
  func takeRows() throws -> PostgresRows {
    var answer: Result<PostgresRows, any Error>?
    while let result = PQgetResult(connection) {
      let taken = Result { try rows(result, of: "FETCH") }
      answer = answer ?? taken
    }
    guard let answer else { throw lost() }
    return try answer.get()
  }

  /// Runs a statement with parameters; returns how many rows it changed.
  @discardableResult
  func change(_ sql: String, _ parameters: [String?] = []) throws -> Int {
    try query(sql, parameters).changedCount
  }

  /// The rows of a statement with parameters.
  func query(_ sql: String, _ parameters: [String?] = []) throws -> PostgresRows {
    try rows(
      withTexts(parameters) { values in
        PQexecParams(connection, sql, Int32(parameters.count), nil, values, nil, nil, 0)
      }, of: sql)
  }

  /// The rows of a statement that is run repeatedly.
  func preparedQuery(_ sql: String, _ parameters: [String?]) throws -> PostgresRows {
    let name: String
    if let known = prepared[sql] {
      name = known
    } else {
      name = "registrar_\(prepared.count + 1)"
      _ = try rows(PQprepare(connection, name, sql, 0, nil), of: sql)
      prepared[sql] = name
    }
    return try rows(
      withTexts(parameters) { values in
        PQexecPrepared(connection, name, Int32(parameters.count), values, nil, nil, 0)
      }, of: sql)
  }

  /// The names of the columns that a statement would return.
  func columnNames(of sql: String) throws -> [String] {
    _ = try rows(PQprepare(connection, "", sql, 0, nil), of: sql)
    return try rows(PQdescribePrepared(connection, ""), of: sql).columnNames
  }

  /// The first value of the first row.
  func value(_ sql: String, _ parameters: [String?] = []) throws -> String? {
    let rows = try query(sql, parameters)
    return rows.count > 0 ? rows.text(0, 0) : nil
  }

  /// Runs a body under a savepoint: what it did is undone when it throws.
  func underSavepoint<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    try execute("SAVEPOINT \(name)")
    do {
      let result = try body()
      try execute("RELEASE SAVEPOINT \(name)")
      return result
    } catch {
      if isAlive { _ = try? execute("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)") }
      throw error
    }
  }

  // MARK: COPY

  /// Sends lines of COPY's text format.
  func copy(into target: String, _ bytes: [UInt8]) throws {
    try copy(into: target) { send in try send(bytes) }
  }

  /// Sends lines of COPY's text format in pieces, as a body gives them; nothing is copied when it
  /// throws.
  func copy(into target: String, _ body: (_ send: ([UInt8]) throws -> Void) throws -> Void) throws {
    let begun = PQexec(connection, "COPY \(target) FROM STDIN")
    guard PQresultStatus(begun) == PGRES_COPY_IN else {
      _ = try rows(begun, of: "COPY")
      return
    }
    PQclear(begun)
    var isSent = true
    var ownFailure: (any Error)?
    do {
      try body { bytes in
        try put(bytes, &isSent)
        // The server says why, once it is asked for its answer.
        if !isSent { throw PostgresError.connection("") }
      }
    } catch {
      ownFailure = error
    }
    if isSent { isSent = PQputCopyEnd(connection, ownFailure == nil ? nil : "stopped") == 1 }
    var failure: (any Error)?
    while let result = PQgetResult(connection) {
      do { _ = try rows(result, of: "COPY") } catch { failure = failure ?? error }
    }
    if let ownFailure, (ownFailure as? PostgresError)?.sqlState != "" { throw ownFailure }
    if let failure { throw failure }
    guard isSent else { throw lost() }
  }

  /// Gives the rows of a SELECT as lines of COPY's text format, without what ends them; `body` must not use
  /// the connection.
  func copy(_ select: String, _ body: (_ line: UnsafeRawBufferPointer) -> Void) throws {
    let begun = PQexec(connection, "COPY (\(select)) TO STDOUT")
    guard PQresultStatus(begun) == PGRES_COPY_OUT else {
      _ = try rows(begun, of: "COPY")
      return
    }
    PQclear(begun)
    while true {
      var line: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(connection, &line, 0)
      guard count > 0, let line else { break }
      body(UnsafeRawBufferPointer(start: line, count: Int(count) - 1))
      PQfreemem(line)
    }
    var failure: (any Error)?
    while let result = PQgetResult(connection) {
      do { _ = try rows(result, of: "COPY") } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  private func put(_ bytes: [UInt8], _ isSent: inout Bool) throws {
    let piece = 1 << 20
    for start in stride(from: 0, to: bytes.count, by: piece) where isSent {
      let end = min(start + piece, bytes.count)
      isSent = bytes[start..<end].withUnsafeBytes { buffer in
        PQputCopyData(
          connection, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
          == 1
      }
    }
  }

  // MARK: The connection

  /// Whether a transaction is open.
  var isInTransaction: Bool {
    let status = PQtransactionStatus(connection)
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN
  }

  /// Whether the connection has not failed so far.
  var isAlive: Bool { PQstatus(connection) == CONNECTION_OK }

  /// Calls a body with C copies of texts.
  private func withTexts<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
  ) -> Result {
    var pointers = texts.map { text in text.map { UnsafePointer<CChar>(strdup($0)) } ?? nil }
    defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      body(UnsafePointer(buffer.baseAddress))
    }
  }

  /// What stops the statement that the server works on.
  var statementStop: (@Sendable () -> Void)? {
    guard let cancel = StatementCancel(connection) else { return nil }
    return { cancel.send() }
  }

  /// Takes ownership of a result, or throws the error it reports.
  private func rows(_ result: OpaquePointer?, of sql: String) throws -> PostgresRows {
    guard let result else { throw lost() }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
      return PostgresRows(result)
    default:
      defer { PQclear(result) }
      func field(_ code: Int32) -> String {
        PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
      }
      let state = field(Int32(CLibPQSQLState))
      guard !state.isEmpty else { throw lost() }
      let source = field(Int32(CLibPQSourceFunction))
      var error = PostgresError(
        sqlState: PostgresError.ownState(state, source: source),
        message: string.redacted(field(Int32(CLibPQPrimaryMessage))),
        constraint: field(Int32(CLibPQConstraintName)), table: field(Int32(CLibPQTableName)),
        column: field(Int32(CLibPQColumnName)))
      if error.lacksPrivilege {
        let role = PQuser(connection).map { String(cString: $0) } ?? ""
        error.denial = PostgresError.Denial(role: role, message: error.message, statement: sql)
        error.denial?.hidesRows = PostgresError.rowSecurityFunctions.contains(source)
      }
      throw error
    }
  }

  private func lost() -> PostgresError {
    .connection(isAlive ? "the server does not answer" : "the connection was lost")
  }
}
