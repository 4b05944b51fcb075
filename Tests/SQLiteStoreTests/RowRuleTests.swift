import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
import StoreTesting
import TabularCore
import Testing

@Suite struct RowRuleTests {
  private let meeting: [FieldValue] = [
    text("M1"), texts("A", "B"), text("H"), .null, morning, .integer(7500),
  ]

  @Test(arguments: [
    ("meeting_code = 'M1'", true),
    ("meeting_code = 'm1'", false),
    ("room_code = 'R1'", false),
    ("room_code IS NULL", true),
    ("topic_codes = 'A;B'", true),
    ("start_at = '2027-03-06T14:00:00Z'", true),
    ("start_at_local = '2027-03-06T09:00'", true),
    ("local_date(start_at_local) = '2027-03-06'", true),
    ("local_time(start_at_local) = '09:00'", true),
    ("minutes_between(start_at, _now) = 14", true),
    ("minutes_between(start_at, '2028-03-06T14:00:00Z') = 366 * 1440", true),
    ("minutes_between(start_at, 'tomorrow') > 0", false),
    ("_today = '2027-03-06'", true),
    ("_creates", true),
    ("fee > 7499 AND fee < 7501", true),
    ("fold('  Été ') = fold('ÉTÉ')", true),
  ])
  func conditionsSeeTheFields(_ condition: String, _ isViolated: Bool) throws {
    let rules = try RowRuleCompiler(table: StorePackage.meetings, now: StorePackage.now)
      .evaluator(of: [RowCondition(condition: condition)])
    #expect(try rules.violations(values: meeting, creates: true) == (isViolated ? [0] : []))
  }

  @Test func allConditionsAreAnsweredTogetherWithTheirDetails() throws {
    let store = SQLiteStore(inMemory: "memory")
    try store.open(package: StorePackage.package, writes: false, now: StorePackage.now)
    defer { store.rollBack() }
    let rules = try store.makeRowRules(
      [
        RowCondition(condition: "seats > 100"),
        RowCondition(condition: "seats < 100"),
        RowCondition(
          condition: "name <> fold(name) -- a comment",
          place: "CASE WHEN seats > 1 THEN 'seats' ELSE 'name' END",
          arguments: [("found", "seats * 2"), ("other", "NULL")]),
      ], of: StorePackage.halls)
    let values: [FieldValue] = [text("H"), text("P"), text("North"), .integer(120)]
    #expect(try rules.violations(values: values, creates: false) == [0, 2])
    let details = try rules.details(ofConditionAt: 2)
    #expect(details.field == "seats")
    #expect(details.arguments.map(\.name) == ["found", "other"])
    #expect(details.arguments.map(\.value) == ["240", ""])
    #expect(try rules.details(ofConditionAt: 0).field == nil)
  }

  @Test func secretsAreOnlyKnownToBeThere() throws {
    let rules = try RowRuleCompiler(table: StorePackage.people, now: StorePackage.now)
      .evaluator(of: [
        RowCondition(
          condition: "password IS NOT NULL", arguments: [("value", "password")])
      ])
    let values: [FieldValue] = [text("a"), text("a@example.org"), .secret("hush")]
    #expect(try rules.violations(values: values, creates: true) == [0])
    #expect(try rules.details(ofConditionAt: 0).arguments[0].value == "‹secret›")
  }

  @Test(arguments: [
    ("seats > ", "near \")\": syntax error"),
    ("chairs > 1", "no such column: chairs"),
    ("seats > 1; DROP TABLE halls", "near \";\": syntax error"),
    ("(SELECT count(*) FROM halls) > 1", "no such table: halls"),
    ("minutes_between(seats)", "wrong number of arguments to function minutes_between()"),
    ("1), (2", "it is not one expression"),
    ("1) /*", "near \")\": syntax error"),
    ("1) --", "near \")\": syntax error"),
    ("printf('%.2147483647c', 'x') = ''", "no such function: printf"),
    ("seats > 1 AND `format`('%d', seats) = ''", "no such function: format"),
  ])
  func conditionsThatDoNotCompileAreRefused(_ condition: String, _ reason: String) throws {
    let error = storeError {
      _ = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .evaluator(of: [RowCondition(condition: condition)])
    }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value == reason)
    let rule = Rule(
      code: "rule.test", scope: .row(violatedWhen: condition), place: .fields(["seats"]))
    #expect(
      RowRuleCompiler.compileError(
        of: rule, in: StorePackage.halls, package: StorePackage.package) == reason)
  }

  @Test func argumentsAndPlacesAreCompiledToo() {
    var rule = Rule(
      code: "rule.test", scope: .row(violatedWhen: "seats > 1"), place: .fields(["seats"]),
      arguments: ["found": "benches"])
    func error() -> String? {
      RowRuleCompiler.compileError(
        of: rule, in: StorePackage.halls, package: StorePackage.package)
    }
    #expect(error() == "no such column: benches")
    rule.arguments = ["found": "seats"]
    #expect(error() == nil)
    rule.place = .expression("nowhere")
    #expect(error() == "no such column: nowhere")
  }

  /// Each of these would change the number of columns that an answer has.
  @Test(arguments: ["1) /*", "1), (2", "1) AS x, 1 FROM (SELECT 1) /*", "1) UNION SELECT (2"])
  func argumentsCannotEndTheStatement(_ argument: String) throws {
    let error = storeError {
      let rules = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .evaluator(of: [
          RowCondition(condition: "1", arguments: [("first", argument), ("second", "2")])
        ])
      _ = try rules.violations(values: [], creates: true)
      _ = try rules.details(ofConditionAt: 0)
    }
    #expect(error?.code == "schema.invalid")
  }

  @Test func conditionsThatOnlyCompileAloneAreRefusedTogether() throws {
    let error = storeError {
      _ = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .evaluator(of: [RowCondition(condition: "1), 1 UNION SELECT 1, (2")])
    }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.first?.value == "1), 1 UNION SELECT 1, (2")
  }

  /// Together, the three make a statement of as many columns as it should have.
  @Test(arguments: [
    ["name = 'x", "y' = name", "1), 1, (1"], ["seats /* 1", "2 */ > 3", "1), 1, (1"],
    ["name = \"seats", "name\" > 1", "1), 1, (1"], ["[seats", "1] > 1", "1), 1, (1"],
  ])
  func conditionsThatOnlyCompileTogetherAreRefused(_ conditions: [String]) throws {
    let error = storeError {
      _ = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .evaluator(of: conditions.map { RowCondition(condition: $0) })
    }
    #expect(error?.code == "schema.invalid")
  }

  @Test func theConditionAtFaultIsNamedAmongSeveral() throws {
    let error = storeError {
      _ = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .evaluator(of: [
          RowCondition(condition: "seats > 1"), RowCondition(condition: "chairs > 1"),
          RowCondition(condition: "benches > 1"),
        ])
    }
    #expect(error?.arguments.map(\.value) == ["chairs > 1", "no such column: chairs"])
  }

  @Test func aConditionThatDoesNotEndIsStopped() throws {
    let endless = """
      (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)
      """
    let rules = try RowRuleCompiler(
      table: StorePackage.halls, now: StorePackage.now, timeLimit: 0.1
    ).evaluator(of: [
      RowCondition(condition: "CASE WHEN seats = 1 THEN \(endless) END"),
      RowCondition(condition: "seats = 2", arguments: [("last", endless)]),
    ])
    let one: [FieldValue] = [text("H"), text("P"), text("North"), .integer(1)]
    let two: [FieldValue] = [text("H"), text("P"), text("North"), .integer(2)]
    let started = ContinuousClock.now
    let error = storeError { _ = try rules.violations(values: one, creates: true) }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value == "it takes longer than 0 seconds over one row")
    #expect(try rules.violations(values: two, creates: true) == [1])
    #expect(storeError { _ = try rules.details(ofConditionAt: 1) }?.code == "schema.invalid")
    #expect(ContinuousClock.now - started < .seconds(20))
  }

  /// Every part refers twice to the one before: forty of them would take all memory there is.
  ///
  /// The limit is that of the process, so the compiler has one of its own, and other tests do not run
  /// out of memory with it.
  @Test func partsThatMultiplyAreRefused() async {
    await #expect(processExitsWith: .success) {
      let parts = (1..<40).map {
        "c\($0) AS (SELECT x FROM c\($0 - 1) UNION ALL SELECT x FROM c\($0 - 1))"
      }
      let condition = """
        (WITH c0 AS (SELECT 1 AS x), \(parts.joined(separator: ", ")) SELECT count(*) FROM c39) > 1
        """
      let reason = RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
        .compileError(ofExpression: condition)
      precondition(reason == "out of memory", reason ?? "compiled")
    }
  }

  @Test(arguments: [
    ("length(zeroblob(1000000000)) > 1", "string or blob too big"),
    ("hex(zeroblob(900000)) > 1", "string or blob too big"),
    ("name LIKE replace(hex(zeroblob(900)), '0', '%a')", "LIKE or GLOB pattern too complex"),
  ])
  func valuesOfRulesAreBounded(_ condition: String, _ reason: String) throws {
    let rules = try RowRuleCompiler(table: StorePackage.halls, now: StorePackage.now)
      .evaluator(of: [RowCondition(condition: condition)])
    let values: [FieldValue] = [text("H"), text("P"), text("North"), .integer(1)]
    let error = storeError { _ = try rules.violations(values: values, creates: true) }
    #expect(error?.code == "schema.invalid")
    #expect(error?.arguments.last?.value == reason)
  }
}
