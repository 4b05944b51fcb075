import ImportPipeline
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Several fields of a record are shown as rows of a view, which is always what the records are.
@Suite struct RowViewLaws {
  private static func schema(isArray: Bool) -> String {
    let keeps = isArray ? #", "registrar:keeps": "array""# : ""
    return """
      {"title": "Quizzes", "primaryKey": "code", "fields": [
        {"name": "code", "type": "string", "registrar:type": "code"},
        {"name": "first", "type": "string", "registrar:type": "string"},
        {"name": "second", "type": "string", "registrar:type": "string"},
        {"name": "right", "type": "string", "registrar:type": "list",
          "registrar:itemType": "code"\(keeps)}],
        "registrar:store": {"table": "quizzes", "rowViews": [
          {"name": "answers", "owner": "quiz_id", "label": "letter", "value": "body",
            "rows": {"A": "first", "B": "second"},
            "mark": {"column": "is_right", "field": "right"}}]}}
      """
  }

  private func rows(_ store: ForeignStore) throws -> [String] {
    try store.scratch.ask(
      """
      SELECT q.code, a.letter, a.body, CASE WHEN a.is_right THEN 1 ELSE 0 END
      FROM answers AS a JOIN quizzes AS q ON q.id = a.quiz_id ORDER BY q.code, a.letter
      """)
  }

  @Test(arguments: StoreKind.allCases, [false, true])
  func theRowsAreThoseOfTheRecords(_ kind: StoreKind, isArray: Bool) throws {
    let store = try ForeignStore(
      kind, [("quizzes", Self.schema(isArray: isArray))], sql: "SELECT 1")
    let file = ["quizzes": "code,first,second,right\nQ1,yes,no,A\nQ2,one,,\nQ3,x,y,B;A\n"]
    #expect(try store.run(file).errors == [])
    let all = [
      "Q1|A|yes|1", "Q1|B|no|0", "Q2|A|one|0", "Q3|A|x|1", "Q3|B|y|1",
    ]
    #expect(try rows(store) == all)
    #expect(try store.run(file).ledger.map(\.unchanged) == [3])
    let changed = try store.run([
      "quizzes": "code,first,second,right,action\nQ1,yes,never,B,\nQ3,,,,delete\n"
    ]) { $0.allowsDelete = true }
    #expect(changed.errors == [])
    #expect(try rows(store) == ["Q1|A|yes|0", "Q1|B|never|1", "Q2|A|one|0"])
    #expect(try store.undo().errors == [])
    #expect(try rows(store) == all)
    #expect(try store.verify().findings == [])
  }

  /// A store that was made before its package had the view gets it with the next migration, records and all.
  @Test(arguments: StoreKind.allCases)
  func aStoreOfAnOlderPackageGetsTheView(_ kind: StoreKind) throws {
    let package = try ForeignStore.package([("quizzes", Self.schema(isArray: false))])
    var older = package
    older.tables[0].store.rowViews = []
    let scratch = try StoreUnderTest(kind, older)
    let file = ["quizzes": "code,first,second,right\nQ1,yes,no,A\n"]
    let made = try ForeignRun(package: older, store: { try scratch.make() }).run(file, .execute)
    #expect(made.errors == [])
    var newer = package
    newer.version = "2"
    newer.hash = "cc33"
    let maintained = try scratch.maintained()
    let migration = try maintained.migrate(newer, now: StorePackage.now)
    #expect(migration.refused == [])
    #expect(
      try scratch.ask("SELECT letter, body FROM answers ORDER BY letter") == ["A|yes", "B|no"])
    #expect(try maintained.status(newer).missing == [])
    #expect(try maintained.migrate(newer, now: StorePackage.now).added == [])
    let next = try ForeignRun(package: newer, store: { try scratch.make() }).run(
      ["quizzes": "code,second\nQ1,never\n"], .execute)
    #expect(next.errors == [])
    #expect(
      try scratch.ask("SELECT letter, body FROM answers ORDER BY letter") == ["A|yes", "B|never"])
  }
}
