import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct SecretReaderTests {
  static func password(_ policy: Field.SecretPolicy?) -> Field {
    testField(.secret, name: "password") { $0.secretPolicy = policy }
  }

  @Test func refuse_refusesFilledCells() {
    let refused =
      "value.secret-refused: `password` is filled in; passwords are not imported into `venues`"
    for policy in [Field.SecretPolicy.refuse, nil] {
      #expect(outcome(Self.password(policy), CellInput("Temp1234!")) == refused)
      #expect(outcome(Self.password(policy), .number("12345678")) == refused)
      #expect(outcome(Self.password(policy), CellInput("")) == "null")
      #expect(outcome(Self.password(policy), CellInput("  ")) == "null")
      #expect(outcome(Self.password(policy), CellInput("[clear]")) == "clear")
      #expect(outcome(Self.password(policy), CellInput("n/a")) == refused)
    }
  }

  static let hashed: [ReadingCase] = [
    ReadingCase("Temp1234!", "secret Temp1234!"),
    ReadingCase("  two  spaces ", "secret   two  spaces "),
    ReadingCase("e\u{301}cole1234", "secret e\u{301}cole1234"),
    ReadingCase("Temp12!", "value.secret-policy: `password` has fewer than `8` characters"),
    ReadingCase(
      String(repeating: "a1", count: 65),
      "value.secret-policy: `password` has more than `128` characters"),
    ReadingCase(
      "abcdefgh",
      "value.secret-policy: `password` holds one class of characters, expected at least `2`"),
    ReadingCase(
      .number("12345678"),
      "value.wrong-cell-type: the cell holds a number or a date, expected text"),
    ReadingCase(
      .number("46447", .date),
      "value.wrong-cell-type: the cell holds a number or a date, expected text"),
    ReadingCase(
      .boolean(true), "value.wrong-cell-type: the cell holds a number or a date, expected text"),
  ]

  @Test(arguments: hashed)
  func hash_checksTheRule(_ example: ReadingCase) {
    #expect(outcome(Self.password(.hash), example.cell) == example.expected)
  }

  @Test func hash_mustNotEqualTheEmail() {
    var context = ReadingContext()
    context.email = "m.lee@example.org"
    #expect(
      outcome(Self.password(.hash), CellInput("M.Lee@example.org"), in: context)
        == "value.secret-policy: `password` equals `email`, expected another text")
  }

  @Test func keep_takesFourToSixtyFour() {
    #expect(outcome(Self.password(.keep), CellInput("1234")) == "secret 1234")
    #expect(
      outcome(Self.password(.keep), CellInput("123"))
        == "value.secret-policy: `password` has fewer than `4` characters")
    #expect(
      outcome(Self.password(.keep), CellInput(String(repeating: "x", count: 65)))
        == "value.secret-policy: `password` has more than `64` characters")
    #expect(outcome(Self.password(.keep), CellInput("tbd")).hasPrefix("value.secret-policy"))
  }

  @Test func problems_holdNothingOfTheSecret() {
    let secret = "hunter2"
    for policy in [Field.SecretPolicy.refuse, .hash, .keep] {
      for cell in [CellInput(secret), .worksheet(secret, .boolean), .number("7777777")] {
        let told = outcome(Self.password(policy), cell)
        if !told.hasPrefix("secret ") {
          #expect(!told.contains(secret) && !told.contains("7777777"))
        }
      }
    }
  }
}
