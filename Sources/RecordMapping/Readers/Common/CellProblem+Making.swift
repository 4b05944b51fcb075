import TabularCore

extension CellProblem {
  /// A problem with arguments given as pairs.
  init(
    _ code: IssueCode, _ variant: String, with arguments: KeyValuePairs<String, String>,
    suggestion: Issue.Suggestion? = nil
  ) {
    self.init(
      code, variant: variant, arguments.map { IssueArgument($0.key, $0.value) },
      suggestion: suggestion)
  }

  /// A problem whose message needs the value only.
  init(_ code: IssueCode, _ variant: String = "", value: String) {
    self.init(code, variant: variant, [IssueArgument("value", shortened(value))])
  }

  /// The field cannot be read from the cell's type.
  static func wrongCellType(_ cell: CellInput, expected: String) -> CellProblem {
    CellProblem(
      "value.wrong-cell-type", "", with: ["value": shownText(of: cell), "expected": expected])
  }

  /// Digits were lost before the file reached us; `expected` is "a code", "a phone number" or "an
  /// amount".
  static func digitsLost(_ text: String, expected: String) -> CellProblem {
    let noun = expected.drop { $0 != " " }
    return CellProblem(
      "value.digits-lost", "", with: ["value": shortened(text), "expected": "a full" + noun])
  }

  /// The number has more digits than a store keeps exactly.
  static func tooManyDigits(_ text: String, field: String) -> CellProblem {
    CellProblem(
      "value.too-precise", "digits",
      with: [
        "value": shortened(text), "field": field, "limit": String(ScaledDecimal.keptDigits),
      ])
  }

  /// The number has more digits than can be kept.
  static func tooLarge(_ text: String, field: String) -> CellProblem {
    let isBelow = text.hasPrefix("-")
    return CellProblem(
      "value.out-of-range", isBelow ? "below" : "",
      with: [
        "value": shortened(text), "limit": (isBelow ? "-" : "") + "999999999999999999",
        "field": field,
      ])
  }

  /// The cell is a date, a time or a duration although the field is not.
  static func dateInText(_ cell: CellInput, expected: String) -> CellProblem {
    let isTime =
      cell.kind == .isoDate ? !cell.text.dropFirst().contains("-") : cell.format.isTimeOfDay
    let variant = cell.format == .duration ? "duration" : isTime ? "time" : ""
    return CellProblem(
      "value.date-in-text", variant, with: ["value": shownText(of: cell), "expected": expected])
  }
}

extension CellRemark {
  /// The note that a cell was read as something else.
  static func normalised(_ value: String, result: String, variant: String = "") -> CellRemark {
    CellRemark(
      "value.normalised", variant: variant,
      [
        IssueArgument("value", shortened(value)), IssueArgument("result", shortened(result)),
      ])
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
