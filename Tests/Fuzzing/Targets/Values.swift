import TabularCore

@testable import RecordMapping
@testable import Schemas

/// Dates, times, numbers and all other cells; headers; patterns; files of time zones.
let valueTargets = [
  FuzzTarget(name: "values", take: readValue), FuzzTarget(name: "headers", take: bindHeaders),
  FuzzTarget(name: "patterns", take: matchPattern),
  FuzzTarget(name: "zones") { bytes in _ = ZoneFile.transitions(bytes) },
]

private let fields: [CompiledField] = FieldType.allCases.flatMap { type -> [CompiledField] in
  var plain = Field(name: "x", type: type)
  plain.secretPolicy = type == .secret ? .refuse : nil
  plain.enumValues = [Field.EnumValue("open", aliases: ["offen"]), Field.EnumValue("shut")]
  var strict = plain
  strict.constraints.minimumLength = 1
  strict.constraints.maximumLength = 20
  strict.constraints.pattern = "[A-Za-z0-9 :.,-]*"
  strict.plain.format = type == .plainDate ? "%d/%m/%y" : "any"
  strict.plain.groupMark = ","
  strict.plain.isBareNumber = false
  strict.scale = 2
  strict.itemType = .date
  strict.isMultiline = true
  return [plain, strict].map {
    CompiledField(
      field: $0, in: TableSchema(name: "t"),
      package: DataPackage(name: "p", title: LocalizedText("p")))
  }
}

private func readValue(_ input: [UInt8]) {
  var bytes = input
  let field = fields[bytes.takeChoice() % fields.count]
  let choice = bytes.takeChoice()
  let kinds: [CellKind] = [.text, .text, .number, .boolean, .isoDate, .error]
  let formats: [NumberFormatClass] = [
    .general, .grouped, .percent, .date, .time, .dateTime, .duration, .text,
  ]
  let cell = CellInput(
    String(decoding: bytes, as: UTF8.self), kind: kinds[choice % kinds.count],
    format: formats[choice / 8 % formats.count], isWorksheet: choice & 64 != 0,
    countsFrom1904: choice & 128 != 0)
  var context = ReadingContext()
  context.country = choice & 32 == 0 ? "CA" : nil
  context.zone = "America/Toronto"
  context.currency = "CAD"
  context.email = "a@example.org"
  for decision in [nil, ColumnDecision(), ColumnDecision(dateOrder: .dayFirst)] {
    context.column = decision
    guard let reading = try? field.read(cell, in: context) else { continue }
    // What is read is shown in reports and compared.
    precondition(reading.value == reading.value, "a value equals itself")
    _ = reading.value.description
  }
  var study = ColumnStudy(field: field.field)
  study.observe(cell, row: 1)
  study.observe(CellInput("3/4/2027"), row: 2)
  _ = study.decision(declared: nil)
  _ = study.findings(declared: nil)
}

private let table: TableSchema = {
  var table = TableSchema(name: "t")
  for (name, aliases) in [("code", ["Code", "No."]), ("name", ["Nom"]), ("starts", ["Start"])] {
    var field = Field(name: name, type: name == "starts" ? .dateTime : .string)
    field.aliases = aliases
    if name == "starts" {
      field.parts = Field.DateTimeParts(dateHeaders: ["Date"], timeHeaders: ["Time"])
    }
    table.fields.append(field)
  }
  table.naturalKey = ["code"]
  return table
}()

private let vocabulary = HeaderVocabulary(table)

private func bindHeaders(_ bytes: [UInt8]) {
  var batch = RowBatch()
  for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
    batch.beginRow(number: number + 1)
    for (column, text) in line.split(separator: 44, omittingEmptySubsequences: false).enumerated() {
      batch.appendCell(
        column: column + 1, kind: text.isEmpty ? .blank : .text,
        text: String(decoding: text, as: UTF8.self))
    }
  }
  guard let header = HeaderRow.find(in: batch, vocabulary: vocabulary, table: table) else { return }
  let binding = HeaderBinding(header, vocabulary: vocabulary, fieldCount: table.fields.count)
  for column in binding.columns {
    precondition(binding.column(numbered: column.number)?.header == column.header)
    _ = closestText(to: column.header, among: vocabulary.spellings.map(\.text))
  }
  for index in batch.rows.indices {
    let cells = batch.cells(ofRowAt: index).filter { $0.kind != .blank }
      .map { FilledCell($0, text: batch.text(of: $0)) }
    var context = RowClass.Context(binding: binding, keyColumns: [1], requiredColumns: [2])
    context.hasSubtotal = index % 2 == 0
    _ = RowClass.of(cells, in: context)
    for cell in cells where TotalWords.match(cell.text) != nil {
      precondition(TotalWords.mayMatch(cell.text), "no total word is passed over")
    }
  }
}

private func matchPattern(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
  let text = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
  let pattern = Pattern(String(decoding: parts[0].prefix(4096), as: UTF8.self))
  let matches = pattern.matches(text)
  precondition(matches == pattern.matches(text), "a match does not depend on earlier ones")
}
