import RecordMapping
import Schemas
import TabularCore
import Testing

/// Step 8 of `domain.md` section 3.
@Suite struct ConstraintTests {
  @Test func length_countsCharacters() {
    let field = testField(.string, name: "name") { $0.constraints.maximumLength = 3 }
    #expect(outcome(field, CellInput("éàü")) == "text éàü")
    #expect(outcome(field, CellInput("e\u{301}àü")) == "text éàü")
    #expect(
      outcome(field, CellInput("abcd"))
        == "value.too-long: `name` has `4` characters, at most `3` are allowed")
  }

  @Test func shortTexts_doNotFit() {
    let field = testField(.string, name: "username") { $0.constraints.minimumLength = 3 }
    #expect(
      outcome(field, CellInput("ab"))
        == "value.pattern: `ab` has `2` characters, `username` needs at least `3`")
    #expect(outcome(field, CellInput("éàü")) == "text éàü")
  }

  @Test func length_comesBeforePattern() {
    let field = testField(.string, name: "name") {
      $0.constraints.maximumLength = 3
      $0.constraints.pattern = "[a-z]+"
    }
    #expect(
      outcome(field, CellInput("1234"))
        == "value.too-long: `name` has `4` characters, at most `3` are allowed")
    #expect(
      outcome(field, CellInput("123"))
        == "value.pattern: `123` does not fit `name`, expected the form `[a-z]+`")
  }

  @Test func range_ofIntegers() {
    let field = testField(.integer) {
      $0.constraints.minimum = "1"
      $0.constraints.maximum = "10000"
    }
    #expect(outcome(field, CellInput("1")) == "integer 1")
    #expect(outcome(field, CellInput("10000")) == "integer 10000")
    #expect(
      outcome(field, CellInput("0"))
        == "value.out-of-range: `0` is below `1`, the lowest `seats`")
    #expect(
      outcome(field, .number("10001"))
        == "value.out-of-range: `10001` is above `10000`, the highest `seats`")
  }

  @Test func range_ofDecimals() {
    let field = testField(.decimal, name: "latitude") {
      $0.constraints.minimum = "-90"
      $0.constraints.maximum = "90"
    }
    #expect(outcome(field, CellInput("90")) == "real 90.0")
    #expect(
      outcome(field, CellInput("91"))
        == "value.out-of-range: `91` is above `90`, the highest `latitude`")
    #expect(
      outcome(field, CellInput("-90.5"))
        == "value.out-of-range: `-90.5` is below `-90`, the lowest `latitude`")
  }

  @Test func range_excludingItsEnds() {
    let field = testField(.decimal, name: "rate") {
      $0.constraints.exclusiveMinimum = "0"
      $0.constraints.exclusiveMaximum = "0.5"
    }
    #expect(outcome(field, CellInput("0.25")) == "real 0.25")
    #expect(
      outcome(field, CellInput("0"))
        == "value.out-of-range: `0` is below `0`, the lowest `rate`")
    #expect(
      outcome(field, CellInput("0.5"))
        == "value.out-of-range: `0.5` is above `0.5`, the highest `rate`")
  }

  @Test func range_ofTimes() {
    let field = testField(.time, name: "opens_at") { $0.constraints.minimum = "6:00" }
    #expect(outcome(field, CellInput("6h")) == "text 06:00")
    #expect(
      outcome(field, CellInput("5:59"))
        == "value.out-of-range: `5:59` is below `6:00`, the lowest `opens_at`")
  }

  @Test func range_ofDateTimes_comparesLocalTime() {
    let field = testField(.dateTime, name: "start_at") {
      $0.constraints.minimum = "2027-01-01 00:00"
    }
    #expect(
      outcome(field, CellInput("2026-12-31 23:59"))
        == "value.out-of-range: `2026-12-31 23:59` is below `2027-01-01 00:00`, the lowest"
        + " `start_at`")
    #expect(
      outcome(field, CellInput("2027-01-01 00:00"))
        == "dateTime 2027-01-01T00:00 2027-01-01T00:00:00Z")
  }

  @Test func allowedValues_compareCanonicalValues() {
    let field = testField(.integer, name: "level") { $0.constraints.allowedValues = ["1", "10"] }
    #expect(outcome(field, CellInput("10.0")) == "integer 10")
    #expect(
      outcome(field, CellInput("2"))
        == "value.enum-unknown: `2` is not a `level`, expected `1` or `10`")
    let many = testField(.string, name: "letter") {
      $0.constraints.allowedValues = "abcdefghijklmn".map { String($0) }
    }
    #expect(
      outcome(many, CellInput("z"))
        == "value.enum-unknown: `z` is not a `letter`, expected one of `14` values")
  }

  @Test func blankAndClear_meetNoConstraint() {
    let field = testField(.string, name: "name") { $0.constraints.minimumLength = 3 }
    #expect(outcome(field, CellInput("")) == "null")
    #expect(outcome(field, CellInput("[clear]")) == "clear")
    #expect(outcome(field, CellInput("-")) == "null | value.placeholder: `-` was read as empty")
  }
}
