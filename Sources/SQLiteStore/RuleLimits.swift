import GRDB
import GRDBSQLite

extension Database {
  /// The longest text that a rule may read or make, in bytes.
  ///
  /// Some functions take time by the square of their arguments and cannot be interrupted.
  private static let longestText: CInt = 1 << 20

  /// Bounds what SQL of a package may make of a connection, from now on.
  func boundRules() {
    guard let sqliteConnection else { return }
    sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, Self.longestText)
    sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000)
  }

  /// Why a statement that a package brought along is not run for its functions; `nil` when there is
  /// nothing against them.
  ///
  /// `printf('%.*c', 2000000000, 'x')` counts that far whatever the bounds, and nothing interrupts it.
  func problemOfFunctions(in sql: String) throws -> String? {
    let explanation = try makeStatement(sql: "EXPLAIN \(sql)")
    // The program does not depend on what is bound.
    explanation.setUncheckedArguments([])
    let program = try Row.fetchCursor(explanation)
    while let step = try program.next() {
      guard let code: String = step["opcode"], code == "Function" || code == "PureFunc",
        let called: String = step["p4"]
      else { continue }
      for name in ["printf", "format"] where called.hasPrefix("\(name)(") {
        return "no such function: \(name)"
      }
    }
    return nil
  }

  /// Runs SQL of a package within those bounds; what comes later has its room again.
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
