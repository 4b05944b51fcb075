public import Schemas
public import TabularCore

/// A field ready to read cells: the steps that all types share, around the reader of its type.
///
/// `read(_:in:)` takes these steps in this order: formula and error cells, cleaning of texts, damage,
/// placeholders, `[clear]`, blank cells, the type's own reading, payment card numbers, constraints. A
/// cell has one error at most.
public final class CompiledField: Sendable {
  /// The field.
  public let field: Field
  private let reader: any FieldReader
  let constraints: CompiledConstraints
  let missingValues: Set<String>?
  let knowsPlaceholders: Bool
  /// Texts that are values here, in the form in which they are compared.
  let literals: Set<String>
  let clearToken: String?
  let keepsRuns: Bool
  let keepsLines: Bool
  let looksForCards: Bool
  let textLimit: Int
  /// Byte readers leave texts of more bytes to the reader.
  let byteReaderLimit: Int

  /// Compiles a field of a table.
  ///
  /// - Parameters:
  ///   - clearToken: the text that means "no value", in any case; `nil` for none.
  ///   - textLimit: the most characters of a cell.
  ///   - keepsDigits: whether the store keeps every digit of a decimal number.
  ///   - byteReaderLimit: the most bytes of a text that a byte reader may accept.
  public init(
    field: Field, in table: TableSchema, package: DataPackage,
    clearToken: String? = "[clear]", textLimit: Int = Limits()[.textLength],
    keepsDigits: Bool = false, byteReaderLimit: Int? = nil
  ) {
    self.field = field
    self.clearToken = clearToken?.lowercased()
    self.textLimit = textLimit
    self.byteReaderLimit = byteReaderLimit.map { min($0, textLimit) } ?? textLimit
    let type = field.type.definition
    reader = field.type.reading.makeReader(
      ReaderSettings(field: field, table: table, keepsDigits: keepsDigits))
    constraints = CompiledConstraints(field, reader: reader)
    missingValues = field.plain.missingValues.map(Set.init)
    literals = Set(field.literals.map(foldedValue))
    knowsPlaceholders = missingValues == nil && !field.isMultiline
    keepsRuns = field.isMultiline || field.type.isPlain
    keepsLines = keepsRuns || type.storage.isList
    looksForCards = type.mayHideCards
  }

  /// Reads a cell.
  ///
  /// A blank cell is `null`; whether a value is required is checked with the row. A text whose reading
  /// depends on the column throws `CellProblem.awaitingColumn` as long as `context.column` is `nil`.
  public func read(
    _ cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    switch cell.kind {
    case .blank: return FieldReading(.null)
    case .uncachedFormula: throw CellProblem(.valueFormulaUncached())
    case .error: throw CellProblem(.valueCellError(.formula, value: shortened(cell.text)))
    case .text: return try readText(cell, in: context)
    case .number, .boolean, .isoDate:
      if let missingValues, missingValues.contains(cell.text) { return FieldReading(.null) }
      // Checked before the type's own reading, whose problem would show the number.
      try refuseCard(inNumber: cell)
      let reading = try reader.read(cell, in: context)
      return try constraints.checked(
        reading, text: cell.text, currency: context.currency)
    }
  }

  /// Reads a text as a cell of a delimited file: a default, an example, a value of a constraint.
  ///
  /// No column is known: texts that would need one are ambiguous.
  public func checkText(
    _ text: String, in context: ReadingContext = ReadingContext()
  ) throws(CellProblem) -> FieldReading {
    var context = context
    if context.column == nil { context.column = ColumnDecision() }
    return try read(CellInput(text), in: context)
  }

  private func readText(
    _ cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    guard field.type != .secret else { return try readSecret(cell, in: context) }
    let isLiteral = !literals.isEmpty && literals.contains(foldedValue(cell.text))
    if !isLiteral, let missingValues, missingValues.contains(cell.text) {
      return FieldReading(.null)
    }
    let cleaned = CleanedText(
      cell.text, keepsRuns: keepsRuns, keepsLines: keepsLines)
    guard !cleaned.text.isEmpty else {
      // `_x000D_` alone: the cell showed something, but nothing is left of it.
      return isBlank(cell.text) ? FieldReading(.null) : readAsEmpty(cell.text)
    }
    try refuseDamage(cleaned, of: cell.text)
    if !isLiteral, let missingValues, missingValues.contains(cleaned.text) {
      return FieldReading(.null)
    }
    let (text, isUnwrapped) = unwrapped(cleaned.text)
    guard !text.isEmpty else { return readAsEmpty(cell.text) }
    try refuseErrorWord(text)
    if !isLiteral, knowsPlaceholders ? Placeholder.isPlaceholder(text) : isToldEmpty(text) {
      return FieldReading(
        .null,
        remarks: [CellRemark(.valuePlaceholder(value: text))])
    }
    if !isLiteral, let clearToken, Placeholder.isClear(text, token: clearToken) {
      return FieldReading(.null, isClear: true)
    }
    try refuseCard(in: text)
    if text.utf8.count > textLimit, text.unicodeScalars.count > textLimit {
      throw CellProblem(.valueTooLong(.textLength(limit: textLimit)))
    }
    var input = cell
    input.text = text
    var reading = try reader.read(input, in: context)
    if case .list(let items) = reading.value {
      for case .text(let item) in items { try refuseCard(in: item) }
    }
    if cleaned.isChanged || isUnwrapped { noteCleaning(of: cell.text, as: text, in: &reading) }
    return try constraints.checked(reading, text: text, currency: context.currency)
  }

  private func readSecret(
    _ cell: CellInput, in context: ReadingContext
  ) throws(CellProblem) -> FieldReading {
    if isBlank(cell.text) || missingValues?.contains(cell.text) == true {
      return FieldReading(.null)
    }
    if let clearToken, Placeholder.isClear(cell.text, token: clearToken) {
      return FieldReading(.null, isClear: true)
    }
    return try reader.read(cell, in: context)
  }

  private func refuseDamage(
    _ cleaned: CleanedText, of original: String
  ) throws(CellProblem) {
    guard cleaned.scan.hasControl || cleaned.scan.hasNonASCII || cleaned.scan.needsCleaning else {
      return
    }
    // A no-break space is half of many doubly decoded letters and is gone after cleaning.
    var damage = damagedText(cleaned.text)
    if damage == nil, cleaned.isChanged, original.unicodeScalars.contains("\u{A0}"),
      case .decodedTwice(let repaired) = damagedText(original)
    {
      damage = .decodedTwice(repaired: repaired)
    }
    switch damage {
    case nil: return
    case .control(let character):
      throw CellProblem(
        .valueTextDamaged(
          .control(character: "U+" + hexadecimal(character.value, width: 4))))
    case .replacement:
      throw CellProblem(.valueTextDamaged(.replacement(value: shortened(cleaned.text))))
    case .decodedTwice(let repaired):
      throw CellProblem(
        .valueTextDamaged(
          .decodedTwice(value: shortened(cleaned.text), expected: shortened(repaired))))
    }
  }

  /// Refuses a payment card number in a number cell before a reader's own problem shows its digits.
  private func refuseCard(inNumber cell: CellInput) throws(CellProblem) {
    guard cell.kind == .number, cell.text.utf8.count >= 13,
      case .number(let number) = ScaledDecimal.lexeme(cell.text), let digits = number.integer
    else { return }
    try refuseCard(in: String(digits))
  }

  private func refuseCard(in text: String) throws(CellProblem) {
    guard looksForCards, text.utf8.count >= 13, let last = paymentCardEnding(text) else { return }
    throw CellProblem(.valueCardNumber(last: last))
  }

  /// The text without the wrapping for spreadsheets, cleaned again, and whether it had one.
  private func unwrapped(_ text: String) -> (text: String, isUnwrapped: Bool) {
    guard let first = text.utf8.first, SpreadsheetText.mayBegin(with: first),
      let inner = SpreadsheetText.unwrapped(text)
    else { return (text, false) }
    return (CleanedText(inner, keepsRuns: keepsRuns, keepsLines: keepsLines).text, true)
  }

  private func refuseErrorWord(_ text: String) throws(CellProblem) {
    if SpreadsheetText.isOverflow(text) {
      throw CellProblem(.valueCellError(.narrow, value: shortened(text)))
    }
    if SpreadsheetText.isErrorWord(text) {
      throw CellProblem(.valueCellError(.formula, value: shortened(text)))
    }
  }

  /// Whether a text means no value in a field that does not know people's placeholders.
  private func isToldEmpty(_ text: String) -> Bool {
    missingValues == nil && Placeholder.isMachineText(text)
  }

  private func readAsEmpty(_ text: String) -> FieldReading {
    FieldReading(
      .null,
      remarks: [.normalised(text, .empty)])
  }

  /// One note for cleaning and reading together, with the cell's original text.
  private func noteCleaning(
    of original: String, as text: String, in reading: inout FieldReading
  ) {
    for index in reading.remarks.indices where reading.remarks[index].code == "value.normalised" {
      let content = reading.remarks[index].content
      reading.remarks[index].content = content.replacing(.value, by: shortened(original))
      return
    }
    reading.remarks.append(.normalised(original, result: reading.value.text ?? text))
  }
}

/// The hexadecimal digits of a number in upper case, at least `width` of them.
func hexadecimal(_ number: UInt32, width: Int) -> String {
  let digits = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
