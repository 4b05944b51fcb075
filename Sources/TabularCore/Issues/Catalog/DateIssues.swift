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
      when: "a local date and time without a time zone: neither the row nor its parent names one; or"
        + " the zone of stored times changes, and no row names their records",
      variants: ["stored"]),
    IssueDefinition(
      "value.time-zone-unknown", .error,
      when: "not an accepted zone name; abbreviations and offsets included",
      kindArguments: ["value"]),
  ]
}

// MARK: Contents

extension IssueContent {
  /// What a number's format makes of it.
  public enum TemporalKind: String, Sendable, CaseIterable {
    /// A date.
    case date = ""
    /// A time of day.
    case time
    /// A duration.
    case duration
  }

  /// A cell holds a date or time although its field takes `expected`, which is told with its article.
  public static func valueDateInText(
    _ kind: TemporalKind, value: String, expected: String
  ) -> IssueContent {
    IssueContent("value.date-in-text", kind.rawValue, ["value": value, "expected": expected])
  }

  /// Why a text is not the date, or the date and time, that its field takes.
  public enum DateFault: Sendable {
    /// The calendar has no such day.
    case noSuchDay
    /// It is no date.
    case notADate
    /// It is no date and time.
    case notADateTime
    /// It is no serial number of a date.
    case serial
    /// It is a number without the format of a date.
    case bareNumber
    /// It has a time of day.
    case hasTime
    /// It lacks a time of day.
    case noTime
    /// It lacks a date.
    case noDate
    /// It names a zone where local time is taken.
    case zone
    /// It names a zone where a date is taken.
    case zoneInDate
    /// Its number format shows the time of a zone.
    case zoneFormat
    /// It has another form.
    case format(expected: String)
    /// It contradicts the declared order of day and month.
    case order(expected: String)
  }

  /// A cell holds no valid date, or none that its field takes.
  public static func valueDateInvalid(_ fault: DateFault, value: String) -> IssueContent {
    var expected: String?
    let variant: String
    switch fault {
    case .noSuchDay: variant = ""
    case .notADate: variant = "not-a-date"
    case .notADateTime: variant = "not-a-date-time"
    case .serial: variant = "serial"
    case .bareNumber: variant = "bare-number"
    case .hasTime: variant = "has-time"
    case .noTime: variant = "no-time"
    case .noDate: variant = "no-date"
    case .zone: variant = "zone"
    case .zoneInDate: variant = "zone-in-date"
    case .zoneFormat: variant = "zone-format"
    case .format(let form):
      variant = "format"
      expected = form
    case .order(let order):
      variant = "order"
      expected = order
    }
    return IssueContent("value.date-invalid", variant, ["value": value, "expected": expected])
  }

  /// Nothing in the column tells whether a date is `first` or `second`, both `YYYY-MM-DD`.
  public static func valueDateOrderUnclear(
    value: String, first: String, second: String
  ) -> IssueContent {
    IssueContent(
      "value.date-order-unclear", "", ["value": value, "first": first, "second": second])
  }

  /// A column has the day first in one date and the month first in another.
  public static func valueDateOrderMixed(first: String, second: String) -> IssueContent {
    IssueContent("value.date-order-mixed", "", ["first": first, "second": second])
  }

  /// Day and month were exchanged in the `cells` date cells of a column with `count` dates in text.
  public static func valueDateOrderSwapped(count: Int, cells: Int) -> IssueContent {
    IssueContent("value.date-order-swapped", "", ["count": count, "cells": cells])
  }

  /// A year of two digits was read as one of four.
  public static func valueTwoDigitYear(year: String, result: String) -> IssueContent {
    IssueContent("value.two-digit-year", "", ["year": year, "result": result])
  }

  /// A date lies as many days early as the two date systems differ.
  public static func valueDate1904Shift(value: String, expected: String) -> IssueContent {
    IssueContent("value.date-1904-shift", "", ["value": value, "expected": expected])
  }

  /// A date before March 1900 may be a day off.
  public static func valueDate1900Shift(value: String) -> IssueContent {
    IssueContent("value.date-1900-shift", "", ["value": value])
  }

  /// Why a text is not the time of day that its field takes.
  public enum TimeFault: Sendable {
    /// It is none.
    case notATime
    /// It has seconds.
    case seconds
    /// It has a date.
    case hasDate
    /// It names a zone.
    case zone
    /// Its number format shows the time of a zone.
    case zoneFormat
    /// It has another form.
    case format(expected: String)
  }

  /// A cell holds no valid time of day, or none that its field takes.
  public static func valueTimeInvalid(_ fault: TimeFault, value: String) -> IssueContent {
    let code: IssueCode = "value.time-invalid"
    return switch fault {
    case .notATime: IssueContent(code, "", ["value": value])
    case .seconds: IssueContent(code, "seconds", ["value": value])
    case .hasDate: IssueContent(code, "has-date", ["value": value])
    case .zone: IssueContent(code, "zone", ["value": value])
    case .zoneFormat: IssueContent(code, "zone-format", ["value": value])
    case .format(let expected):
      IssueContent(code, "format", ["value": value, "expected": expected])
    }
  }

  /// Clocks go from one time to another and pass over the local time.
  public static func valueLocalTimeGap(
    time: String, date: String, zone: String, from: String, to: String
  ) -> IssueContent {
    IssueContent(
      "value.local-time-gap", "",
      ["time": time, "date": date, "zone": zone, "from": from, "to": to])
  }

  /// The local time occurs twice.
  public static func valueLocalTimeTwice(time: String, date: String, zone: String) -> IssueContent {
    IssueContent("value.local-time-twice", "", ["time": time, "date": date, "zone": zone])
  }

  /// The local times that lack a zone.
  public enum TimeWithoutZone: Sendable {
    /// One in a cell: nothing names its zone.
    case cell(value: String)
    /// Those of stored records: their zone changes here, and they would keep the old one.
    case stored(count: Int, records: String)
  }

  /// A local time has no zone, or not the zone that it should have from now on.
  public static func valueZoneMissing(_ time: TimeWithoutZone) -> IssueContent {
    switch time {
    case .cell(let value): IssueContent("value.zone-missing", "", ["value": value])
    case .stored(let count, let records):
      IssueContent("value.zone-missing", "stored", ["count": count, "records": records])
    }
  }

  /// A text names no time zone.
  public static func valueTimeZoneUnknown(value: String) -> IssueContent {
    IssueContent("value.time-zone-unknown", "", ["value": value])
  }
}
