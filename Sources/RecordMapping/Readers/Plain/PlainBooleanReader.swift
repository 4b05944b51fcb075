import Schemas
import TabularCore

/// Reads Table Schema's `boolean`; the canonical forms are 1 and 0.
struct PlainBooleanReader: FieldReader {
  private let trueValues: Set<String>
  private let falseValues: Set<String>

  /// A reader of the texts that the field's descriptor lists.
  init(form: PlainFormat) {
    trueValues = Set(form.trueValues)
    falseValues = Set(form.falseValues)
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    if cell.kind == .boolean { return FieldReading(.integer(cell.text == "0" ? 0 : 1)) }
    if cell.kind == .number, cell.format.isTemporal {
      throw CellProblem(.valueBooleanUnknown(value: shortened(shownText(of: cell))))
    }
    if trueValues.contains(cell.text) { return FieldReading(.integer(1)) }
    if falseValues.contains(cell.text) { return FieldReading(.integer(0)) }
    throw CellProblem(.valueBooleanUnknown(value: shortened(cell.text)))
  }
}

extension PlainBooleanReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) { self.init(form: settings.field.plain) }

  /// The byte reader of a field.
  static func byteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    let plain = settings.field.plain
    guard settings.isTokenPlain, !settings.isWorded, !settings.isRanged,
      let yes = WordList(plain.trueValues), let no = WordList(plain.falseValues)
    else { return nil }
    return FieldByteReader(
      .boolean(BooleanByteReader(text: settings.text, trueValues: yes, falseValues: no)))
  }
}
