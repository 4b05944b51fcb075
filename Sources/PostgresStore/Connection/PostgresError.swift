/// What the server, or the connection to it, reported when a statement failed.
///
/// Holds nothing of a row: the report's detail, hint and context are never read.
struct PostgresError: Error {
  /// The five characters of the SQL standard; empty when the connection itself failed.
  var sqlState: String
  /// The primary message.
  ///
  /// It may quote a value, so only some classes of errors show it.
  var message: String
  /// The constraint that refused a row.
  var constraint = ""
  /// The table concerned.
  var table = ""
  /// The column concerned.
  var column = ""

  /// Whether a server answered and does not accept this URI: a wrong password, no such database.
  var isRefusal = false

  /// The connection is gone or was never made.
  static func connection(_ reason: String, isRefusal: Bool = false) -> PostgresError {
    PostgresError(sqlState: "", message: reason, isRefusal: isRefusal)
  }

  /// The state of a RAISE statement without a code of its own.
  private static let raised = "P0001"

  /// The state by which an error is classified.
  ///
  /// A trigger or function may raise an error with any code, which then says nothing about
  /// constraints, privileges or connections. The server names its own function that reported the
  /// error: for RAISE that is `exec_stmt_raise`. Codes that ask for another try are always
  /// believed.
  static func ownState(_ state: String, source: String) -> String {
    source == "exec_stmt_raise" && !["40001", "40P01"].contains(state) ? raised : state
  }

  /// The server's functions that refuse a statement because of row-level security.
  static let rowSecurityFunctions: Set<String> = ["check_enable_rls", "ExecWithCheckOptions"]

  /// Whether the same statement may succeed later: the connection was lost, the server is starting or
  /// full, or another program changed or locked the same records.
  var isTransient: Bool {
    switch sqlState {
    case "": !isRefusal
    case "40001", "40P01", "55P03", "53300", "25P03": true
    case "57P04": false
    default: sqlState.hasPrefix("08") || sqlState.hasPrefix("57P")
    }
  }

  /// Whether the connection is gone or was never made.
  var isConnectionFailure: Bool {
    sqlState.isEmpty || sqlState.hasPrefix("08") || sqlState.hasPrefix("57P")
      || sqlState.hasPrefix("28") || sqlState.hasPrefix("3D") || sqlState == "53300"
  }

  /// Whether a constraint, a type, a trigger, a limit of the server or another writer refused a row.
  var refusesRow: Bool {
    ["22", "23", "44", "54", "P0"].contains { sqlState.hasPrefix($0) } || isSerializationFailure
  }

  /// Whether a copy into a table was refused for what the table or the role is, or for a row.
  var refusesLoad: Bool {
    refusesRow || ["0A", "42", "55"].contains { sqlState.hasPrefix($0) }
  }

  /// Whether another program changed the same records meanwhile.
  var isSerializationFailure: Bool { sqlState == "40001" }

  /// Whether the statement names a table, column, function or type that the database lacks or has
  /// otherwise.
  var namesNothing: Bool {
    ["42P01", "42703", "42883", "42704", "42804", "3F000"].contains(sqlState)
  }

  /// Whether the statement is not valid SQL.
  var isSyntaxError: Bool { sqlState == "42601" }

  /// Whether a unique index refused a row.
  var isUniqueViolation: Bool { sqlState == "23505" }

  /// Whether a lock could not be acquired in time.
  var isLocked: Bool { sqlState == "55P03" }

  /// Whether the server's disk is full.
  var isOutOfSpace: Bool { sqlState == "53100" }

  /// Whether the statement was stopped: by its time limit, or by an operator.
  var isCancelled: Bool { sqlState == "57014" }

  /// The privilege that was lacking, when that is why.
  var denial: Denial?

  /// Whether the role lacks a privilege.
  var lacksPrivilege: Bool { sqlState == "42501" }

  /// Why the statement failed, in words that quote no value.
  var reason: String {
    switch sqlState {
    case "23502": return "no value: \(named(column))"
    case "23503", "23001": return "a record that is referred to is missing"
    case "23505": return "not unique: \(named(constraint))"
    case "23514": return "check failed: \(constraint)"
    case "23P01": return "excluded by \(named(constraint))"
    case "22001": return "a text is too long for its column"
    case "22003": return "a number is too large for its column"
    case "40001": return "another program changed it meanwhile"
    case "40P01": return "another program waited for the same records"
    // Row-level security and ownership are told in the server's words, which name the table.
    case "42501":
      return message.isEmpty || message.hasPrefix("permission denied")
        ? "permission denied" + (table.isEmpty ? "" : " for \(table)") : message
    case "53100": return "the disk is full"
    case "53300": return "the server has too many connections"
    case "55P03": return "another program holds a lock"
    case "57014": return "it takes longer than its time limit"
    case "54000": return "a value is too long for an index of the store"
    default: break
    }
    // What a trigger says is meant to be read.
    if sqlState.hasPrefix("P0") {
      return message.isEmpty ? "a trigger of the store refused it" : message
    }
    if sqlState.hasPrefix("22") { return "a value does not fit its column (\(sqlState))" }
    if sqlState.hasPrefix("23") { return "a constraint refused it (\(sqlState))" }
    return message.isEmpty ? "the server said \(sqlState)" : message
  }

  private func named(_ name: String) -> String { table.isEmpty ? name : "\(table).\(name)" }
}
