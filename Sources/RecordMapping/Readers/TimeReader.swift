import TabularCore

/// Reads times of day to the minute; the canonical form is `HH:MM`.
struct TimeReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .number:
      return FieldReading(.text(TimeOfDay.text(ofMinutes: try minutes(ofSerial: cell))))
    case .isoDate:
      return FieldReading(.text(TimeOfDay.text(ofMinutes: try minutes(ofISOCell: cell))))
    case .boolean:
      throw .wrongCellType(cell, expected: "a time")
    default:
      return FieldReading(.text(TimeOfDay.text(ofMinutes: try minutes(of: cell.text))))
    }
  }

  private func minutes(ofSerial cell: CellInput) throws(CellProblem) -> Int {
    guard cell.format.isTemporal, case .number(let number) = ScaledDecimal.lexeme(cell.text)
    else { throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(cell.text))) }
    let serial = number.double
    guard serial >= 0 else {
      throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(cell.text)))
    }
    guard serial < 1 else {
      throw CellProblem(
        .valueTimeInvalid(
          cell.format == .duration ? .notATime : .hasDate, value: shortened(shownText(of: cell))))
    }
    guard !cell.format.namesZone else {
      throw CellProblem(.valueTimeInvalid(.zoneFormat, value: shortened(shownText(of: cell))))
    }
    return try minutes(ofMilliseconds: Int((serial * 86_400_000).rounded()), of: cell)
  }

  private func minutes(ofISOCell cell: CellInput) throws(CellProblem) -> Int {
    guard let moment = ISOMoment(cell), let milliseconds = moment.milliseconds else {
      throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(cell.text)))
    }
    guard moment.days == nil else {
      throw CellProblem(.valueTimeInvalid(.hasDate, value: shortened(cell.text)))
    }
    guard !moment.hasOffset else {
      throw CellProblem(.valueTimeInvalid(.zone, value: shortened(cell.text)))
    }
    return try minutes(ofMilliseconds: milliseconds, of: cell)
  }

  /// The minute that a time of day means; the end of a day is not the next day's midnight.
  private func minutes(
    ofMilliseconds milliseconds: Int, of cell: CellInput
  ) throws(CellProblem) -> Int {
    guard let minutes = SerialNumber.minutes(ofMilliseconds: milliseconds), minutes < 1440 else {
      throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(shownText(of: cell))))
    }
    return minutes
  }

  private func minutes(of text: String) throws(CellProblem) -> Int {
    let bytes = text.utf8.span
    var position = 0
    if let time = TimeText(bytes, at: &position), position == bytes.count {
      guard !time.hasSeconds else {
        throw CellProblem(.valueTimeInvalid(.seconds, value: shortened(text)))
      }
      return time.minutes
    }
    position = 0
    if DateText(bytes, at: &position) != nil, skipToTime(bytes, at: &position),
      TimeText(bytes, at: &position) != nil
    {
      throw CellProblem(.valueTimeInvalid(.hasDate, value: shortened(text)))
    }
    throw CellProblem(.valueTimeInvalid(.notATime, value: shortened(text)))
  }
}
