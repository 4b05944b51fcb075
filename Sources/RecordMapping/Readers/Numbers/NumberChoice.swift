import TabularCore

/// How to read texts that both decimal marks allow if the column proves neither.
enum UnprovenNumber {
  /// Whole numbers and amounts: `1,250` is 1250, `1.250` is ambiguous.
  case commaGroups
  /// Decimals: `43.648` is 43.648, `1,250` is ambiguous.
  case pointDivides
}

/// What was chosen from a text that holds a number.
struct ChosenNumber {
  /// The number, `tooLarge` when it has more than 18 digits before the point.
  var number: ScaledDecimal.Parsed
  /// Whether digit groups were joined, or a comma is the decimal mark.
  var isRewritten: Bool
  /// Whether the comma is the decimal mark.
  var isComma = false
}

extension NumberText {
  /// Chooses the reading of a text by the decimal mark of its column.
  func choose(
    _ text: String, column: ColumnDecision?, unproven: UnprovenNumber
  ) throws(CellProblem) -> ChosenNumber {
    if withComma == .none || withPoint == withComma {
      return ChosenNumber(number: withPoint, isRewritten: isGroupedWithPoint)
    }
    if withPoint == .none {
      return ChosenNumber(number: withComma, isRewritten: true, isComma: true)
    }
    guard let column else { throw .awaitingColumn }
    let point = ChosenNumber(number: withPoint, isRewritten: isGroupedWithPoint)
    let comma = ChosenNumber(number: withComma, isRewritten: true, isComma: true)
    switch column.decimalMark {
    case .point: return point
    case .comma: return comma
    case .mixed: throw ambiguity(text, .mixed)
    case .unproven:
      switch unproven {
      case .commaGroups where isOpenByComma: return point
      case .pointDivides where !isOpenByComma: return point
      default: throw ambiguity(text, .none)
      }
    }
  }

  private func ambiguity(_ text: String, _ evidence: IssueContent.MarkEvidence) -> CellProblem {
    // The reading with more digits before the point comes first: `1250` or `1.25`.
    let readings = isOpenByComma ? [withPoint, withComma] : [withComma, withPoint]
    let texts = readings.map { reading in
      if case .number(let number) = reading { number.description } else { text }
    }
    return CellProblem(
      .valueNumberAmbiguous(evidence, value: text, first: texts[0], second: texts[1]))
  }
}

extension ExponentText {
  /// The number, if the text holds all of its digits.
  ///
  /// - Parameter expected: what the field holds, in words for the message.
  func chosen(for text: String, expected: String) throws(CellProblem) -> ChosenNumber {
    if hasLostDigits { throw .digitsLost(text, expected: expected) }
    return ChosenNumber(
      number: number, isRewritten: true, isComma: text.utf8.contains(UInt8(ascii: ",")))
  }
}

/// The note about a number's text: `1,250` read as `1250`, or the text `250` of a worksheet.
func numberRemarks(_ cell: CellInput, result: String, isRewritten: Bool) -> [CellRemark] {
  if isRewritten { return [.normalised(cell.text, result: result)] }
  if cell.isWorksheet, cell.kind == .text {
    return [.normalised(cell.text, .textAsNumber(result: shortened(result)))]
  }
  return []
}
