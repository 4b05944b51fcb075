import RecordMapping
import Schemas
import TabularCore
import Testing

/// A cell with what its field makes of it.
struct ReadingCase: Sendable, CustomTestStringConvertible {
  var cell: CellInput
  var context: ReadingContext
  var expected: String

  /// A text of a delimited file.
  init(_ text: String, _ expected: String, in context: ReadingContext = .resolved) {
    self.init(CellInput(text), expected, in: context)
  }

  /// Any cell.
  init(_ cell: CellInput, _ expected: String, in context: ReadingContext = .resolved) {
    self.cell = cell
    self.context = context
    self.expected = expected
  }

  var testDescription: String { "\(cell.kind) \(cell.text.debugDescription)" }
}

extension ReadingContext {
  /// A context whose column proves nothing.
  static var resolved: ReadingContext { column(ColumnDecision()) }

  /// A context with a decision about the column.
  static func column(_ decision: ColumnDecision?) -> ReadingContext {
    var context = ReadingContext()
    context.column = decision
    return context
  }

  /// A context with an order of day and month.
  static func order(
    _ order: ColumnDecision.DateOrder, isDeclared: Bool = false
  ) -> ReadingContext {
    column(ColumnDecision(dateOrder: order, isDateOrderDeclared: isDeclared))
  }

  /// A context with a decimal mark.
  static func mark(_ mark: ColumnDecision.DecimalMark) -> ReadingContext {
    column(ColumnDecision(decimalMark: mark))
  }
}

extension CellInput {
  /// A number cell of a worksheet.
  static func number(
    _ lexeme: String, _ format: NumberFormatClass = .general, countsFrom1904: Bool = false
  ) -> CellInput {
    CellInput(
      lexeme, kind: .number, format: format, isWorksheet: true, countsFrom1904: countsFrom1904)
  }

  /// A text cell of a worksheet.
  static func worksheetText(_ text: String) -> CellInput { CellInput(text, isWorksheet: true) }

  /// A yes/no cell of a worksheet.
  static func boolean(_ value: Bool) -> CellInput {
    CellInput(value ? "1" : "0", kind: .boolean, isWorksheet: true)
  }

  /// A cell of another kind of a worksheet.
  static func worksheet(_ text: String, _ kind: CellKind) -> CellInput {
    CellInput(text, kind: kind, isWorksheet: true)
  }
}

/// A field of a type, changed as the test needs it.
func testField(
  _ type: FieldType, name: String = "seats", _ change: (inout Field) -> Void = { _ in }
) -> Field {
  var field = Field(name: name, type: type)
  change(&field)
  return field
}

/// A field compiled in a table of its own.
func compiled(_ field: Field, references: [Reference] = []) -> CompiledField {
  CompiledField(
    field: field,
    in: TableSchema(name: "venues", fields: [field], references: references),
    package: DataPackage(name: "exam-platform", title: LocalizedText("Exams")))
}

/// What a field makes of a cell, as one text: the value, then its remarks; or the problem.
func outcome(
  _ field: Field, _ cell: CellInput, in context: ReadingContext = .resolved,
  references: [Reference] = []
) -> String {
  do throws(CellProblem) {
    let reading = try compiled(field, references: references).read(cell, in: context)
    let value = reading.isClear ? "clear" : shown(reading.value)
    return ([value] + reading.remarks.map { told($0.content) })
      .joined(separator: " | ")
  } catch {
    if error.awaitsColumn { return "awaits column" }
    let suggestion = error.suggestion.map { " (\($0.text): \($0.evidence))" } ?? ""
    return told(error.content) + suggestion
  }
}

/// A code with its sentence, every part of the template filled.
func told(_ content: IssueContent) -> String {
  let (code, variant, arguments) = (content.code, content.variant, content.arguments)
  guard let definition = IssueCatalog.definition(of: code), definition.messages[variant] != nil
  else { return "\(code) without variant \(variant)" }
  let templates = [definition.message(variant: variant), definition.help(variant: variant)]
    .flatMap { $0.all.map(\.text) }
  let needed = Set(templates.flatMap { MessageTemplate($0).argumentNames })
  let missing = needed.subtracting(arguments.map(\.name))
  guard missing.isEmpty else { return "\(code) lacks \(missing.sorted())" }
  let sentence = MessageTemplate(definition.message(variant: variant).english)
  return "\(code): " + sentence.filled(with: arguments)
}

/// A value with its case.
func shown(_ value: FieldValue) -> String {
  switch value {
  case .null: "null"
  case .integer(let number): "integer \(number)"
  case .real(let number): "real \(number)"
  case .decimal(let text): "decimal \(text)"
  case .text(let text): "text \(text)"
  case .dateTime(let local, let utc): "dateTime \(local) \(utc)"
  case .list(let items): "list [" + items.map(shown).joined(separator: ", ") + "]"
  case .secret(let text): "secret \(text)"
  }
}
