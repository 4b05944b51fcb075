import Testing

@testable import Drafting

/// What CHECK conditions say, as SQLite keeps them and as PostgreSQL prints them.
@Suite struct CheckGuessTests {
  private static let columns: Set<String> = ["role", "seats", "code", "Rate", "note"]

  private static let read: [(String, String, [CheckGuess.Fact])] = [
    ("role IN ('a', 'b''c')", "role", [.values(["a", "b'c"])]),
    (
      "((role)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
      "role", [.values(["a", "b"])]
    ),
    ("(role = ANY (ARRAY['a'::text, 'b'::text]))", "role", [.values(["a", "b"])]),
    ("role = 'a' OR role = 'b'", "role", [.values(["a", "b"])]),
    ("role IS NULL OR role IN ('a')", "role", [.values(["a"])]),
    ("seats IN (0, 1)", "seats", [.numbers(["0", "1"])]),
    ("seats BETWEEN 1 AND 30", "seats", [.minimum("1"), .maximum("30")]),
    ("((seats >= 1) AND (seats <= 30))", "seats", [.minimum("1"), .maximum("30")]),
    ("seats > 0", "seats", [.above("0")]), ("0 < seats", "seats", [.above("0")]),
    ("(seats >= (-5))", "seats", [.minimum("-5")]),
    ("((\"Rate\" >= (0)::numeric) AND (\"Rate\" < 1.5))", "Rate", [.minimum("0"), .below("1.5")]),
    ("RATE <= 9", "Rate", [.maximum("9")]),
    ("length(code) <= 8", "code", [.maximumLength(8)]),
    ("(char_length((code)::text) >= 3)", "code", [.minimumLength(3)]),
    ("code <> ''", "code", [.minimumLength(1)]),
    ("((code)::text <> ''::text)", "code", [.minimumLength(1)]),
  ]

  @Test(arguments: read)
  func aCommonForm_isRead(condition: String, column: String, facts: [CheckGuess.Fact]) {
    let guess = CheckGuess(condition, columns: Self.columns)
    #expect(guess?.column == column)
    #expect(guess?.facts == facts)
  }

  @Test(arguments: [
    "role NOT IN ('a')", "role <> 'a'", "seats < 3 OR seats > 5", "seats <= length(code)",
    "role = 'a' OR code = 'b'", "role LIKE 'a%'", "seats + 1 > 0", "upper(code) = 'A'", "",
    "seats >", "role IN ('a'", "role IN ('a', 1)", "NOT (seats > 0)", "seats >= 1 AND code <> 'x'",
    "role IN ('a') AND", "((((", "role = 'a", "unknown > 1", "seats % 2 = 0",
  ])
  func anythingElse_isLeftAlone(condition: String) {
    #expect(CheckGuess(condition, columns: Self.columns) == nil)
  }

  @Test(arguments: [
    ("'open'", DefaultText.constant("open")), ("'it''s'", .constant("it's")),
    ("'open'::character varying", .constant("open")),
    ("'x'::character varying(20)", .constant("x")),
    ("((0))", .constant("0")), ("-1", .constant("-1")), ("1.50", .constant("1.50")),
    ("TRUE", .constant("true")), ("NULL", .null), ("NULL::character varying", .null),
    ("CURRENT_TIMESTAMP", .computed), ("now()", .computed), ("(datetime('now'))", .computed),
    ("nextval('users_id_seq'::regclass)", .computed), ("'a' || 'b'", .computed),
    ("'now'::text::date", .constant("now")), ("0xFF", .computed), ("1e5", .computed),
  ])
  func aDefault_isAValueOrTheStores(sql: String, meaning: DefaultText) {
    #expect(DefaultText(sql) == meaning)
  }
}
