import ImportPipeline
import RecordMapping
import SQLStore
import Schemas
import TabularCore

@testable import SQLiteStore

/// The SQL of rules, which a package brings along, through the compilers of the store.
let conditionTargets = [
  FuzzTarget(name: "conditions", take: validateRow),
  FuzzTarget(name: "queries", take: compileQuery),
]

private let table: TableSchema = {
  func field(_ name: String, _ type: FieldType, _ mapping: ColumnMapping) -> Field {
    var field = Field(name: name, type: type)
    field.store = mapping
    return field
  }
  return TableSchema(
    name: "halls",
    fields: [
      field("code", .code, .column("code")), field("seats", .integer, .column("seats")),
      field("starts", .dateTime, .dateTime(local: "starts_local", utc: "starts_utc")),
      field(
        "topics", .list, .list(table: "hall_topics", owner: "hall", item: "topic", position: nil)),
      field("token", .secret, .secret),
    ],
    naturalKey: ["code"])
}()

private let package = DataPackage(
  name: "fuzz", title: LocalizedText("Fuzz"), version: "1", hash: "aa", tables: [table])

private let rows: [[FieldValue]] = [
  [
    .text("A"), .integer(12), .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T14:00:00Z"),
    .list([.text("x"), .text("y")]), .secret("hush"),
  ],
  [.null, .null, .null, .null, .null],
]

/// The parts of an input, line by line; a unit separator stands for a line break within one.
private func lines(_ bytes: [UInt8]) -> [String] {
  bytes.split(separator: 10, omittingEmptySubsequences: false).map {
    String(decoding: $0.map { $0 == 0x1F ? 10 : $0 }, as: UTF8.self)
  }
}

/// A row rule: its condition, place and arguments are refused, or validate every row.
private func validateRow(_ bytes: [UInt8]) {
  let lines = lines(bytes)
  func line(_ index: Int) -> String { index < lines.count ? lines[index] : "" }
  var rule = Rule(
    code: "rule.fuzz", scope: .row(violatedWhen: line(0)), place: .fields(["code"]))
  if !line(1).isEmpty { rule.place = .expression(line(1)) }
  let arguments = lines.dropFirst(2).prefix(3).enumerated()
    .map { (name: "a\($0.offset)", expression: $0.element) }
  for argument in arguments { rule.arguments[argument.name] = argument.expression }
  if RowRuleCompiler.compileError(of: rule, in: table, package: package) != nil { return }
  let condition = RowCondition(
    condition: line(0), place: line(1).isEmpty ? nil : line(1), arguments: arguments)
  let other = RowCondition(condition: "1", arguments: [(name: "one", expression: "1")])
  do throws(StoreError) {
    let rules = try RowRuleCompiler(table: table, now: "2027-03-06T14:14:02Z", timeLimit: 0.5)
      .evaluator(of: [condition, other])
    for row in rows {
      let violated = try rules.violations(values: row, creates: true)
      require(violated.last == 1, "a rule silences another: \(violated)")
      for index in violated {
        let found = try rules.details(ofConditionAt: index)
        require(
          found.arguments.count == (index == 0 ? arguments.count : 1),
          "details of \(index): \(found)")
        require(
          !found.arguments.contains { $0.value.contains("hush") } && found.field != "hush",
          "a secret is told: \(found)")
      }
    }
  } catch {
    // Overflows and what takes too long are told as the package's fault.
    require(error.code == "schema.invalid", "\(error)")
  }
}

/// A set rule's query: it is refused, or it only reads.
private func compileQuery(_ bytes: [UInt8]) {
  let query = lines(bytes).joined(separator: "\n")
  let rule = Rule(
    code: "rule.fuzz", scope: .set(query: query, tables: ["halls"]), place: .fields(["code"]))
  let store = SQLiteStore(inMemory: "memory")
  store.ruleTimeLimit = 0.5
  do throws(StoreError) {
    try store.open(package: package, writes: true, now: "2027-03-06T14:14:02Z")
  } catch {
    fatalError("\(error)")
  }
  defer { store.rollBack() }
  do throws(StoreError) {
    try store.stage(
      [StagedRecord(ordinal: 1, operation: .create, values: rows[0])], of: table)
  } catch {
    fatalError("\(error)")
  }
  do throws(StoreError) {
    let found = try store.violations(of: rule, in: table, limit: 3)
    require(found.count <= 3, "\(found)")
  } catch {
    require(error.code == "schema.invalid", "\(error)")
  }
}
