import Schemas
import TabularCore
import Testing

@testable import RecordMapping

/// Which rows are records, and which are totals, headers or what a program printed.
@Suite struct RowClassTests {
  /// A row of texts, empty for blank cells, in the columns code, label, qty and note.
  struct Case: Sendable, CustomTestStringConvertible {
    var cells: [String]
    var expected: RowClass
    /// The columns of required fields besides the code.
    var required: Set<Int> = []

    init(_ cells: String..., is expected: RowClass, required: Set<Int> = []) {
      self.cells = cells
      self.expected = expected
      self.required = required
    }

    var testDescription: String { "\(cells) \(required.sorted())" }
  }

  static let cases: [Case] = [
    // Without a key a total word decides.
    Case("", "Total", "7", is: .notData(.total, "Total")),
    Case("", "Grand total:", "7", is: .notData(.total, "Grand total:")),
    Case("", "Zwischensumme", "7", is: .notData(.total, "Zwischensumme")),
    Case("", "Total général", "7", is: .notData(.total, "Total général")),
    Case("", "Sous-total", "1 250,00 $", is: .notData(.total, "Sous-total")),
    Case("", "TOTAL (CAD)", "7", is: .notData(.total, "TOTAL (CAD)")),
    Case("", "K-1 Total", "7", is: .notData(.total, "K-1 Total")),
    // Names begin with such words, too, and the key may have been forgotten.
    Case("", "Total K-1", "7", is: .unsure("Total K-1")),
    Case("", "Total Energies", "7", is: .unsure("Total Energies")),
    Case("", "", "7", "Somme", is: .notData(.total, "Somme")),
    Case("", "hinge", "7", is: .data),
    Case("", "Total loss report", "", "see below", is: .data),
    // A key that is one: a text beside it makes a record.
    Case("Total", "hinge", "3", is: .data),
    Case("Somme", "river", "", is: .data),
    Case("K-1 Total", "hinge", "3", is: .data),
    Case("X-1", "Total", "3", is: .data),
    Case("Totaline", "", "3", is: .data),
    Case("Summer", "", "3", is: .data),
    Case("K-1 Totals-X", "", "3", is: .data),
    // Numbers alone, where a record needs no more: nobody can know.
    Case("Total", "", "3", is: .unsure("Total")),
    Case("K-1 Total", "", "3", is: .unsure("K-1 Total")),
    Case("Ergebnis", "", "", is: .unsure("Ergebnis")),
    Case("Total", "", "3", "checked", is: .unsure("Total")),
    // Where a record needs more, it is none without it, and one with all of it.
    Case("Total", "", "3", is: .notData(.total, "Total"), required: [2]),
    Case("Total", "", "3", is: .data, required: [3]),
    Case("Total", "", "3", is: .notData(.total, "Total"), required: [2, 3]),
    Case("Promedio", "", "", is: .notData(.total, "Promedio"), required: [3]),
    // The header again, and the example.
    Case("code", "label", "qty", is: .notData(.header, "code")),
    Case("#EXAMPLE K-1", "x", is: .example),
    // What database clients print.
    Case("(2 rows affected)", is: .notData(.clientOutput, "(2 rows affected)")),
    Case("(1 row(s) affected)", is: .notData(.clientOutput, "(1 row(s) affected)")),
    Case("(2 rows)", is: .notData(.clientOutput, "(2 rows)")),
    Case("(2 lignes)", is: .notData(.clientOutput, "(2 lignes)")),
    Case("2 rows selected.", is: .notData(.clientOutput, "2 rows selected.")),
    Case("2 rows in set (0.01 sec)", is: .notData(.clientOutput, "2 rows in set (0.01 sec)")),
    Case(
      "Query OK, 2 rows affected", is: .notData(.clientOutput, "Query OK, 2 rows affected")),
    Case(
      "Query OK", "1 row affected (0.01 sec)",
      is: .notData(.clientOutput, "Query OK, 1 row affected (0.01 sec)")),
    Case("COPY 2", is: .unsure("COPY 2")), Case("Time: 0.512 ms", is: .unsure("Time: 0.512 ms")),
    Case("SQL>", is: .unsure("SQL>")), Case("COPY 2", "hinge", is: .data),
    Case("COPY-2", is: .data), Case("Time", is: .data),
    Case("no rows selected", is: .notData(.clientOutput, "no rows selected")),
    Case("-----", "-------", "---", is: .notData(.clientOutput, "-----")),
    Case("2 rows", is: .data),
    Case("(2 rows affected)", "hinge", is: .data),
    Case("--", "hinge", is: .data),
    Case("", "", "", is: .blank),
  ]

  @Test(arguments: cases) func isToldByItsCells(_ test: Case) {
    let found = RowClass.of(filled(test.cells), in: context(required: test.required))
    #expect(found == test.expected)
  }

  /// The quick look at bytes never says no to what the slow one finds.
  @Test(arguments: cases) func bytes_neverPassATotalOver(_ test: Case) {
    for cell in test.cells where TotalWords.match(cell) != nil {
      #expect(TotalWords.mayMatch(cell), "\(cell)")
    }
  }

  @Test func bytes_tellMostKeysApart() {
    for key in ["K-000123", "TOR-01-MTCC", "ana.silva@example.org", "sofa", "12", "x y z", ""] {
      #expect(!TotalWords.mayMatch(key), "\(key)")
    }
  }

  /// A cell with a number and the formula that gives it.
  private func number(_ column: Int, _ formula: CellFormula) -> FilledCell {
    FilledCell(
      Cell(column: column, kind: .number, formula: formula, offset: 0, length: 1), text: "7")
  }

  @Test func subtotals_areNoRecords() {
    var context = context(required: [])
    context.hasSubtotal = true
    let key = filled(["K-1 Total"])
    let label = filled(["K-1", "hinge"])
    func kind(_ cells: [FilledCell]) -> RowClass { RowClass.of(cells, in: context) }
    #expect(kind(key + [number(3, .subtotal)]) == .notData(.subtotal, "K-1 Total"))
    // Beside a key and a text it may be a record's own.
    #expect(kind(label + [number(3, .subtotal)]) == .unsure("7"))
    #expect(kind([number(1, .subtotal), number(3, .subtotal)]) == .notData(.subtotal, "7"))
    // A sum over the column may be a total; beside a text it is a record's.
    #expect(kind(filled(["All"]) + [number(3, .columnSum)]) == .unsure("7"))
    #expect(kind(label + [number(3, .columnSum)]) == .data)
    // A subtotal beside a typed number may be either; in a column of no field it says nothing.
    #expect(kind([number(1, .none), number(3, .subtotal)]) == .unsure("7"))
    #expect(kind(label + [number(4, .subtotal)]) == .data)
  }

  @Test func totalsRowOfATable_isNoRecord() {
    var context = context(required: [])
    context.isTotalsRow = true
    #expect(RowClass.of(filled(["K-9", "hinge", "3"]), in: context) == .notData(.totalsRow, "K-9"))
  }

  private func context(required: Set<Int>) -> RowClass.Context {
    let schema = TableSchema(
      name: "parts",
      fields: [
        Field(name: "code", type: .code), Field(name: "label", type: .string),
        Field(name: "qty", type: .integer),
      ], naturalKey: ["code"])
    let header = HeaderRow(
      row: 1,
      cells: ["code", "label", "qty", "note"].enumerated().map { .init(column: $0 + 1, text: $1) })
    let binding = HeaderBinding(
      header, vocabulary: HeaderVocabulary(schema), fieldCount: schema.fields.count)
    return RowClass.Context(binding: binding, keyColumns: [1], requiredColumns: required)
  }

  private func filled(_ texts: [String]) -> [FilledCell] {
    texts.enumerated().filter { !$1.isEmpty }.map { index, text in
      FilledCell(Cell(column: index + 1, kind: .text, offset: 0, length: 0), text: text)
    }
  }
}
