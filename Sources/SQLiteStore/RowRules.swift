import GRDB
public import ImportPipeline
import RecordMapping
import SQLStore
public import Schemas
import TabularCore

extension SQLiteStore {
  /// Compiles conditions on a database in memory of their own.
  public func makeRowRules(
    _ rules: [RowCondition], of table: TableSchema
  ) throws(StoreError) -> any RowRuleEvaluator {
    try RowRuleCompiler(table: table, now: run?.now ?? "", timeLimit: rowRuleTimeLimit)
      .evaluator(of: rules)
  }
}

/// Compiles conditions over the fields of a row, on a database in memory of its own.
public struct RowRuleCompiler {
  private let columns: TableColumns
  private let now: String
  private let today: String
  private let timeLimit: Double

  /// A compiler for the rows of a table.
  ///
  /// - Parameters:
  ///   - now: the clock of the run, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  ///   - timeLimit: the longest the conditions may take over one row, in seconds.
  public init(table: TableSchema, now: String, timeLimit: Double = 10) {
    self.timeLimit = timeLimit
    self.columns = TableColumns(table, number: 0, dialect: SQLiteDialect())
    self.now = now
    self.today = String(now.prefix(10))
  }

  /// Compiles conditions; one that does not compile is `schema.invalid`.
  public func evaluator(of rules: [RowCondition]) throws(StoreError) -> any RowRuleEvaluator {
    do {
      let queue = try StoreConnection.open(.memory)
      return try queue.writeWithoutTransaction { database in
        database.boundRules()
        if let (expression, problem) = firstError(of: rules, in: database) {
          throw StoreError(
            .schemaInvalid(.rule(rule: expression, reason: problem)),
            table: columns.schema.name)
        }
        let statement: Statement
        do {
          statement = try database.makeStatement(
            sql: sql(selecting: [answer(rules.map(\.condition))]))
        } catch let error as DatabaseError {
          throw refusedConditions(rules, because: reason(of: error))
        }
        guard statement.columnCount == 1 else {
          throw refusedConditions(rules, because: "it is not one expression")
        }
        return PreparedRowRules(
          queue: queue, watch: RuleWatch(queue: queue, seconds: timeLimit), rules: rules,
          compiler: self, statement: statement)
      }
    } catch {
      throw storeError(error, location: "memory")
    }
  }

  /// Why a rule does not compile; `nil` when it does.
  ///
  /// Row rules are prepared against the fields of the table, set rules against empty tables of the
  /// package.
  public static func compileError(
    of rule: Rule, in table: TableSchema, package: DataPackage
  ) -> String? {
    do {
      let queue = try StoreConnection.open(.memory)
      return try queue.writeWithoutTransaction { database in
        switch rule.scope {
        case .row(let condition):
          var expressions = [condition] + rule.arguments.sorted { $0.key < $1.key }.map(\.value)
          if case .expression(let place) = rule.place { expressions.append(place) }
          let compiler = RowRuleCompiler(table: table, now: "")
          return expressions.lazy.compactMap { expression in
            compiler.compileError(of: expression, in: database)
          }.first
        case .set(let query, let tables):
          for name in [table.name] + tables where package.table(named: name) == nil {
            return "no such table: \(name)"
          }
          for name in Set([table.name] + tables) {
            guard let schema = package.table(named: name) else { continue }
            let columns = TableColumns(schema, number: 0, dialect: SQLiteDialect())
            for table in columns.ruleTables { try database.execute(sql: table) }
          }
          return SetRuleQuery.compileError(of: query, in: database)
        }
      }
    } catch {
      return "\(error)"
    }
  }

  /// Why an expression over a row does not compile; `nil` when it does.
  public func compileError(ofExpression expression: String) -> String? {
    do {
      return try StoreConnection.open(.memory).writeWithoutTransaction { database in
        compileError(of: expression, in: database)
      }
    } catch {
      return "\(error)"
    }
  }

  /// The names a row's expressions may use, in the order in which they are bound.
  private var names: [String] {
    columns.fields.flatMap { field in
      field.isDateTime ? [field.field.name, field.field.name + "_local"] : [field.field.name]
    } + ["_now", "_today", "_creates"]
  }

  /// A SELECT of expressions over one row's bound values.
  func sql(selecting expressions: [String]) -> String {
    let bound = names.enumerated().map { "?\($0 + 1) AS \(quoted($1))" }
    return """
      SELECT \(expressions.joined(separator: ",\n")) FROM (SELECT \(bound.joined(separator: ", ")))
      """
  }

  /// One expression for all conditions: NULL when none is violated, which is usual, else a text
  /// with one digit per condition.
  private func answer(_ conditions: [String]) -> String {
    let digits = conditions.map { "(\(enclosed($0)) IS TRUE)" }
    guard !digits.isEmpty else { return "NULL" }
    // A text even where there is one condition: a number is never equal to a text.
    return
      "nullif('' || \(digits.joined(separator: " || ")), '\(digits.map { _ in "0" }.joined())')"
  }

  /// The places of a field's bound values, from 1: the value, and the local text of a date-time.
  func parameters(ofFieldAt index: Int) -> (value: Int32, local: Int32?) {
    let field = columns.fields[index]
    var place: Int32 = 1
    for other in columns.fields[..<index] { place += other.isDateTime ? 2 : 1 }
    return (place, field.isDateTime ? place + 1 : nil)
  }

  /// The places of all fields' bound values, by field, from 1.
  var places: [(field: Int, value: Int32, local: Int32?)] {
    columns.fields.indices.map { index in
      let place = parameters(ofFieldAt: index)
      return (columns.fields[index].index, place.value, place.local)
    }
  }

  /// The values that are bound for every row, and the place of the first, from 1.
  var commonArguments: (first: Int32, values: [String?]) {
    let count = columns.fields.reduce(1) { $0 + ($1.isDateTime ? 2 : 1) }
    return (Int32(count), [now, today])
  }

  /// The values that are bound for a row.
  func arguments(_ values: [FieldValue], creates: Bool) -> StatementArguments {
    var bound: BoundValues = []
    bound.reserveCapacity(columns.names.count + 3)
    for field in columns.fields {
      let value = field.index < values.count ? values[field.index] : .null
      var local: String?
      switch value {
      case .null: bound.append(nil)
      case .integer(let number): bound.append(number)
      case .real(let number): bound.append(number)
      case .decimal(let text): bound.append(Double(text))
      case .text(let text): bound.append(text)
      case .secret: bound.append(secretPlaceholder)
      case .dateTime(let localText, let utc):
        bound.append(utc)
        local = localText
      case .list(let items):
        bound.append(items.isEmpty ? nil : items.map(\.description).joined(separator: ";"))
      }
      if field.isDateTime { bound.append(local) }
    }
    bound.append(now)
    bound.append(today)
    bound.append(creates ? 1 : 0)
    return StatementArguments(bound)
  }

  /// The first expression of some rules that does not compile, and why; `nil` when all do.
  ///
  /// They are compiled together where none can reach into another, and one by one to tell which is at fault: to
  /// compile one takes a look at all fields of the table.
  private func firstError(
    of rules: [RowCondition], in database: Database
  ) -> (expression: String, problem: String)? {
    let expressions = rules.flatMap { rule in
      [rule.condition] + (rule.place.map { [$0] } ?? []) + rule.arguments.map(\.expression)
    }
    if expressions.isEmpty { return nil }
    if expressions.allSatisfy(isClosedExpression),
      compileError(of: expressions, in: database) == nil
    {
      return nil
    }
    for expression in expressions {
      if let problem = compileError(of: expression, in: database) { return (expression, problem) }
    }
    return nil
  }

  private func compileError(of expression: String, in database: Database) -> String? {
    compileError(of: [expression], in: database)
  }

  /// Why expressions do not compile.
  ///
  /// Each is tried between two columns of our own: if it closes its parenthesis or begins another column, the
  /// number of columns changes.
  private func compileError(of expressions: [String], in database: Database) -> String? {
    do {
      let sql = sql(selecting: ["1"] + expressions.flatMap { [enclosed($0), "1"] })
      let statement = try database.makeStatement(sql: sql)
      guard statement.isReadonly, statement.columnCount == 2 * expressions.count + 1 else {
        return "it is not one expression"
      }
      return try database.problemOfProgram(of: sql)
    } catch let error as DatabaseError {
      return error.message ?? "\(error.resultCode)"
    } catch {
      return "\(error)"
    }
  }
}

/// Conditions ready to be evaluated: one statement answers all of them for a row.
final class PreparedRowRules: RowRuleEvaluator {
  let queue: DatabaseQueue
  let watch: RuleWatch
  let rules: [RowCondition]
  let compiler: RowRuleCompiler
  let statement: Statement
  /// Where the values of each field are bound.
  private(set) lazy var places = compiler.places
  private var detailStatements: [Int: Statement] = [:]
  /// The row that was evaluated last, about which details may be asked.
  private var lastRow: (values: [FieldValue], creates: Bool) = ([], false)

  init(
    queue: DatabaseQueue, watch: RuleWatch, rules: [RowCondition], compiler: RowRuleCompiler,
    statement: Statement
  ) {
    self.queue = queue
    self.watch = watch
    self.rules = rules
    self.compiler = compiler
    self.statement = statement
  }

  func violations(values: [FieldValue], creates: Bool) throws(StoreError) -> [Int] {
    lastRow = (values, creates)
    guard !rules.isEmpty else { return [] }
    watch.begin()
    defer { watch.end() }
    do {
      return try queue.writeWithoutTransaction { try violations(of: values, creates, in: $0) }
    } catch {
      throw refusal(error)
    }
  }

  func details(
    ofConditionAt index: Int
  ) throws(StoreError) -> (field: String?, arguments: [(name: String, value: String)]) {
    guard rules.indices.contains(index) else { return (nil, []) }
    let rule = rules[index]
    guard rule.place != nil || !rule.arguments.isEmpty else { return (nil, []) }
    watch.begin()
    defer { watch.end() }
    do {
      return try queue.writeWithoutTransaction { database in
        let statement = try detailStatement(index, in: database)
        detailStatements[index] = nil
        statement.setUncheckedArguments(
          compiler.arguments(lastRow.values, creates: lastRow.creates))
        guard let row = try Row.fetchOne(statement) else { return (nil, []) }
        detailStatements[index] = statement
        let place: DatabaseValue = row[0]
        let arguments = rule.arguments.enumerated().map { position, argument in
          (name: argument.name, value: plainText(row[position + 1] as DatabaseValue))
        }
        return (place.isNull ? nil : plainText(place), arguments)
      }
    } catch {
      throw refusal(error)
    }
  }

  /// An error while a rule was evaluated, such as an overflow: the rule is at fault, not the row.
  func refusal(_ error: any Error) -> StoreError {
    guard let error = error as? DatabaseError else {
      return storeError(error, location: "memory")
    }
    return refusedConditions(
      rules,
      because: watch.hasRung
        ? "it takes longer than \(Int(watch.seconds)) seconds over one row" : reason(of: error))
  }

  /// The statement of a condition's place and arguments.
  private func detailStatement(_ index: Int, in database: Database) throws -> Statement {
    if let statement = detailStatements[index] { return statement }
    let rule = rules[index]
    let expressions = [rule.place ?? "NULL"] + rule.arguments.map(\.expression)
    let statement = try database.makeStatement(
      sql: compiler.sql(selecting: expressions.map(enclosed)))
    guard statement.columnCount == expressions.count else {
      throw DatabaseError(message: "it is not one expression")
    }
    detailStatements[index] = statement
    return statement
  }
}

/// A package's expression in parentheses, written so that no comment in it can swallow the closing
/// one.
private func enclosed(_ expression: String) -> String { "(\(expression)\n/**/)" }

/// The error for conditions that the database rejects together.
private func refusedConditions(_ rules: [RowCondition], because reason: String) -> StoreError {
  StoreError(
    .schemaInvalid(
      .rule(rule: rules.map(\.condition).joined(separator: "; "), reason: reason)))
}
