import Schemas
import TabularCore

extension CompiledField {
  /// A better spelling of a cell, if there is one.
  ///
  /// A correction without a doubt is read as the very value that the cell is read as; where the cell is
  /// refused, it is the only text that the schema leaves.
  ///
  /// - Parameter context: how the column is read, if that is known. Nothing else of it is used: fields that
  ///   depend on other cells are cleaned only.
  public func correction(of cell: CellInput, in context: ReadingContext) -> CellCorrection? {
    guard field.type.definition.storage != .sealed, field.privacy != .secret else { return nil }
    guard cell.kind == .text || cell.kind == .number else { return nil }
    let outcome = Outcome(self, cell, in: context)
    if field.type.definition.context(of: field) != nil {
      return cell.kind == .text ? cleaning(of: cell, outcome, in: context) : nil
    }
    switch outcome {
    case .reading(let reading):
      // Numbers that are read stay numbers.
      guard cell.kind == .text, !reading.isClear, !reading.value.isNull else { return nil }
      return correction(of: cell, read: reading, in: context)
    case .problem(let problem):
      return proven(of: cell, problem, in: context)
    }
  }

  /// What a cell is read as, or why it is not.
  private enum Outcome {
    case reading(FieldReading)
    case problem(CellProblem)

    init(_ field: CompiledField, _ cell: CellInput, in context: ReadingContext) {
      do {
        self = .reading(try field.read(cell, in: context))
      } catch {
        self = .problem(error)
      }
    }

    /// Whether both come to the same.
    func isLike(_ other: Outcome) -> Bool {
      switch (self, other) {
      case (.reading(let first), .reading(let second)):
        first.value == second.value && first.isClear == second.isClear
      case (.problem(let first), .problem(let second)):
        first.code == second.code && first.awaitsColumn == second.awaitsColumn
      default: false
      }
    }
  }

  /// A cell of a delimited file or worksheet with another text.
  private func cell(_ cell: CellInput, with text: String) -> CellInput {
    var changed = cell
    changed.kind = .text
    changed.text = text
    return changed
  }

  /// Whether a text is read as a value and needs no correction itself.
  private func reads(
    _ text: String, as value: FieldValue, _ original: CellInput, in context: ReadingContext
  ) -> Bool {
    guard case .reading(let reading) = Outcome(self, cell(original, with: text), in: context)
    else { return false }
    return reading.value == value && !reading.isClear
  }

  // MARK: Cells that are read

  private func correction(
    of original: CellInput, read reading: FieldReading, in context: ReadingContext
  ) -> CellCorrection? {
    let cleaned = plainText(of: original.text)
    var correction: CellCorrection?
    if field.type == .date, let text = reading.value.text {
      correction = CellCorrection(cleaned == text ? .text : .date, text)
      if reading.remarks.contains(where: { $0.code == "value.two-digit-year" }) {
        correction?.doubt = .guess
      }
      correction?.dependsOnColumn = awaitsColumn(original)
    } else if field.type == .enumeration, let value = reading.value.text {
      let text = spelling(of: cleaned, meaning: value)
      correction = CellCorrection(fold(text) == fold(cleaned) ? .text : .value, text)
    } else if let text = reading.value.text, isNormalised(reading), !field.type.isPlain {
      correction = CellCorrection(.text, text)
    } else {
      correction = CellCorrection(.text, cleaned)
    }
    guard let correction, let text = correction.texts.first, text != original.text,
      !text.isEmpty, reads(text, as: reading.value, original, in: context)
    else { return nil }
    return correction
  }

  private func isNormalised(_ reading: FieldReading) -> Bool {
    reading.remarks.contains { $0.code == "value.normalised" }
  }

  /// A name of a value as the schema spells it: the value itself or its label in some language keep their
  /// words; an alias becomes the value, which is what the drop-downs of templates offer and what is read the
  /// same whatever the language of the labels.
  private func spelling(of text: String, meaning value: String) -> String {
    guard let known = field.enumValues.first(where: { $0.value == value }) else { return value }
    let labels = (known.label?.all ?? []).map(\.text)
    guard text != value, !labels.contains(text) else { return text }
    return ([value] + labels).first { foldedValue($0) == foldedValue(text) } ?? value
  }

  /// The text without white space around it, invisible characters, and the wrapping for spreadsheets.
  private func plainText(of text: String) -> String {
    let cleaned = CleanedText(text, keepsRuns: keepsRuns, keepsLines: keepsLines).text
    guard let first = cleaned.utf8.first, SpreadsheetText.mayBegin(with: first),
      let inner = SpreadsheetText.unwrapped(cleaned)
    else { return cleaned }
    return CleanedText(inner, keepsRuns: keepsRuns, keepsLines: keepsLines).text
  }

  /// The cleaning of a cell whose meaning depends on other cells: it is read cleaned in any case.
  private func cleaning(
    of original: CellInput, _ outcome: Outcome, in context: ReadingContext
  ) -> CellCorrection? {
    if case .reading(let reading) = outcome, reading.isClear || reading.value.isNull { return nil }
    let text = plainText(of: original.text)
    guard text != original.text, !text.isEmpty,
      Outcome(self, cell(original, with: text), in: context).isLike(outcome)
    else { return nil }
    return CellCorrection(.text, text)
  }

  // MARK: Dates

  /// Whether the reading of a cell depends on how the column is written.
  public func awaitsColumn(
    _ cell: CellInput, in context: ReadingContext = ReadingContext()
  ) -> Bool {
    if case .problem(let problem) = Outcome(self, cell, in: context) {
      problem.awaitsColumn
    } else {
      false
    }
  }

  /// The date that a text means in any order of day and month; `nil` for a text that means two or none.
  public func onlyDate(of cell: CellInput) -> String? {
    var context = ReadingContext()
    context.column = ColumnDecision(dateOrder: .unclear)
    guard case .reading(let reading) = Outcome(self, cell, in: context) else { return nil }
    return reading.value.text
  }

  private func date(of cell: CellInput, _ order: ColumnDecision.DateOrder) -> String? {
    var context = ReadingContext()
    context.column = ColumnDecision(dateOrder: order)
    guard case .reading(let reading) = Outcome(self, cell, in: context) else { return nil }
    return reading.value.text
  }

  // MARK: Cells that are refused

  private func proven(
    of cell: CellInput, _ problem: CellProblem, in context: ReadingContext
  ) -> CellCorrection? {
    if field.type == .date { return date(of: cell, problem, in: context) }
    guard problem.code == "value.pattern" else { return nil }
    return zeros(of: cell, in: context)
  }

  private func date(
    of cell: CellInput, _ problem: CellProblem, in context: ReadingContext
  ) -> CellCorrection? {
    guard cell.kind == .text else { return nil }
    if let only = onlyDate(of: cell) {
      var correction = CellCorrection(.date, only)
      // A declared order that the text does not fit is the user's word against the text's.
      if problem.code != "value.date-order-mixed" || plainYearIsShort(cell) {
        correction.doubt = .guess
      }
      correction.dependsOnColumn = awaitsColumn(cell)
      return correction
    }
    let codes: [IssueCode] = ["value.date-order-unclear", "value.date-order-mixed"]
    guard codes.contains(problem.code), let first = date(of: cell, .dayFirst),
      let second = date(of: cell, .monthFirst)
    else { return nil }
    var correction = CellCorrection(.date, first, doubt: .ambiguous)
    correction.texts.append(second)
    return correction
  }

  private func plainYearIsShort(_ cell: CellInput) -> Bool {
    var context = ReadingContext()
    context.column = ColumnDecision(dateOrder: .unclear)
    guard case .reading(let reading) = Outcome(self, cell, in: context) else { return false }
    return reading.remarks.contains { $0.code == "value.two-digit-year" }
  }

  /// The most digits that a text with lost zeros may have.
  private static let mostDigits = 18

  /// The digits with zeros before them, if the schema leaves exactly one length.
  private func zeros(of cell: CellInput, in context: ReadingContext) -> CellCorrection? {
    guard field.type == .code || field.type == .string, !field.isMultiline else { return nil }
    let digits: String
    switch cell.kind {
    case .number:
      guard cell.format == .general || cell.format == .text,
        case .digits(let text) = wholeDigits(ofNumber: cell.text)
      else { return nil }
      digits = text
    default: digits = plainText(of: cell.text)
    }
    guard !digits.isEmpty, digits.utf8.allSatisfy(ByteScanning.isDigit) else { return nil }
    let longest = min(field.constraints.maximumLength ?? Self.mostDigits, Self.mostDigits)
    guard digits.utf8.count < longest else { return nil }
    let fitting = (digits.utf8.count + 1...longest).map { length in
      String(repeating: "0", count: length - digits.utf8.count) + digits
    }.filter { reads($0, as: .text($0), cell, in: context) }
    guard fitting.count == 1, let text = fitting.first else { return nil }
    return CellCorrection(.zeros, text)
  }
}
