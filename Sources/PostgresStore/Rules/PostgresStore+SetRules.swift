public import ImportPipeline
import SQLStore
public import Schemas
import TabularCore

extension PostgresStore {
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
    let sql: String
    do {
      sql = try RuleTranslation.translate(query)
    } catch {
      throw refusal("PostgreSQL cannot evaluate it: " + error.construct)
    }
    let seconds = ruleTimeLimit
    return try access { run in
      if let known = try run.violations(of: query, tables: [table.name] + names, limit: limit) {
        return known
      }
      try run.writeStages(readBy: [table.name] + names)
      try run.materialise([table.name] + names)
      try run.needFunctions()
      do {
        return try run.connection.underSavepoint("rule") {
          // Only what the rule names is visible: tables of the store hold hashes of passwords.
          try run.connection.execute("SET LOCAL search_path = pg_temp, pg_catalog")
          let columns = try run.connection.columnNames(of: sql)
          guard columns.contains("at_row") else { throw refusal("it has no column at_row") }
          try run.connection.execute(
            "SET LOCAL statement_timeout = \(max(1, Int(seconds * 1000)))")
          let rows = try run.connection.query(sql)
          try run.connection.execute(
            "SET LOCAL \(PostgresConnection.statementLimit);"
              + " SET LOCAL search_path = \(quoted(run.catalog.schema))")
          let lines = RuleLines(Self.argumentNames(columns, in: query))
          return (0..<rows.count).lazy
            .compactMap { lines.violation(in: PostgresRow(rows: rows, row: $0)) }
            .prefix(limit).map { $0 }
        }
      } catch let error as PostgresError where !error.isConnectionFailure {
        throw refusal(
          error.isCancelled
            ? "it takes longer than \(Int(seconds)) seconds"
            : "PostgreSQL cannot evaluate it: " + error.reason)
      }
    }
  }

  /// Column names as the rule spells them: PostgreSQL folds unquoted ones to lower case.
  private static func argumentNames(_ names: [String], in query: String) -> [String] {
    let tokens = (try? RuleToken.tokens(of: query)) ?? []
    var written: [String: String] = [:]
    for (index, token) in tokens.enumerated() where index > 0 {
      guard tokens[index - 1].keyword == "AS", case .word(let word) = token else { continue }
      written[word.lowercased()] = word
    }
    return names.map { written[$0] ?? $0 }
  }
}
