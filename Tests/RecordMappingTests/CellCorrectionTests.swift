import RecordMapping
import Schemas
import TabularCore
import Testing

/// Corrections of cells: what is safe, what is left to a person.
@Suite struct CellCorrectionTests {
  private func field(_ type: FieldType, _ change: (inout Field) -> Void = { _ in }) -> CompiledField
  {
    compiled(testField(type, change))
  }

  private func correction(
    _ field: CompiledField, _ cell: CellInput, _ order: ColumnDecision.DateOrder = .unclear
  ) -> CellCorrection? {
    var context = ReadingContext()
    context.column = ColumnDecision(dateOrder: order)
    return field.correction(of: cell, in: context)
  }

  @Test func texts_loseWhiteSpaceAndInvisibleCharacters() {
    let text = correction(field(.string), CellInput(" Main\u{A0} hall\u{200B} "))
    #expect(text == CellCorrection(.text, "Main hall"))
    #expect(correction(field(.string), CellInput("Main hall")) == nil)
    #expect(correction(field(.string), CellInput("  ")) == nil)
    #expect(correction(field(.string), CellInput("n/a")) == nil)
    #expect(correction(field(.code), CellInput("=\"0012\"")) == CellCorrection(.text, "0012"))
  }

  @Test func fieldsThatDependOnOtherCells_areCleanedOnly() {
    let phone = field(.phone) { $0.countryFrom = [FieldPath(field: "country")] }
    #expect(correction(phone, CellInput(" 416-555-0134 ")) == CellCorrection(.text, "416-555-0134"))
    #expect(correction(phone, CellInput("416-555-0134")) == nil)
  }

  @Test func namesOfValues_keepTheirWord_aliasesBecomeTheValue() {
    let kind = field(.enumeration) {
      $0.enumValues = [
        Field.EnumValue(
          "physical", aliases: ["site"],
          label: LocalizedText("In person", ["fr": "En personne"])),
        Field.EnumValue("virtual"),
      ]
    }
    #expect(correction(kind, CellInput("site")) == CellCorrection(.value, "physical"))
    #expect(correction(kind, CellInput("PHYSICAL ")) == CellCorrection(.text, "physical"))
    #expect(correction(kind, CellInput("en  personne")) == CellCorrection(.text, "En personne"))
    #expect(correction(kind, CellInput("En personne")) == nil)
    #expect(correction(kind, CellInput("virtul")) == nil)
  }

  @Test func dates_becomePlain_whereTheirOrderIsKnown() {
    let date = field(.date)
    #expect(correction(date, CellInput("25/12/2026"))?.texts == ["2026-12-25"])
    #expect(correction(date, CellInput("25/12/2026"))?.dependsOnColumn == true)
    #expect(correction(date, CellInput("Dec 25, 2026")) == CellCorrection(.date, "2026-12-25"))
    let known = correction(date, CellInput("3/4/2027"), .dayFirst)
    #expect(known?.texts == ["2027-04-03"])
    #expect(known?.doubt == nil)
    let open = correction(date, CellInput("3/4/2027"))
    #expect(open?.texts == ["2027-04-03", "2027-03-04"])
    #expect(open?.doubt == .ambiguous)
    #expect(correction(date, CellInput("25/12/26"))?.doubt == .guess)
    #expect(correction(date, CellInput("25/12/2026"), .mixed)?.doubt == nil)
    #expect(correction(date, CellInput("3/4/2027"), .mixed)?.doubt == .ambiguous)
    #expect(correction(date, CellInput("2026-12-25")) == nil)
    #expect(correction(date, CellInput("31/02/2027")) == nil)
  }

  @Test func lostZeros_areAdded_whereTheSchemaLeavesOneLength() {
    let fixed = field(.code) { $0.constraints.pattern = "[0-9]{5}" }
    #expect(correction(fixed, CellInput("213")) == CellCorrection(.zeros, "00213"))
    #expect(correction(fixed, .number("213")) == CellCorrection(.zeros, "00213"))
    #expect(correction(fixed, CellInput("00213")) == nil)
    #expect(correction(fixed, CellInput("123456")) == nil)
    #expect(correction(fixed, .number("213.5")) == nil)
    let two = field(.code) { $0.constraints.pattern = "[0-9]{5}|[0-9]{9}" }
    #expect(correction(two, CellInput("213")) == nil)
    let long = field(.string) {
      $0.constraints.minimumLength = 4
      $0.constraints.maximumLength = 4
    }
    #expect(correction(long, CellInput("7")) == CellCorrection(.zeros, "0007"))
    let free = field(.code) { $0.constraints.pattern = "[0-9]{3,}" }
    #expect(correction(free, CellInput("7")) == nil)
  }

  @Test func secrets_areLeftAlone() {
    #expect(correction(field(.secret), CellInput(" hunter2 ")) == nil)
    let hidden = field(.string) { $0.privacy = .secret }
    #expect(correction(hidden, CellInput(" hunter2 ")) == nil)
  }
}
