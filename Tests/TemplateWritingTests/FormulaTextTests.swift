import Schemas
import TabularCore
import TemplateWriting
import Testing

/// Texts of a package that a spreadsheet program would take for formulas, in all that is written.
@Suite struct FormulaTextTests {
  /// Each sign that begins a formula, and texts that hide it from whoever looks at characters.
  static let texts = [
    "=SUM(A1:A9)", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\r\nx", "=\u{301}1", "=a,\"b\"",
  ]

  private func package(_ text: String) -> DataPackage {
    var table = TableSchema(name: "sums", fields: [Field(name: "total", type: .enumeration)])
    table.fields[0].label = LocalizedText(text)
    table.fields[0].enumValues = [Field.EnumValue(text), Field.EnumValue("other")]
    return DataPackage(name: "sums", title: LocalizedText(text), tables: [table])
  }

  @Test(arguments: texts)
  func delimitedHeaders_areEscaped(text: String) {
    let package = package(text)
    let line = TemplateWriter(package: package).delimitedText(of: package.tables[0])
    let first = line.unicodeScalars.first { $0 != "\u{FEFF}" && $0 != "\"" }
    #expect(first == "'")
    #expect(line.replacing("\"\"", with: "\"").contains("'" + text))
  }

  @Test(arguments: texts)
  func workbookCells_areTexts(text: String) throws {
    let scratch = try Scratch()
    let writer = TemplateWriter(package: package(text))
    let path = try writer.write("sums", to: scratch.path, format: .xlsx)
    var textCells = 0
    for number in 1...5 {
      let sheet = try workbookPart("xl/worksheets/sheet\(number).xml", of: path)
      // The sheet that counts what is to be looked at has formulas of the program alone.
      let formulas = sheet.split(separator: "<f>").dropFirst()
      #expect(
        formulas.allSatisfy { $0.hasPrefix("COUNT") || $0.hasPrefix("(COUNTA(") },
        "sheet \(number)")
      #expect(!sheet.contains("<f "), "sheet \(number)")
      textCells += sheet.split(separator: "t=\"s\"").count - 1
    }
    // The header, the list's name and its value, and the instructions.
    #expect(textCells > 3)
  }
}
