import TabularCore

extension CellProblem {
  /// The field cannot be read from the cell's type.
  static func wrongCellType(_ cell: CellInput, expected: String) -> CellProblem {
    CellProblem(.valueWrongCellType(.other(value: shownText(of: cell), expected: expected)))
  }

  /// Digits were lost before the file reached us; `expected` is "a code", "a phone number" or "an
  /// amount".
  static func digitsLost(_ text: String, expected: String) -> CellProblem {
    let noun = expected.drop { $0 != " " }
    return CellProblem(.valueDigitsLost(value: shortened(text), expected: "a full" + noun))
  }

  /// The number has more digits than a store keeps exactly.
  static func tooManyDigits(_ text: String, field: String) -> CellProblem {
    CellProblem(
      .valueTooPrecise(
        .digits(field: field, limit: ScaledDecimal.keptDigits), value: shortened(text)))
  }

  /// The number has more digits than can be kept.
  static func tooLarge(_ text: String, field: String) -> CellProblem {
    let value = shortened(text)
    let breach: IssueContent.RangeBreach =
      text.hasPrefix("-")
      ? .below(value: value, limit: "-999999999999999999")
      : .above(value: value, limit: "999999999999999999")
    return CellProblem(.valueOutOfRange(breach, field: field))
  }

  /// The cell is a date, a time or a duration although the field is not.
  static func dateInText(_ cell: CellInput, expected: String) -> CellProblem {
    let isTime =
      cell.kind == .isoDate ? !cell.text.dropFirst().contains("-") : cell.format.isTimeOfDay
    let kind: IssueContent.TemporalKind =
      cell.format == .duration ? .duration : isTime ? .time : .date
    return CellProblem(.valueDateInText(kind, value: shownText(of: cell), expected: expected))
  }
}

extension CellRemark {
  /// The note that a cell was read as something else.
  static func normalised(_ value: String, result: String) -> CellRemark {
    normalised(value, .read(result: shortened(result)))
  }

  /// The note that a cell was read as something else, which is not too long for a message.
  static func normalised(_ value: String, _ how: IssueContent.Normalisation) -> CellRemark {
    CellRemark(.valueNormalised(how, value: shortened(value)))
  }
}

/// At most 200 characters of a text, for messages.
func shortened(_ text: String) -> String {
  guard text.utf8.count > 200 else { return text }
  // A card number is masked before the text is cut, while it can still be recognised.
  let text = maskingPaymentCards(text)
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: 199, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}

/// What a spreadsheet shows for a cell: `TRUE`, `2027-03-01`, or the text as stored.
func shownText(of cell: CellInput) -> String {
  switch cell.kind {
  case .boolean: return cell.text == "0" ? "FALSE" : "TRUE"
  case .number where cell.format.isTemporal:
    return shownSerial(cell.text, format: cell.format, countsFrom1904: cell.countsFrom1904)
      ?? cell.text
  default: return shortened(cell.text)
  }
}
