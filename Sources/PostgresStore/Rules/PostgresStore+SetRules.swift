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
      try run.writeStages()
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
          return violations(in: rows, named: Self.argumentNames(columns, in: query), limit: limit)
        }
      } catch let error as PostgresError where !error.isConnectionFailure {
        throw refusal(
          error.isCancelled
            ? "it takes longer than \(Int(seconds)) seconds"
            : "PostgreSQL cannot evaluate it: " + error.reason)
      }
    }
  }

  /// The columns that say where an issue stands.
  private static let reservedNames: Set<String> = [
    "at_row", "at_table", "at_field", "related_row", "related_table", "related_field",
  ]

  /// The violations among the results; results without an ordinal are ignored.
  private func violations(
    in rows: PostgresRows, named names: [String], limit: Int
  ) -> [SetViolation] {
    let lowered = names.map { $0.lowercased() }
    let places = Dictionary(
      lowered.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var violations: [SetViolation] = []
    for row in 0..<rows.count where violations.count < limit {
      func text(_ name: String) -> String? { places[name].flatMap { rows.text(row, $0) } }
      guard let ordinal = text("at_row").flatMap({ Int($0) }) else { continue }
      var violation = SetViolation(
        place: SetViolation.Place(
          table: text("at_table"), ordinal: ordinal, field: text("at_field")))
      if let related = text("related_row").flatMap({ Int($0) }) {
        violation.related = SetViolation.Place(
          table: text("related_table"), ordinal: related, field: text("related_field"))
      }
      for (index, name) in lowered.enumerated() where !Self.reservedNames.contains(name) {
        violation.arguments.append((names[index], rows.shownText(row, index)))
      }
      violations.append(violation)
    }
    return violations
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
