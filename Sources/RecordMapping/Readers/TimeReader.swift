import TabularCore

/// Reads times of day to the minute; the canonical form is `HH:MM`.
struct TimeReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .number:
      return FieldReading(.text(TimeOfDay.text(ofMinutes: try minutes(ofSerial: cell))))
    case .boolean:
      throw .wrongCellType(cell, expected: "a time")
    default:
      return FieldReading(.text(TimeOfDay.text(ofMinutes: try minutes(of: cell.text))))
    }
  }

  private func minutes(ofSerial cell: CellInput) throws(CellProblem) -> Int {
    guard cell.format.isTemporal, case .number(let number) = ScaledDecimal.lexeme(cell.text)
    else { throw CellProblem("value.time-invalid", value: cell.text) }
    let serial = number.double
    guard serial >= 0 else { throw CellProblem("value.time-invalid", value: cell.text) }
    guard serial < 1 else {
      throw CellProblem(
        "value.time-invalid", cell.format == .duration ? "" : "has-date",
        value: shownText(of: cell))
    }
    guard let minutes = SerialDate.minutes(ofMilliseconds: Int((serial * 86_400_000).rounded()))
    else { throw CellProblem("value.time-invalid", "seconds", value: shownText(of: cell)) }
    guard minutes < 1440 else {
      throw CellProblem("value.time-invalid", value: "24:00")
    }
    return minutes
  }

  private func minutes(of text: String) throws(CellProblem) -> Int {
    let bytes = text.utf8.span
    var position = 0
    if let time = TimeText(bytes, at: &position), position == bytes.count {
      guard !time.hasSeconds else {
        throw CellProblem("value.time-invalid", "seconds", value: text)
      }
      return time.minutes
    }
    position = 0
    if DateText(bytes, at: &position) != nil, skipToTime(bytes, at: &position),
      TimeText(bytes, at: &position) != nil
    {
      throw CellProblem("value.time-invalid", "has-date", value: text)
    }
    throw CellProblem("value.time-invalid", value: text)
  }
}
