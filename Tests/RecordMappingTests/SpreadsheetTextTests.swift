import RecordMapping
import Schemas
import TabularCore
import Testing

/// What spreadsheets, and programs that write for them, leave in texts.
@Suite struct SpreadsheetTextTests {
  static let wrapped: [ReadingCase] = [
    ReadingCase("=\"00123\"", "text 00123 | value.normalised: `=\"00123\"` was read as `00123`"),
    ReadingCase(
      " =\"00123\" ", "text 00123 | value.normalised: ` =\"00123\" ` was read as `00123`"),
    ReadingCase(
      "=\"two  spaces\"",
      "text two spaces | value.normalised: `=\"two  spaces\"` was read as `two spaces`"),
    ReadingCase(
      "=\"a \"\"b\"\" c\"",
      "text a \"b\" c | value.normalised: `=\"a \"\"b\"\" c\"` was read as `a \"b\" c`"),
    ReadingCase("=\"\"", "null | value.normalised: `=\"\"` was read as empty"),
    ReadingCase("=\" \"", "null | value.normalised: `=\" \"` was read as empty"),
    ReadingCase(
      .worksheetText("=\"00123\""),
      "text 00123 | value.normalised: `=\"00123\"` was read as `00123`"),
    // Not what keeps zeros, and other formulas.
    ReadingCase("=00123", "text =00123"),
    ReadingCase("=\"a\" & \"b\"", "text =\"a\" & \"b\""),
    ReadingCase("=\"", "text =\""),
    ReadingCase("=", "text ="),
    // The apostrophe that guards a text from being read as a formula or a number.
    ReadingCase("'=1+1", "text =1+1 | value.normalised: `'=1+1` was read as `=1+1`"),
    ReadingCase("'@home", "text @home | value.normalised: `'@home` was read as `@home`"),
    ReadingCase("'-5", "text -5 | value.normalised: `'-5` was read as `-5`"),
    ReadingCase("'+1 x", "text +1 x | value.normalised: `'+1 x` was read as `+1 x`"),
    ReadingCase("'00123", "text 00123 | value.normalised: `'00123` was read as `00123`"),
    ReadingCase(
      "'=\"00123\"", "text =\"00123\" | value.normalised: `'=\"00123\"` was read as `=\"00123\"`"),
    ReadingCase("'t Hooft", "text 't Hooft"),
    ReadingCase("'90s party", "text '90s party"),
    ReadingCase("'00123'", "text '00123'"),
    ReadingCase("'", "text '"),
  ]

  @Test(arguments: wrapped)
  func wrappings_areTakenOffWithANote(_ example: ReadingCase) {
    #expect(outcome(testField(.string), example.cell, in: example.context) == example.expected)
  }

  @Test func wrappings_areTakenOffInEveryType() {
    #expect(
      outcome(testField(.code), CellInput("=\"00123\""))
        == "text 00123 | value.normalised: `=\"00123\"` was read as `00123`")
    #expect(
      outcome(testField(.integer), CellInput("'42"))
        == "integer 42 | value.normalised: `'42` was read as `42`")
    #expect(
      outcome(testField(.date), CellInput("=\"2027-03-06\""))
        == "text 2027-03-06 | value.normalised: `=\"2027-03-06\"` was read as `2027-03-06`")
    #expect(
      outcome(testField(.secret) { $0.secretPolicy = .keep }, CellInput("=\"00123\""))
        == "secret =\"00123\"")
  }

  @Test(arguments: [
    "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#n/a", "#VALEUR!", "#NOM?", "#WERT!", "#NV",
    "#BEZUG!", "#¡REF!", "#¿NOMBRE?", "#N/D", "#RIF!", "#ССЫЛКА!", "#Н/Д", "#SPILL!", "#ERROR!",
    "Err:502", "Err :508", "Erro:522", "Ошибка:504",
  ])
  func errorWords_areRefused(text: String) {
    let message = "value.cell-error: the cell shows `\(text)`, expected a value"
    for type in [FieldType.string, .code, .integer, .decimal, .date, .phone, .boolean, .list] {
      #expect(outcome(testField(type), CellInput(text)) == message, "\(type)")
    }
    #expect(outcome(testField(.string) { $0.isMultiline = true }, CellInput(text)) == message)
    #expect(outcome(testField(.string), .worksheetText(text)) == message)
    #expect(outcome(testField(.string), CellInput(" \(text) ")) == message)
    #expect(outcome(testField(.plainString), CellInput(text)) == message)
  }

  @Test(arguments: ["###", "########"])
  func columnsTooNarrow_areRefused(text: String) {
    #expect(
      outcome(testField(.string), CellInput(text))
        == "value.cell-error: the cell holds `\(text)`, which stands for a value that its column was"
        + " too narrow to show")
  }

  @Test(arguments: [
    "#1", "#", "##", "#hashtag", "#WOW!", "see #REF!", "Err:404", "Error:", "12:502", "a:512",
    "#N/A?",
  ])
  func otherTexts_stay(text: String) {
    #expect(outcome(testField(.string), CellInput(text)) == "text \(text)")
  }

  @Test func errorWords_mayBeDeclaredMissing() {
    let field = testField(.string) { $0.plain.missingValues = ["", "#N/A"] }
    #expect(outcome(field, CellInput("#N/A")) == "null")
    #expect(outcome(field, CellInput("#REF!")).hasPrefix("value.cell-error"))
  }

  @Test(arguments: [
    "NaN", "nan", "NAN", "NaT", "-nan", "<NA>", "<na>", "(null)", "(NULL)", "[NULL]", "<nil>",
    "\\N",
    "<null>", "(blank)", "(vide)",
  ])
  func nullsOfPrograms_areToldAndRead(text: String) {
    let told = "null | value.placeholder: `\(text)` was read as empty"
    #expect(outcome(testField(.string), CellInput(text)) == told)
    #expect(outcome(testField(.decimal), CellInput(text)) == told)
    #expect(outcome(testField(.string) { $0.isMultiline = true }, CellInput(text)) == told)
  }

  @Test(arguments: ["Nan", "Nat", "NAT", "NA", "na", "<N>", "(nil)x", "\\n."])
  func namesAndOtherTexts_areNoNulls(text: String) {
    #expect(outcome(testField(.string), CellInput(text)) == "text \(text)")
  }

  @Test func declaredMissingValues_standForAllOthers() {
    let field = testField(.string) { $0.plain.missingValues = ["NA"] }
    #expect(outcome(field, CellInput("NA")) == "null")
    #expect(outcome(field, CellInput("\\N")) == "text \\N")
    let secret = testField(.secret) {
      $0.secretPolicy = .keep
      $0.plain.missingValues = ["none given"]
    }
    #expect(outcome(secret, CellInput("none given")) == "null")
  }
}
