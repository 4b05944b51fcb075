import GRDB
import GRDBSQLite

extension Database {
  /// The longest text that a rule may read or make, in bytes.
  ///
  /// Some functions take time by the square of their arguments and cannot be interrupted.
  private static let longestText: CInt = 1 << 20

  /// Limits what a package's SQL may do on a connection, from now on.
  func boundRules() {
    guard let sqliteConnection else { return }
    sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, Self.longestText)
    sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
  }

  /// Why a package's statement is refused; `nil` when it is allowed.
  ///
  /// `printf('%.*c', 2000000000, 'x')` runs that long whatever the limits, and nothing can
  /// interrupt it. The store's own tables hold what no rule may see: hashes of passwords, sealed
  /// secrets, the journal. Rules read temporary tables.
  func problemOfProgram(of sql: String) throws -> String? {
    guard let sqliteConnection else { return nil }
    var explanation: OpaquePointer?
    defer { sqlite3_finalize(explanation) }
    let code = sqlite3_prepare_v2(sqliteConnection, "EXPLAIN \(sql)", -1, &explanation, nil)
    guard code == SQLITE_OK else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: String(cString: sqlite3_errmsg(sqliteConnection)))
    }
    // The bytecode does not depend on bound values.
    while sqlite3_step(explanation) == SQLITE_ROW {
      guard let opcode = sqlite3_column_text(explanation, 1) else { continue }
      switch String(cString: opcode) {
      case "Function", "PureFunc":
        guard let called = sqlite3_column_text(explanation, 5).map({ String(cString: $0) }) else {
          continue
        }
        for name in ["printf", "format"] where called.hasPrefix("\(name)(") {
          return "no such function: \(name)"
        }
      case "OpenRead" where sqlite3_column_int(explanation, 4) == 0:
        let name = try String.fetchOne(
          self, sql: "SELECT tbl_name FROM main.sqlite_master WHERE rootpage = ?",
          arguments: [Int(sqlite3_column_int(explanation, 3))])
        return "no such table: \(name ?? "sqlite_master")"
      default: continue
      }
    }
    return nil
  }

  /// Runs a package's SQL within the limits and restores the old ones afterwards.
  func withRuleBounds<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard let sqliteConnection else { return try body() }
    let kinds = [SQLITE_LIMIT_LENGTH, SQLITE_LIMIT_LIKE_PATTERN_LENGTH]
    let usual = kinds.map { sqlite3_limit(sqliteConnection, $0, -1) }
    boundRules()
    defer {
      for (kind, value) in zip(kinds, usual) { sqlite3_limit(sqliteConnection, kind, value) }
    }
    return try body()
  }
}
