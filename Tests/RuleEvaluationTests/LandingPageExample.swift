import RuleEvaluation
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    let pool = TextPool()
    let codes = ["TOR-01", "OTT-01", "TOR-01"].map(pool.number(of:))
    let halls = Relation(
      count: 3, isTable: true,
      columns: [
        ("_row", { .integer([0, 1, 2]) }), ("site_code", { .text(codes) }),
        ("seats", { .integer([120, 80, 60]) }),
      ])

    let crowded = SetQuery(
      """
      SELECT MIN(_row) AS at_row FROM halls
      GROUP BY site_code HAVING SUM(seats) > 150
      """)
    // Whether the rule finds nothing; `nil` when only SQL can tell.
    let isKept = crowded?.isEmpty(pool: pool) { name in name == "halls" ? halls : nil }
    // The example ends here.
    #expect(isKept == false)
  }
}
