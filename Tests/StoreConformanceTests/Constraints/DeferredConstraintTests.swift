import ImportPipeline
import StoreTesting
import TabularCore
import Testing

/// Constraints that a database looks at when the transaction ends are foreseen and told as such.
@Suite struct DeferredConstraintTests {
  private static let goods = """
    {"title": "Goods", "primaryKey": "code", "fields": [
      {"name": "code", "type": "string", "registrar:type": "code",
        "constraints": {"required": true}},
      {"name": "rank", "type": "integer", "registrar:type": "integer"}],
      "registrar:store": {"table": "goods", "owned": false}}
    """

  @Test func aTriggerAtTheEndIsForeseenWithItsReason() throws {
    let store = try ForeignStore(
      .postgresql, [("goods", Self.goods)],
      sql: """
        CREATE TABLE goods (id serial PRIMARY KEY, code text NOT NULL UNIQUE, rank integer);
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NEW.rank > 50 THEN RAISE EXCEPTION 'rank over fifty'; END IF; RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON goods DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION refuse()
        """)
    for mode in [ImportOptions.Mode.validate, .execute] {
      let report = try store.run(["goods": "code,rank\nA,1\nB,51\n"], mode)
      #expect(report.errors.count == 1, "\(mode): \(report.errors)")
      #expect(
        report.errors.allSatisfy {
          $0.hasPrefix("store.row-refused") && $0.contains("rank over fifty")
        }, "\(mode): \(report.errors)")
      #expect(!report.run.isWritten)
      #expect(try store.scratch.ask("SELECT count(*) FROM goods") == ["0"])
    }
  }

  @Test func valuesThatTradePlacesUnderADeferredKeyAreWritten() throws {
    let store = try ForeignStore(
      .postgresql, [("goods", Self.goods)],
      sql: """
        CREATE TABLE goods (id serial PRIMARY KEY, code text NOT NULL UNIQUE,
          rank integer UNIQUE DEFERRABLE INITIALLY DEFERRED)
        """)
    _ = try store.run(["goods": "code,rank\nA,1\nB,2\n"])
    let report = try store.run(["goods": "code,rank\nA,2\nB,1\n"])
    #expect(report.errors == [])
    #expect(try store.scratch.ask("SELECT code, rank FROM goods ORDER BY code") == ["A|2", "B|1"])
  }
}
