import ImportPipeline
import RecordMapping
import SQLiteStore
import Schemas
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
}
