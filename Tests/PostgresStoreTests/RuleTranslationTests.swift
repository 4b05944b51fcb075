import Testing

@testable import PostgresStore

@Suite struct RuleTranslationTests {
  @Test(arguments: [
    ("SELECT _row AS at_row FROM t;", "SELECT _row AS at_row FROM t"),
    ("SELECT a -- no\n FROM /* none */ t", "SELECT a FROM t"),
    (
      "SELECT 'it''s' FROM t", "SELECT ('it''s'::text COLLATE \"C\") FROM t"
    ),
    (
      "SELECT 1.5, 2, .5e3 FROM t",
      "SELECT (1.5::double precision) , 2 , (.5e3::double precision) FROM t"
    ),
    ("SELECT a == b FROM t", "SELECT a = b FROM t"),
    ("SELECT [a b], `c`, \"d\" FROM t", "SELECT \"a b\" , \"c\" , \"d\" FROM t"),
    (
      "SELECT a IS b, a IS NOT b, a IS NULL, a IS NOT NULL FROM t",
      "SELECT a IS NOT DISTINCT FROM b , a IS DISTINCT FROM b , a IS NULL , a IS NOT NULL FROM t"
    ),
    (
      "SELECT a FROM t ORDER BY a, b DESC, c DESC NULLS FIRST LIMIT 3",
      "SELECT a FROM t ORDER BY a NULLS FIRST , b DESC NULLS LAST , c DESC NULLS FIRST LIMIT 3"
    ),
    (
      "SELECT SUM(x) OVER (PARTITION BY y ORDER BY coalesce(z, 1) ROWS UNBOUNDED PRECEDING) FROM t",
      "SELECT pg_temp.sum ( x ) OVER ( PARTITION BY y ORDER BY coalesce ( z , 1 ) NULLS FIRST ROWS"
        + " UNBOUNDED PRECEDING ) FROM t"
    ),
    (
      "SELECT substr(a, 1, 2) AS b, minutes_between(a, b) FROM t",
      "SELECT pg_temp.substr ( a , 1 , 2 ) AS b , pg_temp.minutes_between ( a , b ) FROM t"
    ),
    (
      "SELECT group_concat(a, ', ') FROM t",
      "SELECT string_agg((a)::text COLLATE \"C\", (', '::text COLLATE \"C\") ORDER BY (a)::text"
        + " COLLATE \"C\") FROM t"
    ),
    (
      "WITH x(a, b) AS (SELECT 1, 2) SELECT a FROM x",
      "WITH x ( a , b ) AS ( SELECT 1 , 2 ) SELECT a FROM x"
    ),
    ("SELECT user, t.user, 1 AS user FROM t", "SELECT \"user\" , t . \"user\" , 1 AS user FROM t"),
  ])
  func whatMeansTheSameIsWrittenSo(_ query: String, _ expected: String) throws {
    #expect(try RuleTranslation.translate(query) == expected)
  }

  @Test(arguments: [
    ("DELETE FROM t", "it does not begin with SELECT"),
    ("SELECT a FROM t; SELECT b FROM t", "the operator ;"),
    ("SELECT a FROM t WHERE a LIKE 'x%'", "the keyword LIKE"),
    ("SELECT a FROM t WHERE a GLOB 'x*'", "the keyword GLOB"),
    ("SELECT CAST(a AS INTEGER) FROM t", "the function cast"),
    ("SELECT strftime('%Y', a) FROM t", "the function strftime"),
    ("SELECT round(a, 2) FROM t", "the function round"),
    ("SELECT typeof(a) FROM t", "the function typeof"),
    ("SELECT a -> 'b' FROM t", "the operator ->"),
    ("SELECT a FROM t WHERE b = ?", "it has parameters"),
    ("SELECT a FROM t WHERE b = :b", "it has parameters"),
    ("SELECT x'00' FROM t", "a literal written x'…'"),
    ("SELECT a COLLATE NOCASE FROM t", "the keyword COLLATE"),
    ("SELECT current_timestamp FROM t", "the keyword CURRENT_TIMESTAMP"),
    ("WITH x AS (DELETE FROM t RETURNING a) SELECT a FROM x", "the keyword DELETE"),
    ("SELECT pg_sleep(9) FROM t", "the function pg_sleep"),
    ("SELECT 'x FROM t", "a quote that does not end"),
    ("SELECT group_concat(a, 'b', 'c') FROM t", "the function group_concat with 3 arguments"),
  ])
  func whatHasNoCounterpartIsNamed(_ query: String, _ construct: String) {
    let problem = #expect(throws: RuleProblem.self) { try RuleTranslation.translate(query) }
    #expect(problem?.construct == construct)
  }
}
