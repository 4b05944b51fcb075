extension IssueCatalog {
  /// Issues of dates, times and time zones.
  static let dateIssues: [IssueDefinition] = [
    IssueDefinition(
      "value.date-in-text", .error,
      when: "a number cell with a date or time format in a text, code, number or list field",
      variants: ["time", "duration"]),
    IssueDefinition(
      "value.date-invalid", .error,
      when: "no such date, not a date, a serial outside its range, a time of day in a date, a date"
        + " and time without one of them or with a zone, or against a declared order",
      variants: [
        "not-a-date", "not-a-date-time", "serial", "bare-number", "has-time", "no-time", "no-date",
        "zone", "zone-in-date", "zone-format", "format", "order",
      ]),
    IssueDefinition(
      "value.date-order-unclear", .error,
      when: "no text of the column tells day-first from month-first; once per column"),
    IssueDefinition(
      "value.date-order-mixed", .error,
      when: "the column has day-first and month-first dates; once per column"),
    IssueDefinition(
      "value.date-order-swapped", .error,
      when: "all text dates have days above 12 and all date cells days up to 12; once per column"),
    IssueDefinition(
      "value.two-digit-year", .warning, when: "a year written with two digits"),
    IssueDefinition(
      "value.date-1904-shift", .warning,
      when: "of at least five dates of a column all but one lie within 366 days, and the odd one"
        + " plus 1,462 days falls among them"),
    IssueDefinition(
      "value.date-1900-shift", .warning,
      when: "a number cell with a date before 1 March 1900, in a workbook that counts from 1900"),
    IssueDefinition(
      "value.time-invalid", .error, when: "not readable as a time of day to the minute",
      variants: ["seconds", "has-date", "zone", "zone-format", "format"]),
    IssueDefinition(
      "value.local-time-gap", .error,
      when: "the local time is skipped by a clock change in its zone"),
    IssueDefinition(
      "value.local-time-twice", .warning, when: "the local time occurs twice; the first is taken"),
    IssueDefinition(
      "value.zone-missing", .error,
      when: "a local date and time without a time zone: neither the row nor its parent names one"),
    IssueDefinition(
      "value.time-zone-unknown", .error,
      when: "not an accepted zone name; abbreviations and offsets included",
      kindArguments: ["value"]),
  ]
}
