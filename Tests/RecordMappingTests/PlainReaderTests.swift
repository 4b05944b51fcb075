import RecordMapping
import Schemas
import TabularCore
import Testing

/// The types of Table Schema v2, read as that standard says.
@Suite struct PlainReaderTests {
  /// A field of a plain type as a descriptor makes it: the empty text is the only missing value.
  static func field(
    _ type: FieldType, _ change: (inout Field) -> Void = { _ in }
  ) -> Field {
    testField(type, name: "x") {
      $0.plain.missingValues = [""]
      change(&$0)
    }
  }

  static func field(_ type: FieldType, format: String) -> Field {
    field(type) { $0.plain.format = format }
  }

  private func check(_ field: Field, _ cases: [ReadingCase]) {
    for example in cases {
      #expect(
        outcome(field, example.cell, in: example.context) == example.expected,
        "\(field.type) \(example.testDescription)")
    }
  }

  @Test func missingValues_areComparedAsTheyStand() {
    let field = Self.field(.plainInteger) { $0.plain.missingValues = ["", "-", "NA "] }
    check(
      field,
      [
        ReadingCase("", "null"), ReadingCase("-", "null"), ReadingCase("NA ", "null"),
        ReadingCase("n/a", "value.not-integer: `n/a` is not a whole number"),
      ])
    check(Self.field(.plainString), [ReadingCase("n/a", "text n/a"), ReadingCase("-", "text -")])
    check(
      Self.field(.plainNumber) { $0.plain.missingValues = ["-999"] },
      [ReadingCase(.number("-999"), "null"), ReadingCase("-999", "null")])
  }

  @Test func strings() {
    check(
      Self.field(.plainString),
      [
        ReadingCase("a  b", "text a  b"), ReadingCase(.number("12"), "text 12"),
        ReadingCase(
          .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a text"),
      ])
    check(
      Self.field(.plainString, format: "uuid"),
      [
        ReadingCase(
          "123e4567-e89b-12d3-a456-426614174000", "text 123e4567-e89b-12d3-a456-426614174000"),
        ReadingCase("123e4567", "value.pattern: `123e4567` does not fit `x`: a UUID"),
      ])
    check(
      Self.field(.plainString, format: "binary"),
      [
        ReadingCase("aGVsbG8=", "text aGVsbG8="),
        ReadingCase("aGVsbG8", "value.pattern: `aGVsbG8` does not fit `x`: text in base64"),
        ReadingCase("a===", "value.pattern: `a===` does not fit `x`: text in base64"),
      ])
    check(
      Self.field(.plainString, format: "uri"),
      [
        ReadingCase("urn:isbn:1", "text urn:isbn:1"),
        ReadingCase("isbn", "value.pattern: `isbn` does not fit `x`: a URI"),
        ReadingCase("http://a b", "value.pattern: `http://a b` does not fit `x`: a URI"),
      ])
    check(
      Self.field(.plainString, format: "email"),
      [
        ReadingCase("M.Lee@Example.org", "text M.Lee@Example.org"),
        ReadingCase(
          "jdoe@school",
          "value.email-invalid: `jdoe@school` is not an e-mail address: the host has no dot"),
      ])
  }

  @Test func integers() {
    check(
      Self.field(.plainInteger),
      [
        ReadingCase("12", "integer 12"), ReadingCase("+12", "integer 12"),
        ReadingCase("-12", "integer -12"),
        ReadingCase("9223372036854775807", "integer 9223372036854775807"),
        ReadingCase("12.0", "value.not-integer: `12.0` is not a whole number"),
        ReadingCase("1,250", "value.not-integer: `1,250` is not a whole number"),
        ReadingCase("٣", "value.not-integer: `٣` is not a whole number"),
        ReadingCase("$12", "value.not-integer: `$12` is not a whole number"),
        ReadingCase(
          "9223372036854775808",
          "value.out-of-range: `9223372036854775808` is above `999999999999999999`, the highest"
            + " `x`"),
        ReadingCase(.number("12.0"), "integer 12"),
        ReadingCase(.number("12.5"), "value.not-integer: `12.5` is not a whole number"),
        ReadingCase(
          .number("46447", .date),
          "value.date-in-text: the cell holds the date `2027-03-01`, expected a whole number"),
        ReadingCase(
          .boolean(true), "value.wrong-cell-type: the cell holds `TRUE`, expected a whole number"),
      ])
    check(
      Self.field(.plainInteger) {
        $0.plain.groupMark = ","
        $0.plain.isBareNumber = false
      },
      [
        ReadingCase("1,250", "integer 1250"), ReadingCase("€ 1,250 net", "integer 1250"),
        ReadingCase("EUR -5", "integer -5"), ReadingCase("95%", "integer 95"),
        ReadingCase("none", "value.not-integer: `none` is not a whole number"),
      ])
  }

  @Test func numbers() {
    check(
      Self.field(.plainNumber),
      [
        ReadingCase("12678967.543233", "real 12678967.543233"),
        ReadingCase("+100000.00", "real 100000.0"), ReadingCase("210.", "real 210.0"),
        ReadingCase(".5", "real 0.5"), ReadingCase("1.5E3", "real 1500.0"),
        ReadingCase("1e-2", "real 0.01"),
        ReadingCase("1,5", "value.not-number: `1,5` is not a number"),
        ReadingCase("12abc", "value.not-number: `12abc` is not a number"),
        ReadingCase("0x10", "value.not-number: `0x10` is not a number"),
        ReadingCase("NaN", "value.not-number: `NaN` is not a number"),
        ReadingCase("INF", "value.not-number: `INF` is not a number"),
        ReadingCase("1e999", "value.not-number: `1e999` is not a number"),
        ReadingCase(".", "value.not-number: `.` is not a number"),
        ReadingCase(.number("0.1"), "real 0.1"),
      ])
    check(
      Self.field(.plainNumber) {
        $0.plain.decimalMark = ","
        $0.plain.groupMark = " "
        $0.plain.isBareNumber = false
      },
      [
        ReadingCase("1 250,5", "real 1250.5"), ReadingCase("1 250,5 €", "real 1250.5"),
        ReadingCase("-1,5", "real -1.5"),
        ReadingCase("1.250", "value.not-number: `1.250` is not a number"),
      ])
  }

  @Test func booleans() {
    check(
      Self.field(.plainBoolean),
      [
        ReadingCase("true", "integer 1"), ReadingCase("False", "integer 0"),
        ReadingCase("1", "integer 1"), ReadingCase(.number("0"), "integer 0"),
        ReadingCase(.boolean(true), "integer 1"),
        ReadingCase("yes", "value.boolean-unknown: `yes` is not yes or no"),
        ReadingCase("tRUE", "value.boolean-unknown: `tRUE` is not yes or no"),
      ])
    check(
      Self.field(.plainBoolean) {
        $0.plain.trueValues = ["si"]
        $0.plain.falseValues = ["no"]
      },
      [
        ReadingCase("si", "integer 1"), ReadingCase("no", "integer 0"),
        ReadingCase("true", "value.boolean-unknown: `true` is not yes or no"),
      ])
  }

  @Test func dates() {
    check(
      Self.field(.plainDate),
      [
        ReadingCase("2024-01-26", "text 2024-01-26"),
        ReadingCase(
          "2024-1-26", "value.date-invalid: `2024-1-26` does not have the form `YYYY-MM-DD`"),
        ReadingCase(
          "26/01/2024", "value.date-invalid: `26/01/2024` does not have the form `YYYY-MM-DD`"),
        ReadingCase("2024-02-30", "value.date-invalid: `2024-02-30` is not a calendar date"),
        ReadingCase(.number("46447", .date), "text 2027-03-01"),
        ReadingCase(
          .number("46447.5", .dateTime),
          "value.date-invalid: `2027-03-01 12:00` has a time of day, expected a date alone"),
        ReadingCase(
          .number("46447"),
          "value.date-invalid: the number `46447` has no date format, expected a date"),
        ReadingCase(.worksheet("2024-01-26T00:00:00", .isoDate), "text 2024-01-26"),
        ReadingCase(.worksheet("2024-01-26T00:00:00Z", .isoDate), "text 2024-01-26"),
        ReadingCase(.number("46447", .time), "text 2027-03-01"),
        ReadingCase(
          .number("46447.99999998843", .date),
          "value.date-invalid: `2027-03-01 23:59:59` has a time of day, expected a date alone"),
      ])
    check(
      Self.field(.plainDate, format: "%d/%m/%Y"),
      [
        ReadingCase("26/01/2024", "text 2024-01-26"), ReadingCase("6/1/2024", "text 2024-01-06"),
        ReadingCase(
          "2024-01-26", "value.date-invalid: `2024-01-26` does not have the form `%d/%m/%Y`"),
        ReadingCase("31/02/2024", "value.date-invalid: `31/02/2024` is not a calendar date"),
      ])
    check(
      Self.field(.plainDate, format: "fmt:%A %d %B %y"),
      [ReadingCase("Friday 26 January 24", "text 2024-01-26")])
    check(Self.field(.plainDate, format: "%Y%j"), [ReadingCase("2024060", "text 2024-02-29")])
    check(
      Self.field(.plainDate, format: "any"),
      [
        ReadingCase("26 Jan 2024", "text 2024-01-26"),
        ReadingCase("6/1/2024", "text 2024-01-06", in: .order(.dayFirst)),
        ReadingCase("6/1/2024", "awaits column", in: .column(nil)),
        ReadingCase("soon", "value.date-invalid: `soon` is not a date"),
      ])
  }

  @Test func times() {
    check(
      Self.field(.plainTime),
      [
        ReadingCase("15:00:00", "text 15:00:00"), ReadingCase("15:00:01.50", "text 15:00:01.5"),
        ReadingCase("15:00", "value.time-invalid: `15:00` does not have the form `HH:MM:SS`"),
        ReadingCase("25:00:00", "value.time-invalid: `25:00:00` is not a time of day"),
        ReadingCase(.number("0.625", .time), "text 15:00:00"),
        ReadingCase(.number("0.62501157407407409", .time), "text 15:00:01"),
        ReadingCase(
          .number("46447", .date), "value.time-invalid: `2027-03-01` is not a time of day"),
        ReadingCase(.worksheet("15:00:00Z", .isoDate), "text 15:00:00"),
        ReadingCase(.worksheet("1899-12-30T15:00:01", .isoDate), "text 15:00:01"),
        ReadingCase(
          .worksheet("15:00:00+01:00", .isoDate),
          "value.time-invalid: `15:00:00+01:00` names a zone or offset, expected local time"),
      ])
    check(
      Self.field(.plainTime, format: "%I:%M %p"), [ReadingCase("3:05 PM", "text 15:05:00")])
    check(Self.field(.plainTime, format: "any"), [ReadingCase("3 pm", "text 15:00:00")])
  }

  @Test func dateTimes() {
    check(
      Self.field(.plainDateTime),
      [
        ReadingCase("2024-01-26T15:00:00", "text 2024-01-26T15:00:00"),
        ReadingCase("2024-01-26T15:00:00.300-05:00", "text 2024-01-26T20:00:00.3Z"),
        ReadingCase("2024-01-26T23:30:00-01:00", "text 2024-01-27T00:30:00Z"),
        ReadingCase("2024-01-26T15:00:00Z", "text 2024-01-26T15:00:00Z"),
        ReadingCase(
          "2024-01-26 15:00:00",
          "value.date-invalid: `2024-01-26 15:00:00` does not have the form"
            + " `YYYY-MM-DDTHH:MM:SS`"),
        ReadingCase(
          "2024-01-26T15:00:00+25:00",
          "value.date-invalid: `2024-01-26T15:00:00+25:00` does not have the form"
            + " `YYYY-MM-DDTHH:MM:SS`"),
        ReadingCase(
          "2024-01-26T24:00:00", "value.time-invalid: `2024-01-26T24:00:00` is not a time of day"),
        ReadingCase(.number("46447.375", .dateTime), "text 2027-03-01T09:00:00"),
        ReadingCase(.number("46447.375", .utcDateTime), "text 2027-03-01T09:00:00Z"),
        ReadingCase(.number("46447.99999998843", .dateTime), "text 2027-03-01T23:59:59"),
        ReadingCase(.worksheet("2024-01-26T15:00", .isoDate), "text 2024-01-26T15:00:00"),
        ReadingCase(.worksheet("2024-01-26T00:30+01:00", .isoDate), "text 2024-01-25T23:30:00Z"),
        ReadingCase(.worksheet("2024-01-26", .isoDate), "text 2024-01-26T00:00:00"),
      ])
    check(
      Self.field(.plainDateTime, format: "%d/%m/%Y %H:%M:%S"),
      [ReadingCase("12/11/2018 09:15:32", "text 2018-11-12T09:15:32")])
    check(
      Self.field(.plainDateTime, format: "%Y-%m-%dT%H:%M:%S.%f%z"),
      [ReadingCase("2018-11-12T09:15:32.250+0100", "text 2018-11-12T08:15:32.25Z")])
  }

  @Test func yearsAndMonths() {
    check(
      Self.field(.plainYear),
      [
        ReadingCase("2024", "integer 2024"), ReadingCase("-0044", "integer -44"),
        ReadingCase("12024", "integer 12024"), ReadingCase(.number("2024"), "integer 2024"),
        ReadingCase("2024Z", "integer 2024"),
        ReadingCase("24", "value.pattern: `24` does not fit `x`, expected the form `YYYY`"),
        ReadingCase("02024", "value.pattern: `02024` does not fit `x`, expected the form `YYYY`"),
        ReadingCase("0000", "value.pattern: `0000` does not fit `x`, expected the form `YYYY`"),
      ])
    check(
      Self.field(.plainYearMonth),
      [
        ReadingCase("2024-01", "text 2024-01"), ReadingCase("2024-01+02:00", "text 2024-01"),
        ReadingCase(.number("46447", .date), "text 2027-03"),
        ReadingCase(
          "2024-13", "value.pattern: `2024-13` does not fit `x`, expected the form `YYYY-MM`"),
        ReadingCase(
          "2024-1", "value.pattern: `2024-1` does not fit `x`, expected the form `YYYY-MM`"),
      ])
  }

  @Test func durations() {
    let misfit = "does not fit `x`, expected the form `PnYnMnDTnHnMnS`"
    check(
      Self.field(.plainDuration),
      [
        ReadingCase("P1Y2M3DT4H5M6.7S", "text P1Y2M3DT4H5M6.7S"),
        ReadingCase("-P30D", "text -P30D"), ReadingCase("PT36H", "text PT36H"),
        ReadingCase(.number("0.0625", .duration), "text PT1H30M0S"),
        ReadingCase("P", "value.pattern: `P` " + misfit),
        ReadingCase("P1DT", "value.pattern: `P1DT` " + misfit),
        ReadingCase("P1M1Y", "value.pattern: `P1M1Y` " + misfit),
        ReadingCase("PT1.5H", "value.pattern: `PT1.5H` " + misfit),
        ReadingCase("1 hour", "value.pattern: `1 hour` " + misfit),
      ])
    check(
      Self.field(.plainDuration) { $0.constraints.maximum = "PT2H" },
      [
        ReadingCase("PT90M", "text PT90M"),
        ReadingCase(
          "PT121M", "value.out-of-range: `PT121M` is above `PT2H`, the highest `x`"),
      ])
  }

  @Test func lists() {
    check(
      Self.field(.plainList) { $0.itemType = .plainInteger },
      [
        ReadingCase("1,2,3", "list [integer 1, integer 2, integer 3]"),
        ReadingCase("1, 2", "list [integer 1, integer 2]"),
        ReadingCase("1,,2", "value.list-item-empty: the list `1,,2` has an empty item"),
        ReadingCase("1,x", "value.not-integer: `x` is not a whole number"),
        ReadingCase(
          "1,1", "list [integer 1] | value.list-item-repeated: the list repeats `1`"),
      ])
    check(
      Self.field(.plainList) {
        $0.itemType = .plainString
        $0.plain.delimiter = "||"
        $0.constraints.maximumLength = 2
      },
      [
        ReadingCase("a,b||c", "list [text a,b, text c]"),
        ReadingCase(
          "a||b||c", "value.out-of-range: `x` has `3` items, at most `2` are allowed"),
      ])
    check(
      Self.field(.plainList) { $0.itemType = .plainDate },
      [
        ReadingCase(
          "2024-01-26,26/01/2024",
          "value.date-invalid: `26/01/2024` does not have the form `YYYY-MM-DD`")
      ])
  }

  @Test func json() {
    check(
      Self.field(.plainObject) { $0.constraints.maximumLength = 1 },
      [
        ReadingCase(
          #"{"a": [1, -2.5e3, "\u00e9\"", null, true]}"#,
          #"text {"a": [1, -2.5e3, "\u00e9\"", null, true]}"#),
        ReadingCase("[1]", "value.pattern: `[1]` does not fit `x`: a JSON object"),
        ReadingCase(#"{"a": 01}"#, #"value.pattern: `{"a": 01}` does not fit `x`: a JSON object"#),
        ReadingCase(#"{"a": 1,}"#, #"value.pattern: `{"a": 1,}` does not fit `x`: a JSON object"#),
        ReadingCase("{", "value.pattern: `{` does not fit `x`: a JSON object"),
        ReadingCase(
          #"{"a": 1, "b": 2}"#,
          "value.out-of-range: `x` has `2` items, at most `1` is allowed"),
      ])
    check(
      Self.field(.plainArray),
      [
        ReadingCase("[]", "text []"), ReadingCase("[1, [2]]", "text [1, [2]]"),
        ReadingCase("{}", "value.pattern: `{}` does not fit `x`: a JSON array"),
        ReadingCase(
          .number("1"), "value.wrong-cell-type: the cell holds `1`, expected a JSON array"),
      ])
    let deep = String(repeating: "[", count: 10_000)
    #expect(outcome(Self.field(.plainArray), CellInput(deep)).hasPrefix("value.pattern"))
  }

  @Test func places() {
    check(
      Self.field(.plainGeopoint),
      [
        ReadingCase("90.50, 45.50", "text 90.50, 45.50"), ReadingCase("-79,43", "text -79,43"),
        ReadingCase(
          "181, 0", "value.pattern: `181, 0` does not fit `x`, expected the form `90.50, 45.50`"),
        ReadingCase(
          "90", "value.pattern: `90` does not fit `x`, expected the form `90.50, 45.50`"),
      ])
    check(
      Self.field(.plainGeopoint, format: "array"), [ReadingCase("[90.5, 45]", "text [90.5, 45]")])
    check(
      Self.field(.plainGeopoint, format: "object"),
      [
        ReadingCase(#"{"lon": 1, "lat": 2}"#, #"text {"lon": 1, "lat": 2}"#),
        ReadingCase(
          #"{"lon": 1}"#,
          #"value.pattern: `{"lon": 1}` does not fit `x`, expected the form `{"lon": 90.50, "lat": 45.50}`"#
        ),
      ])
    check(
      Self.field(.plainGeoJSON),
      [
        ReadingCase(
          #"{"type": "Point", "coordinates": [1, 2]}"#,
          #"text {"type": "Point", "coordinates": [1, 2]}"#),
        ReadingCase(
          #"{"type": "Dot"}"#,
          #"value.pattern: `{"type": "Dot"}` does not fit `x`: a GeoJSON object"#),
      ])
    check(
      Self.field(.plainGeoJSON, format: "topojson"),
      [
        ReadingCase(
          #"{"type": "Topology", "objects": {}, "arcs": []}"#,
          #"text {"type": "Topology", "objects": {}, "arcs": []}"#),
        ReadingCase(
          #"{"type": "Point", "coordinates": [1, 2]}"#,
          #"value.pattern: `{"type": "Point", "coordinates": [1, 2]}` does not fit `x`: a TopoJSON object"#
        ),
      ])
  }

  @Test func anything() {
    check(
      Self.field(.plainAny),
      [
        ReadingCase("12", "text 12"), ReadingCase(.number("12.50"), "text 12.5"),
        ReadingCase(.boolean(true), "text true"),
        ReadingCase(.number("46447", .date), "text 2027-03-01"),
      ])
  }

  @Test func ranges_areReadAsCellsAre() {
    check(
      Self.field(.plainDate) {
        $0.plain.format = "%d/%m/%Y"
        $0.constraints.minimum = "01/02/2024"
      },
      [
        ReadingCase("02/02/2024", "text 2024-02-02"),
        ReadingCase(
          "31/01/2024", "value.out-of-range: `31/01/2024` is below `01/02/2024`, the lowest `x`"),
      ])
  }

  @Test func allowedValues_areLogicalValues() {
    check(
      Self.field(.plainBoolean) { $0.constraints.allowedValues = ["true"] },
      [
        ReadingCase("1", "integer 1"),
        ReadingCase("0", "value.enum-unknown: `0` is not a `x`, expected `true`"),
      ])
  }
}
