import RecordMapping
import Schemas
import TabularCore
import Testing

/// A study of a column whose first cell stands in row 2.
private func study(_ type: FieldType, _ cells: [CellInput]) -> ColumnStudy {
  var study = ColumnStudy(field: testField(type, name: "valid_from"))
  for (index, cell) in cells.enumerated() { study.observe(cell, row: index + 2) }
  return study
}

/// A finding as one text.
private func told(_ finding: ColumnFinding) -> String {
  let proof = finding.proof.map { " proof \($0.row) \($0.text)" } ?? ""
  return "\(finding.row) [\(finding.rows)]\(proof) "
    + told(finding.content)
}

/// The order of day and month (`domain.md` 3.1).
@Suite struct DateOrderStudyTests {
  @Test func dayFirst_isProven() {
    let study = study(.date, ["03/04/2027", "26/06/2027", "2027-01-02"].map { CellInput($0) })
    #expect(study.decision().dateOrder == .dayFirst)
    #expect(!study.decision().isDateOrderDeclared)
    #expect(study.findings().isEmpty)
  }

  @Test func monthFirst_isProvenByDateTimesToo() {
    let study = study(.dateTime, ["03/04/2027 09:00", "06-26-2027 9 am"].map { CellInput($0) })
    #expect(study.decision().dateOrder == .monthFirst)
  }

  @Test func isoFormsNamesAndDateCells_proveNothing() {
    let study = study(
      .date,
      [
        CellInput("2027-06-26"), CellInput("26 June 2027"), .number("46199", .date),
        CellInput("4/4/2027"),
      ])
    #expect(study.decision().dateOrder == .unclear)
    #expect(study.findings().isEmpty)
  }

  @Test func unclear_isToldOnceWithItsRows() {
    let study = study(
      .date, ["4/4/2027", "03/04/2027", "", "2027-01-01", "05/06/2027"].map { CellInput($0) })
    #expect(study.decision().dateOrder == .unclear)
    #expect(
      study.findings().map(told) == [
        "3 [3, 6] value.date-order-unclear: `03/04/2027` can be 3 April or 4 March; nothing in"
          + " the column decides"
      ])
  }

  @Test func mixed_isToldOnceAtTheFirstProof() {
    let study = study(.date, ["26/06/2027", "06/26/2027", "4/4/2027"].map { CellInput($0) })
    #expect(study.decision().dateOrder == .mixed)
    #expect(
      study.findings().map(told) == [
        "2 [2–4] proof 3 06/26/2027 value.date-order-mixed: the column has day-first"
          + " `26/06/2027` and month-first `06/26/2027` dates"
      ])
  }

  @Test func mixed_namesTheEarlierProofFirst() {
    let study = study(.date, ["4/4/2027", "06/26/2027", "26/06/2027"].map { CellInput($0) })
    let finding = study.findings().first
    #expect(finding?.row == 3)
    #expect(finding?.value == "06/26/2027")
    #expect(finding?.proof == ColumnFinding.Proof(row: 4, text: "26/06/2027"))
  }

  @Test func declaredOrder_endsTheQuestion() {
    let study = study(.date, ["26/06/2027", "06/26/2027"].map { CellInput($0) })
    #expect(study.decision(declared: .monthFirst).dateOrder == .monthFirst)
    #expect(study.decision(declared: .monthFirst).isDateOrderDeclared)
    #expect(study.findings(declared: .monthFirst).isEmpty)
  }

  @Test func swapped_needsTwoTextsAndTwoDateCells() {
    // 2027-04-03 and 2027-05-06.
    let cells: [CellInput] = [
      .worksheetText("26/06/2027"), .number("46480", .date), .worksheetText("13/07/2027"),
      .number("46513", .date),
    ]
    #expect(
      study(.date, cells).findings().map(told) == [
        "3 [3, 5] proof 2 26/06/2027 value.date-order-swapped: all `2` text dates have days above"
          + " 12 and all `2` date cells days up to 12; day and month were probably exchanged"
      ])
    #expect(study(.date, Array(cells.prefix(3))).findings().isEmpty)
    #expect(study(.date, cells + [.number("46199", .date)]).findings().isEmpty)
    #expect(study(.date, cells + [.worksheetText("3/4/2027")]).findings().isEmpty)
    #expect(study(.date, cells).findings(declared: .dayFirst).isEmpty)
  }

  @Test func otherNumbersAndTexts_areNoDates() {
    let study = study(
      .date, [.number("46480"), CellInput("26/06"), CellInput("13/13/2027"), CellInput("n/a")])
    #expect(study.decision().dateOrder == .unclear)
    #expect(study.findings().isEmpty)
  }
}

/// The decimal mark (`domain.md` 3.2).
@Suite struct DecimalMarkStudyTests {
  private func mark(_ type: FieldType, _ texts: String...) -> ColumnDecision.DecimalMark {
    study(type, texts.map { CellInput($0) }).decision().decimalMark
  }

  @Test func comma_isProven() {
    #expect(mark(.decimal, "12,5", "1.250") == .comma)
    #expect(mark(.decimal, "12,50") == .comma)
    #expect(mark(.decimal, "1,2345") == .comma)
    #expect(mark(.decimal, "1.234,567") == .comma)
    #expect(mark(.integer, "12,0") == .comma)
    #expect(mark(.percent, "12,5 %") == .comma)
    #expect(mark(.money, "1 250,00 $") == .comma)
  }

  @Test func point_isProven() {
    #expect(mark(.decimal, "12.5", "1,250") == .point)
    #expect(mark(.decimal, "1,234.567") == .point)
    #expect(mark(.money, "CAD 12.50") == .point)
  }

  @Test func both_isMixed() {
    #expect(mark(.decimal, "12,5", "12.5") == .mixed)
  }

  @Test func threeDigits_proveNothing() {
    #expect(mark(.decimal, "1,250", "43.648", "1 250", "12") == .unproven)
    #expect(mark(.integer, "1.250.000", "abc") == .unproven)
  }

  @Test func onlyTypesThatAsk_areStudied() {
    #expect(ColumnStudy.concerns(testField(.date)))
    #expect(ColumnStudy.concerns(testField(.money)))
    #expect(ColumnStudy.concerns(testField(.list) { $0.itemType = .date }))
    #expect(!ColumnStudy.concerns(testField(.string)))
    #expect(!ColumnStudy.concerns(testField(.plainDate)))
    #expect(ColumnStudy.concerns(testField(.plainDate) { $0.plain.format = "any" }))
    #expect(study(.string, [CellInput("12,5")]).decision() == ColumnDecision())
  }

  @Test func items_ofListsAreStudied() {
    var study = ColumnStudy(field: testField(.list) { $0.itemType = .date })
    study.observe(CellInput("2027-01-01; 26/06/2027\n3/4/2027"), row: 2)
    #expect(study.decision().dateOrder == .dayFirst)
  }
}
