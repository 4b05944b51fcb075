import Schemas

/// A known difference from frictionless-py 5.21.0, with its reason.
struct OracleDifference: Sendable {
  /// The types it concerns; empty for all.
  var types: Set<FieldType> = []
  /// The cells it concerns.
  var cells: Set<String>
  /// What we make of them.
  var ours: Set<OracleTests.Answer> = [.type]
  /// What frictionless makes of them.
  var theirs: Set<OracleTests.Answer> = [.read, .constraint]
  /// The formats it concerns; empty for all.
  var formats: Set<String> = []
  /// Why we decide as we do.
  var reason: String

  /// Whether this is why two answers differ.
  func explains(
    _ field: Field, _ cell: String, _ ours: OracleTests.Answer, _ theirs: OracleTests.Answer
  ) -> Bool {
    (types.isEmpty || types.contains(field.type))
      && (formats.isEmpty || formats.contains(field.plain.format))
      && cells.contains(cell) && self.ours.contains(ours) && self.theirs.contains(theirs)
  }

  static let known: [OracleDifference] = [
    OracleDifference(
      cells: [""], ours: [.noValue, .required], theirs: [.type, .read, .constraint],
      reason: """
        An empty cell holds nothing, whatever `missingValues` says: a workbook has no empty text, \
        and a file means the same in both forms.
        """),
    OracleDifference(
      types: [.plainAny], cells: [" "], ours: [.noValue, .required], theirs: [.read],
      reason: "White space alone is no value: nobody sees it in a cell."),
    OracleDifference(
      types: [.plainNumber], cells: ["INF", "-INF"],
      reason: "The standard allows infinity; no store compares it as a number, so it is refused."),
    OracleDifference(
      types: [.plainDate], cells: ["2027-3-1"],
      reason: "ISO 8601 and the standard's default format have two digits for month and day."),
    OracleDifference(
      types: [.plainDate, .plainDateTime], cells: ["01/03/2027", "01/03/2027 08:30"],
      formats: ["any"],
      reason: "Day and month are not told apart by one cell; frictionless takes the month first."),
    OracleDifference(
      types: [.plainDateTime], cells: ["2027-03-01 08:30:00"], formats: ["default"],
      reason: "The default format is XML Schema's, with a `T`; `any` reads the blank."),
    OracleDifference(
      types: [.plainDateTime], cells: ["2027-03-01"], formats: ["any"],
      reason: "A date without a time is no date and time; midnight would be made up."),
    OracleDifference(
      types: [.plainDuration], cells: ["PT", "P1.5D", "P2W"],
      reason: "XML Schema's durations need a part, have no weeks, and fractions of seconds only."),
    OracleDifference(
      types: [.plainTime], cells: ["24:00:00"],
      reason: "Hour 24 is the next day's midnight, which a time without its date cannot be."),
    OracleDifference(
      types: [.plainTime], cells: ["08.30"], formats: ["any"],
      reason: "A number with a decimal point is not taken for a time."),
    OracleDifference(
      types: [.plainYear], cells: ["20277"], ours: [.read, .constraint], theirs: [.type],
      reason: "XML Schema's years may have more than four digits; frictionless takes four at most."),
    OracleDifference(
      types: [.plainYearMonth], cells: ["2027-3"],
      reason: "XML Schema's months have two digits."),
    OracleDifference(
      types: [.plainList], cells: ["a,,b"],
      reason: "An empty item is a slip of whoever typed the list."),
    OracleDifference(
      types: [.plainGeopoint], cells: ["[\"1\", \"2\"]", "{\"lat\": 2, \"lon\": \"1\"}"],
      reason: "The standard's coordinates are JSON numbers, no texts."),
    OracleDifference(
      types: [.plainString], cells: ["????"], formats: ["binary"],
      reason: "The text is no base64; frictionless passes over letters that base64 lacks."),
  ]
}
