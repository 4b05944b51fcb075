import GRDB
public import ImportPipeline
import SQLStore
public import Schemas
import TabularCore

extension SQLiteStore {
  /// The results of a set rule for rows of the run, up to a limit.
  public func violations(
    of rule: Rule, in table: TableSchema, limit: Int
  ) throws(StoreError) -> [SetViolation] {
    guard case .set(let query, let names) = rule.scope else { return [] }
    let refusal = { (reason: String) in
      StoreError(
        .schemaInvalid(.rule(rule: rule.code.rawValue, reason: reason)),
        table: table.name)
    }
    let known = try use { run, _ in
      try run.violations(of: query, tables: [table.name] + names, limit: limit)
    }
    if let known { return known }
    return try access { run, database in
      try run.writeStages(readBy: [table.name] + names)
      try run.materialise([table.name] + names)
      let statement: Statement
      do throws(SetRuleQuery.Problem) {
        statement = try SetRuleQuery.compile(query, in: database)
      } catch {
        throw refusal(error.reason)
      }
      let alarm = RuleAlarm(queue: run.queue, seconds: ruleTimeLimit)
      defer { alarm.cancel() }
      do {
        return try database.withRuleBounds {
          try SetRuleQuery.violations(from: statement, limit: limit)
        }
      } catch let error as DatabaseError {
        throw refusal(
          alarm.hasRung
            ? "it takes longer than \(Int(ruleTimeLimit)) seconds" : reason(of: error))
      }
    }
  }
}

/// The SELECT of a set rule: what is accepted, and how its lines are read.
enum SetRuleQuery {
  /// Why a query is not accepted.
  struct Problem: Error {
    var reason: String
  }

  /// Why a query is not accepted; `nil` when it is.
  static func compileError(of query: String, in database: Database) -> String? {
    do throws(Problem) {
      _ = try compile(query, in: database)
      return nil
    } catch {
      return error.reason
    }
  }

  /// The statement of a query that is accepted: one SELECT that only reads.
  static func compile(
    _ query: String, in database: Database
  ) throws(Problem) -> Statement {
    let first = firstWord(of: query)
    guard first == "SELECT" || first == "WITH" || first == "VALUES" else {
      throw Problem(reason: "it does not begin with SELECT")
    }
    do {
      let statement = try database.makeStatement(sql: query)
      guard statement.isReadonly, statement.columnCount > 0 else {
        throw Problem(reason: "it changes data")
      }
      guard statement.arguments.isEmpty, !takesParameters(statement) else {
        throw Problem(reason: "it has parameters")
      }
      guard RuleLines(statement.columnNames).haveRows else {
        throw Problem(reason: "it has no column at_row")
      }
      if let reason = try database.problemOfProgram(of: query) { throw Problem(reason: reason) }
      return statement
    } catch let problem as Problem {
      throw problem
    } catch let error as DatabaseError {
      throw Problem(reason: error.message ?? "\(error.resultCode)")
    } catch {
      throw Problem(reason: "\(error)")
    }
  }

  /// The violations that a query returns; results without a row are ignored.
  static func violations(from statement: Statement, limit: Int) throws -> [SetViolation] {
    let lines = RuleLines(statement.columnNames)
    var violations: [SetViolation] = []
    let rows = try Row.fetchCursor(statement)
    while violations.count < limit, let row = try rows.next() {
      if let violation = lines.violation(in: SQLiteRow(row: row)) { violations.append(violation) }
    }
    return violations
  }

  /// Whether a statement has parameters that nobody binds.
  private static func takesParameters(_ statement: Statement) -> Bool {
    do {
      try statement.validateArguments(StatementArguments())
      return false
    } catch {
      return true
    }
  }

  /// The first word after comments, in upper case.
  private static func firstWord(of query: String) -> String {
    var rest = Substring(query)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "(" }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        guard let end = rest.firstRange(of: "*/") else { return "" }
        rest = rest[end.upperBound...]
      } else {
        return rest.prefix { $0.isLetter }.uppercased()
      }
    }
  }
}
