import TabularCore

/// Reads calendar dates; the canonical form is `YYYY-MM-DD`.
struct DateReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .number:
      let days = try dateOfSerial(cell)
      return FieldReading(
        .text(CivilDate.text(ofDays: days)), remarks: earlyDateRemarks(days))
    case .isoDate:
      return FieldReading(.text(CivilDate.text(ofDays: try dateOfISOCell(cell))))
    case .boolean:
      throw .wrongCellType(cell, expected: "a date")
    default:
      return try read(text: cell.text, in: context)
    }
  }

  private func read(
    text: String, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    let bytes = text.utf8.span
    var position = 0
    guard let written = DateText(bytes, at: &position) else {
      throw CellProblem(.valueDateInvalid(.notADate, value: shortened(text)))
    }
    if position < bytes.count {
      guard skipToTime(bytes, at: &position), let time = TimeText(bytes, at: &position) else {
        throw CellProblem(.valueDateInvalid(.notADate, value: shortened(text)))
      }
      guard position == bytes.count else {
        throw CellProblem(.valueDateInvalid(.notADate, value: shortened(text)))
      }
      guard time.minutes == 0, !time.hasSeconds else {
        throw CellProblem(.valueDateInvalid(.hasTime, value: shortened(text)))
      }
    }
    let days = try written.days(text, in: context)
    return FieldReading(
      .text(CivilDate.text(ofDays: days)), remarks: written.remarks)
  }
}

/// The date and time of a serial number with a date format.
func serialMoment(_ cell: CellInput) throws(CellProblem) -> SerialNumber.Moment {
  guard case .number(let serial) = ScaledDecimal.lexeme(cell.text),
    let moment = SerialNumber.moment(serial.double, countsFrom1904: cell.countsFrom1904)
  else { throw CellProblem(.valueDateInvalid(.serial, value: shortened(cell.text))) }
  return moment
}

/// The date of a number cell in a field of dates, in days since 1970-01-01.
///
/// A whole number of days is a date under a time format too: which built-in formats are dates differs by
/// language, and a time of day is less than a day.
func dateOfSerial(_ cell: CellInput) throws(CellProblem) -> Int {
  guard cell.format.isTemporal else {
    throw CellProblem(.valueDateInvalid(.bareNumber, value: shortened(shownText(of: cell))))
  }
  guard cell.format.hasDate || (cell.format.isTimeOfDay && holdsDay(cell)) else {
    throw CellProblem(.valueDateInvalid(.notADate, value: shortened(shownText(of: cell))))
  }
  let moment = try serialMoment(cell)
  guard moment.milliseconds <= 600 else {
    throw CellProblem(.valueDateInvalid(.hasTime, value: shortened(shownText(of: cell))))
  }
  return moment.days
}

private func holdsDay(_ cell: CellInput) -> Bool {
  guard case .number(let serial) = ScaledDecimal.lexeme(cell.text) else { return false }
  return serial.double >= 1
}

/// The date of a cell of type `d` in a field of dates, in days since 1970-01-01.
func dateOfISOCell(_ cell: CellInput) throws(CellProblem) -> Int {
  guard let moment = ISOMoment(cell), let days = moment.days else {
    throw CellProblem(.valueDateInvalid(.notADate, value: shortened(cell.text)))
  }
  guard moment.milliseconds ?? 0 <= 600 else {
    throw CellProblem(.valueDateInvalid(.hasTime, value: shortened(cell.text)))
  }
  guard !moment.hasOffset else {
    throw CellProblem(.valueDateInvalid(.zoneInDate, value: shortened(cell.text)))
  }
  return days
}

/// Moves past the separator between a date and a time: `T`, spaces, a comma.
func skipToTime(_ bytes: Span<UInt8>, at position: inout Int) -> Bool {
  let start = position
  if position < bytes.count, bytes[position] == UInt8(ascii: "T") {
    position += 1
    return true
  }
  _ = ByteScanning.skip(UInt8(ascii: ","), bytes, at: &position)
  ByteScanning.skipSpaces(bytes, at: &position)
  return position > start
}

extension DateText {
  /// The days since 1970-01-01 under the order of the column.
  func days(_ text: String, in context: ReadingContext) throws(CellProblem) -> Int {
    guard case .numeric(let first, let second) = form else {
      guard let days = resolvedDays else {
        throw CellProblem(.valueDateInvalid(.noSuchDay, value: shortened(text)))
      }
      return days
    }
    guard dayFirstDays != nil || monthFirstDays != nil else {
      throw CellProblem(.valueDateInvalid(.noSuchDay, value: shortened(text)))
    }
    guard let column = context.column else { throw .awaitingColumn }
    let days: Int?
    switch column.dateOrder {
    case .dayFirst: days = dayFirstDays
    case .monthFirst: days = monthFirstDays
    case .mixed:
      throw CellProblem(.valueDateOrderMixed(first: text, second: text))
    case .unclear:
      guard let dayFirst = dayFirstDays, let monthFirst = monthFirstDays, first != second else {
        days = dayFirstDays ?? monthFirstDays
        break
      }
      throw CellProblem(
        .valueDateOrderUnclear(
          value: text, first: CivilDate.text(ofDays: dayFirst),
          second: CivilDate.text(ofDays: monthFirst)))
    }
    guard let days else {
      guard column.isDateOrderDeclared else {
        throw CellProblem(.valueDateInvalid(.noSuchDay, value: shortened(text)))
      }
      throw CellProblem(
        .valueDateInvalid(.order(expected: column.dateOrder.rawValue), value: text))
    }
    return days
  }

  /// The warning about a year of two digits.
  var remarks: [CellRemark] {
    guard let shortYear else { return [] }
    return [
      CellRemark(
        .valueTwoDigitYear(year: padded(shortYear, 2), result: String(year)))
    ]
  }
}
