import RecordMapping
import Schemas
import TabularCore
import Testing

/// A byte reader must never say anything else than the reader of its field.
@Suite struct FieldByteReaderTests {
  private static func field(
    _ type: FieldType, _ change: (inout Field) -> Void = { _ in }
  ) -> Field {
    var field = Field(name: "f", type: type)
    if type.isPlain { field.plain.missingValues = [""] }
    change(&field)
    return field
  }

  static let fields: [Field] = [
    field(.plainString),
    field(.plainString) { $0.constraints.pattern = "[A-Z]{3}-[0-9]{2,4}" },
    field(.plainString) { $0.constraints.pattern = "(ab|cd)+e?" },
    field(.plainString) { $0.constraints.maximumLength = 6 },
    field(.plainString) { $0.constraints.minimumLength = 4 },
    field(.plainString) { $0.constraints.allowedValues = ["open", "closed", "an odd one"] },
    field(.plainString) { $0.plain.missingValues = ["", "NA", "-"] },
    field(.plainString) { $0.plain.missingValues = nil },
    field(.string),
    field(.string) { $0.isMultiline = true },
    field(.plainInteger),
    field(.plainInteger) {
      $0.constraints.minimum = "-5"
      $0.constraints.maximum = "5000"
    },
    field(.plainInteger) { $0.plain.missingValues = ["", "0"] },
    field(.plainNumber),
    field(.plainNumber) {
      $0.constraints.exclusiveMinimum = "0"
      $0.constraints.maximum = "99.5"
    },
    field(.plainBoolean),
    field(.plainBoolean) {
      $0.plain.trueValues = ["ja"]
      $0.plain.falseValues = ["nein"]
    },
    field(.plainDate),
    field(.plainDate) {
      $0.constraints.minimum = "2000-02-29"
      $0.constraints.maximum = "2099-12-31"
    },
    field(.string) { $0.plain.missingValues = ["", "NA", "#N/A"] },
    field(.code),
    field(.code) { $0.isLowercased = true },
    field(.email),
    field(.email) { $0.constraints.maximumLength = 18 },
    field(.email) { $0.constraints.pattern = "[a-z.]+@example[.]org" },
  ]

  /// Addresses as they are stored, and with slips in them, also in the names of well-known hosts.
  private static func addresses(_ random: inout SplitMix) -> [String] {
    let hosts = ["gmail.com", "yahoo.ca", "aol.com", "orange.fr", "example.org", "a-b.c1.museum"]
    let names = ["a", "m.lee", "x_1+y", "Ann", "-a-", ".a", "a..b", "é", "a b", ""]
    let letters = Array("gmail.com-@A1é")
    return (0..<4_000).map { _ in
      var address = Array(
        names[Int(random.next() % UInt64(names.count))] + "@"
          + hosts[Int(random.next() % UInt64(hosts.count))])
      for _ in 0..<random.next() % 3 {
        let place = Int(random.next() % UInt64(address.count))
        let letter = letters[Int(random.next() % UInt64(letters.count))]
        switch random.next() % 4 {
        case 0 where address.count > 1: address.remove(at: place)
        case 1: address.insert(letter, at: place)
        case 2 where place > 0: address.swapAt(place, place - 1)
        default: address[place] = letter
        }
      }
      return String(address)
    }
  }

  @Test func everyTypeWithAByteReaderIsTried() {
    let tried = Set(Self.fields.map(\.type))
    for type in FieldType.allCases where !tried.contains(type) {
      #expect(reader(Self.field(type)).makeByteReader(countsFrom1904: false) == nil, "\(type)")
    }
  }

  /// Texts that lie on the edges of what the readers tell apart.
  static let texts: [String] = [
    "ABC-12", "ABC-12345", "abcd", "cde", "open", "Open", "closed", "an odd one", "NA", "-", "n/a",
    "None", "tbd", "[clear]", "[Clear]", " open", "open ", "two  spaces", "two spaces", "tab\there",
    "line\nbreak", "line\r\nbreak", "\n", "é", "Montréal", "École", "Ã©", "Ã", "Â ", "naïf", "Zoë",
    "œuvre", "\u{301}e", "e\u{301}", "\u{a0}x", "x\u{200b}", "a_b", "a_x000D_b", "_x0041_",
    "4111111111111111", "4111 1111 1111 1111", "5500005555555559", "1234567890123", "\u{7f}",
    "\u{1}",
    "0", "1", "-1", "+1", "-0", "007", "5000", "5001", "-5", "-6", "12.5", "12,5", "1.", ".5", ".",
    "1e3", "1E400", "-", "--1", "1-1", "999999999999999", "9999999999999999", "0.000000000000001",
    "123456789012345678901234567890", "99.5", "99.50", "99.51", "0.0", "-0.0", "NaN", "INF",
    "true", "TRUE", "True", "false", "ja", "nein", "yes", "2024-02-29", "2023-02-29", "1999-12-31",
    "2000-02-29", "2100-01-01", "0000-01-01", "9999-12-31", "2024-13-01", "2024-00-10", "2024-1-1",
    "2024-01-32", "20240101", "2024-01-01T00:00:00", "01/02/2024", "2024/01/01", "２０２４-01-01",
    "=\"00123\"", "=\"\"", "'00123", "'=1", "'t Hooft", "=00123", "#REF!", "Err:502", "Err:404",
    "###",
    "<NA>", "(null)", "\\N", "NaT", "nan", "Nan", "[NULL]", "(blank)", "_x000D_", "a\rb",
    "0.1234567890123456", "0.12345678901234567", "1234567890123456.5", "1.0000000000000000000",
    "0.30000000000000004", "12345678901234567890.5", "1e16", "1234567890123456e-3",
    "=SUM(A1)", "#N/A", "'quoted", "\"quoted\"", "😀", "a😀b", "ﬁ",
  ]

  private static let package = DataPackage(name: "byteReaders", title: LocalizedText("s"))

  private func reader(_ field: Field) -> CompiledField {
    CompiledField(field: field, in: TableSchema(name: "t", fields: [field]), package: Self.package)
  }

  @Test(arguments: fields)
  func textsAreJudgedAsTheReaderJudgesThem(_ field: Field) throws {
    var random = SplitMix(seed: 11)
    var texts = Self.texts
    let alphabet = Array("aZ09-. _xé\n\t/:é,+eE%\u{a0}Ã©[]n")
    for _ in 0..<6_000 {
      let length = Int(random.next() % 14) + 1
      texts.append(String((0..<length).map { _ in alphabet[Int(random.next() % 26)] }))
    }
    for _ in 0..<3_000 {
      texts.append("\(Int64(bitPattern: random.next()) >> Int64(random.next() % 60))")
      texts.append("\(Double(Int64(bitPattern: random.next()) >> 30) / 1000)")
      let day = "\(1990 + random.next() % 120)-0\(random.next() % 10)-\(10 + random.next() % 23)"
      texts.append(day)
    }
    texts += Self.addresses(&random)
    try compare(field, cells: texts.map { CellInput($0) }, isWorksheet: false)
    try compare(
      field, cells: texts.map { CellInput($0, isWorksheet: true) }, isWorksheet: true)
  }

  @Test(arguments: fields)
  func cellsOfWorksheetsAreJudgedAsTheReaderJudgesThem(_ field: Field) throws {
    var cells: [CellInput] = []
    for format in [NumberFormatClass.general, .date, .dateTime, .time, .percent, .text] {
      for lexeme in [
        "0", "1", "59", "60", "61", "45292", "45292.5", "2958465", "2958466", "-1", "401", "4.01E2",
        "0.1", "12.25", "1E-3", "36526", "73050", "73051", "8163.270000000001",
        "0.30000000000000004", "123456789012345678", "99.50000000000001",
      ] {
        cells.append(CellInput(lexeme, kind: .number, format: format, isWorksheet: true))
      }
    }
    for text in ["0", "1"] { cells.append(CellInput(text, kind: .boolean, isWorksheet: true)) }
    cells.append(CellInput("#N/A", kind: .error, isWorksheet: true))
    cells.append(CellInput("2024-01-01", kind: .isoDate, isWorksheet: true))
    cells.append(CellInput("", kind: .uncachedFormula, isWorksheet: true))
    try compare(field, cells: cells, isWorksheet: true)
    var later = cells
    for index in later.indices { later[index].countsFrom1904 = true }
    try compare(field, cells: later, isWorksheet: true, countsFrom1904: true)
  }

  @Test func whatIsUsualIsTold() throws {
    for (field, text, isSound) in [
      (Self.fields[0], "seminar \"east\", part 4", true), (Self.fields[0], "Montréal", true),
      (Self.fields[1], "ABC-12", true), (Self.fields[1], "ABC-1", false),
      (Self.fields[10], "401", true), (Self.fields[13], "1818.86", true),
      (Self.fields[15], "false", true), (Self.fields[17], "2024-08-21", true),
      (Self.fields[17], "21.8.2024", false), (Self.fields[11], "5001", false),
    ] {
      let verdict = try #require(validated(field, [CellInput(text)], false).first).verdict
      #expect(verdict != .unsure)
      #expect((verdict == .sound) == isSound, "\(text)")
    }
  }

  private func compare(
    _ field: Field, cells: [CellInput], isWorksheet: Bool, countsFrom1904: Bool = false
  ) throws {
    let reader = reader(field)
    let cells = cells.filter { !($0.kind == .text && $0.text.isEmpty) }
    for (cell, result) in zip(cells, validated(field, cells, countsFrom1904)) {
      let shown = "\(cell.kind) \(cell.format) \(cell.text.debugDescription)"
      do {
        let reading = try reader.read(cell, in: .resolved)
        switch result.verdict {
        case .unsure: continue
        case .sound:
          #expect(reading.remarks.isEmpty && !reading.isClear, "\(shown)")
          #expect(result.value == reading.value, "\(shown)")
        default: Issue.record("\(shown) is refused as \(result.verdict) and read as \(reading)")
        }
      } catch {
        switch result.verdict {
        case .unsure: continue
        case .sound: Issue.record("\(shown) is taken and refused by the reader: \(error.code)")
        default: #expect(Self.codes[result.verdict] == error.code, "\(shown)")
        }
      }
    }
  }

  private static let codes: [CellVerdict: IssueCode] = [
    .pattern: "value.pattern", .tooLong: "value.too-long", .notListed: "value.enum-unknown",
    .outOfRange: "value.out-of-range", .invalidDate: "value.date-invalid",
    .notInteger: "value.not-integer", .notNumber: "value.not-number",
    .notBoolean: "value.boolean-unknown",
  ]

  private func validated(
    _ field: Field, _ cells: [CellInput], _ countsFrom1904: Bool
  ) -> [(verdict: CellVerdict, value: FieldValue)] {
    guard let byteReader = reader(field).makeByteReader(countsFrom1904: countsFrom1904) else {
      return cells.map { _ in (.unsure, .null) }
    }
    var batch = RowBatch()
    for (index, cell) in cells.enumerated() {
      batch.beginRow(number: index + 1)
      batch.appendCell(column: 1, kind: cell.kind, format: cell.format, text: cell.text)
    }
    var values = Array(repeating: ColumnValue.null, count: cells.count)
    var verdicts = Array(repeating: CellVerdict.sound, count: cells.count)
    let places = cells.indices.map { Int32($0) }
    // Byte readers may read some bytes beyond a cell, never beyond the arena.
    let arena = batch.arena
    arena.withUnsafeBufferPointer { arena in
      batch.cells.withUnsafeBufferPointer { cells in
        values.withUnsafeMutableBufferPointer { values in
          guard let bytes = arena.baseAddress, let first = cells.baseAddress,
            let into = values.baseAddress
          else { return }
          places.withUnsafeBufferPointer { places in
            guard let places = places.baseAddress else { return }
            byteReader.validate(
              FieldByteReader.Column(
                arena: bytes, cells: first, places: places, stride: 1, rowCount: cells.count),
              into: into, isRequired: false
            ) { verdicts[$0] = $1 }
          }
        }
      }
    }
    return arena.withUnsafeBytes { bytes in
      zip(verdicts, values).map { ($0, $1.fieldValue(in: bytes)) }
    }
  }
}
