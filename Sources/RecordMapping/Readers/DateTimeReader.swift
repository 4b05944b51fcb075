import Schemas
import TabularCore

/// Reads local dates and times; the canonical form is the local text with its instant in UTC.
struct DateTimeReader: FieldReader {
  /// Whether the zone comes from other fields; else it is UTC.
  var hasZone = true
  /// Whether a time alone is combined with the date of the context.
  var takesDate = false
  /// The time of a date alone, in minutes since midnight; `nil` if a time has to be given.
  var defaultTime: Int?

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .number: return try read(serial: cell, in: context)
    case .isoDate: return try read(isoCell: cell, in: context)
    case .boolean: throw .wrongCellType(cell, expected: "a date and a time")
    default: return try read(text: cell.text, in: context)
    }
  }

  private func read(
    serial cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    guard cell.format.isTemporal, cell.format != .duration else {
      throw CellProblem(
        .valueDateInvalid(
          cell.format == .duration ? .noDate : .bareNumber, value: shortened(shownText(of: cell))))
    }
    guard cell.format == .utcDateTime || !cell.format.namesZone else {
      throw CellProblem(.valueDateInvalid(.zoneFormat, value: shortened(shownText(of: cell))))
    }
    if case .number(let serial) = ScaledDecimal.lexeme(cell.text), serial.mantissa >= 0,
      serial.double < 1, cell.format == .time
    {
      let minutes = try minutes(ofMilliseconds: Int((serial.double * 86_400_000).rounded()), cell)
      return try reading(timeAlone: minutes, text: shownText(of: cell), in: context)
    }
    let moment = try serialMoment(cell)
    if cell.format == .date, moment.milliseconds == 0 {
      // Midnight, if the column's format hides the times that its other cells have.
      guard let column = context.column else { throw .awaitingColumn }
      if !column.datesHaveTimes {
        guard let defaultTime else {
          throw CellProblem(.valueDateInvalid(.noTime, value: shortened(shownText(of: cell))))
        }
        return try reading(days: moment.days, minutes: defaultTime, in: context)
      }
    }
    let minutes = try minutes(ofMilliseconds: moment.milliseconds, cell)
    var reading =
      cell.format == .utcDateTime
      ? try reading(days: moment.days, minutes: minutes, aheadOfUTC: 0, of: cell, in: context)
      : try reading(days: moment.days, minutes: minutes, in: context)
    if case .dateTime(let local, _) = reading.value, local.hasSuffix("T00:00"),
      moment.milliseconds % 60_000 > 30_000
    {
      // The end of a day in another zone than the number's.
      throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(shownText(of: cell))))
    }
    reading.remarks += earlyDateRemarks(moment.days)
    return reading
  }

  private func read(
    isoCell cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    guard let moment = ISOMoment(cell) else {
      throw CellProblem(.valueDateInvalid(.notADateTime, value: shortened(cell.text)))
    }
    guard let milliseconds = moment.milliseconds else {
      guard let days = moment.days, let defaultTime else {
        throw CellProblem(.valueDateInvalid(.noTime, value: shortened(cell.text)))
      }
      return try reading(days: days, minutes: defaultTime, in: context)
    }
    let minutes = try minutes(ofMilliseconds: milliseconds, cell)
    guard case .offset(let ahead) = moment.zone else {
      guard let days = moment.days else {
        return try reading(timeAlone: minutes, text: cell.text, in: context)
      }
      return try reading(days: days, minutes: minutes, in: context)
    }
    guard hasZone, let days = moment.days else {
      throw CellProblem(.valueDateInvalid(.zone, value: shortened(cell.text)))
    }
    return try reading(days: days, minutes: minutes, aheadOfUTC: ahead, of: cell, in: context)
  }

  /// The minute that a time of day means; the end of a day is not the next day's midnight.
  private func minutes(
    ofMilliseconds milliseconds: Int, _ cell: CellInput
  ) throws(CellProblem) -> Int {
    guard let minutes = SerialNumber.minutes(ofMilliseconds: milliseconds), minutes < 1440 else {
      throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(shownText(of: cell))))
    }
    return minutes
  }

  private func read(
    text: String, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    let bytes = text.utf8.span
    var position = 0
    guard let written = DateText(bytes, at: &position) else {
      position = 0
      guard let time = TimeText(bytes, at: &position), position == bytes.count else {
        throw CellProblem(.valueDateInvalid(.notADateTime, value: shortened(text)))
      }
      guard !time.hasSeconds else {
        throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(text)))
      }
      return try reading(timeAlone: time.minutes, text: text, in: context)
    }
    guard position < bytes.count else {
      guard let defaultTime else {
        throw CellProblem(.valueDateInvalid(.noTime, value: shortened(text)))
      }
      let days = try written.days(text, in: context)
      var result = try reading(days: days, minutes: defaultTime, in: context)
      result.remarks.insert(contentsOf: written.remarks, at: 0)
      return result
    }
    guard skipToTime(bytes, at: &position) else {
      throw CellProblem(.valueDateInvalid(.notADateTime, value: shortened(text)))
    }
    guard let time = TimeText(bytes, at: &position) else {
      throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(text)))
    }
    guard position == bytes.count else {
      throw namesZone(bytes, at: position)
        ? CellProblem(.valueDateInvalid(.zone, value: shortened(text)))
        : CellProblem(.valueTimeInvalid(.notATime, value: shortened(text)))
    }
    guard !time.hasSeconds else {
      throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(text)))
    }
    let days = try written.days(text, in: context)
    var result = try reading(days: days, minutes: time.minutes, in: context)
    result.remarks.insert(contentsOf: written.remarks, at: 0)
    return result
  }

  /// Whether what follows a time is a zone or an offset: `Z`, `+01:00`, `-0500`, `EST`.
  private func namesZone(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    var position = position
    ByteScanning.skipSpaces(bytes, at: &position)
    guard position < bytes.count else { return false }
    let byte = bytes[position]
    if byte == UInt8(ascii: "(") { return true }
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
      return position + 1 < bytes.count && ByteScanning.isDigit(bytes[position + 1])
    }
    while position < bytes.count {
      let byte = bytes[position]
      guard ByteScanning.isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
      else {
        return byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      }
      position += 1
    }
    return true
  }

  private func reading(
    timeAlone minutes: Int, text: String, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    guard takesDate, let date = context.date else {
      throw CellProblem(.valueDateInvalid(.noDate, value: shortened(text)))
    }
    return try reading(days: date, minutes: minutes, in: context)
  }

  /// The value of an instant that the cell gives with an offset from UTC.
  private func reading(
    days: Int, minutes: Int, aheadOfUTC ahead: Int, of cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    guard hasZone, let zone = context.zone else {
      return try reading(days: days, minutes: minutes, in: context)
    }
    let instant = Int64(days) * 86_400 + Int64(minutes - ahead) * 60
    guard let found = ZoneRules.utcToLocal(instant, zone: zone) else {
      return try reading(days: days, minutes: minutes, in: context)
    }
    let date = CivilDate.text(ofDays: found.days)
    let time = TimeOfDay.text(ofMinutes: found.seconds / 60)
    return FieldReading(
      .dateTime(local: date + "T" + time, utc: utcText(instant)),
      remarks: [.normalised(shownText(of: cell), result: "\(date) \(time) \(zone)")])
  }

  /// The value of a local date and time in the context's zone.
  ///
  /// Without a zone, because the field that gives it has an error itself, the instant is empty.
  func reading(
    days: Int, minutes: Int, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    let date = CivilDate.text(ofDays: days)
    let time = TimeOfDay.text(ofMinutes: minutes)
    let local = date + "T" + time
    guard hasZone else { return FieldReading(.dateTime(local: local, utc: local + ":00Z")) }
    guard let zone = context.zone,
      let meaning = ZoneRules.localToUTC(days: days, minutes: minutes, zone: zone)
    else { return FieldReading(.dateTime(local: local, utc: "")) }
    switch meaning {
    case .unique(let seconds):
      return FieldReading(.dateTime(local: local, utc: utcText(seconds)))
    case .gap(let from, let to):
      throw CellProblem(
        .valueLocalTimeGap(
          time: time, date: date, zone: zone, from: TimeOfDay.text(ofMinutes: from),
          to: TimeOfDay.text(ofMinutes: to)))
    case .twice(let first, _):
      return FieldReading(
        .dateTime(local: local, utc: utcText(first)),
        remarks: [CellRemark(.valueLocalTimeTwice(time: time, date: date, zone: zone))])
    }
  }
}

/// The text `YYYY-MM-DDTHH:MM:SSZ` of an instant in seconds since 1970-01-01T00:00:00Z.
public func utcText(_ seconds: Int64) -> String {
  let total = Int(seconds)
  let days = (total >= 0 ? total : total - 86_399) / 86_400
  let rest = total - days * 86_400
  return CivilDate.text(ofDays: days) + "T" + TimeOfDay.text(ofMinutes: rest / 60) + ":"
    + padded(rest % 60, 2) + "Z"
}

extension DateTimeReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    let field = settings.field
    self.init(
      hasZone: !field.zoneFrom.isEmpty, takesDate: field.dateFrom != nil,
      defaultTime: field.defaultTime)
  }
}
