import Foundation
import Schemas
import TabularCore
import TemplateWriting
import Testing

@testable import Workbooks

@Suite struct TemplateWorkbookTests {
  /// The filled cells of a sheet, `A1 text`.
  private func cells(_ workbook: Workbook, sheet name: String) throws -> [String] {
    let sheet = try #require(workbook.sheets.first { $0.name == name })
    var cells: [String] = []
    _ = try workbook.readRows(ofSheetAt: sheet.index) { batch in
      for row in 0..<batch.rowCount {
        for cell in batch.cells(ofRowAt: row) {
          let place = CellReference(row: batch.rows[row].number, column: Int(cell.column))
          cells.append("\(place) \(batch.text(of: cell))")
        }
      }
      return true
    }
    return cells
  }

  private func written(_ scratch: Scratch) throws -> String {
    try TemplateWriter(package: Samples.package).writeAll(to: scratch.path, format: .xlsx)
    return scratch.path + "/library.xlsx"
  }

  @Test func sheets_tablesBetweenInstructionsAndLists_identityHidden() throws {
    let scratch = try Scratch()
    let workbook = try Workbook(path: written(scratch))
    #expect(
      workbook.sheets.map(\.name) == [
        "Instructions", "Shelves", "Books", "Lists", "_check", "_meta",
      ])
    #expect(
      workbook.sheets.map(\.visibility) == [
        .visible, .visible, .visible, .visible, .hidden, .hidden,
      ])
  }

  @Test func tableSheet_isItsHeaderAndNothingElse() throws {
    let scratch = try Scratch()
    let workbook = try Workbook(path: written(scratch))
    #expect(
      try cells(workbook, sheet: "Shelves") == [
        "A1 Shelf code *", "B1 Kind", "C1 Places, \"usual\"", "D1 Action", "E1 Notes",
      ])
  }

  @Test func identity_namesPackageVersionHashAndTables() throws {
    let scratch = try Scratch()
    let path = try written(scratch)
    #expect(
      try cells(Workbook(path: path), sheet: "_meta") == [
        "A1 registrar-template", "B1 1", "A2 package", "B2 library", "A3 package-version", "B3 3",
        "A4 schema-hash", "B4 0123abcd", "A5 language", "B5 en",
        "A6 table", "B6 shelves", "C6 Shelves", "A7 table", "B7 books", "C7 Books",
        "A8 validated", "B8 shelves", "C8 kind places", "A9 validated", "B9 books",
        "C9 title shelf_code bought_on lent tags",
      ])
    let properties = try workbookPart("docProps/custom.xml", of: path)
    #expect(properties.contains("<vt:lpwstr>0123abcd</vt:lpwstr>"))
    #expect(properties.contains("<vt:lpwstr>shelves,books</vt:lpwstr>"))
  }

  @Test func lists_holdEachListOnce() throws {
    let scratch = try Scratch()
    #expect(
      try cells(Workbook(path: written(scratch)), sheet: "Lists") == [
        "A1 Values to choose from",
        "A3 Kind", "B3 Action", "C3 Lent",
        "A4 open", "B4 upsert", "C4 yes",
        "A5 closed", "B5 skip", "C5 no",
        "B6 delete",
      ])
  }

  @Test func dropDowns_pointAtListsAndKeyColumns_forBoundedRows() throws {
    let scratch = try Scratch()
    let path = try written(scratch)
    let shelves = try workbookPart("xl/worksheets/sheet2.xml", of: path)
    #expect(shelves.contains("sqref=\"B2:B3001\""))
    #expect(shelves.contains("<formula1>Lists!$A$4:$A$5</formula1>"))
    #expect(shelves.contains("type=\"whole\""))
    #expect(shelves.contains("<formula1>1</formula1><formula2>500</formula2>"))
    let books = try workbookPart("xl/worksheets/sheet3.xml", of: path)
    #expect(
      books.contains(
        "<formula1>OFFSET('Shelves'!$A$2,0,0,MAX(1,COUNTA('Shelves'!$A$2:$A$3001)),1)</formula1>"))
    #expect(books.contains("type=\"date\""))
    // Alone, the books' workbook has no shelves to choose from.
    let alone = try workbookPart("xl/worksheets/sheet2.xml", of: scratch.path + "/books.xlsx")
    #expect(!alone.contains("OFFSET"))
  }

  @Test func severalValues_haveNoDropDown_andSayHowTheyAreWritten() throws {
    let scratch = try Scratch()
    let path = try TemplateWriter(package: Samples.markedPackage)
      .write("books", to: scratch.path, format: .xlsx)
    let books = try workbookPart("xl/worksheets/sheet2.xml", of: path)
    // Column E holds the tags; a drop-down would put one where several may stand.
    let rules = books.split(separator: "<dataValidation ").filter {
      $0.contains("sqref=\"E2:E3001\"")
    }
    #expect(rules.count == 1)
    #expect(rules.allSatisfy { !$0.contains("type=\"list\"") })
    #expect(rules.allSatisfy { $0.contains("Several values are separated by ;") })
    #expect(rules.allSatisfy { $0.contains("under “Tags”") })
    #expect(try cells(Workbook(path: path), sheet: "Lists").contains("B3 Tags"))
  }

  @Test func equalLists_haveEachTheirHeading() throws {
    let scratch = try Scratch()
    var package = Samples.package
    package.tables[0].fields[3].label = LocalizedText("Kind")
    var sold = Field(name: "sold", type: .boolean)
    sold.label = LocalizedText("Sold")
    package.tables[0].fields.append(sold)
    try TemplateWriter(package: package).writeAll(to: scratch.path, format: .xlsx)
    let headings = try cells(Workbook(path: scratch.path + "/library.xlsx"), sheet: "Lists")
      .filter { $0.split(separator: " ").first?.hasSuffix("3") == true }
    #expect(
      headings == ["A3 Kind (Shelves)", "B3 Action", "C3 Kind (Books)", "D3 Sold"])
  }

  @Test func instructions_holdNothingOfAnotherPackage() throws {
    let scratch = try Scratch()
    let texts = try cells(Workbook(path: written(scratch)), sheet: "Instructions")
    #expect(!texts.contains { $0.contains("wheelchair") })
    let marked = try TemplateWriter(package: Samples.markedPackage)
      .write("books", to: scratch.path, format: .xlsx)
    #expect(
      try cells(Workbook(path: marked), sheet: "Instructions").contains {
        $0.hasSuffix("a semicolon separates them: old;rare")
      })
  }

  @Test func header_isFrozenWithItsKeyColumn_andHasNotes() throws {
    let scratch = try Scratch()
    let path = try written(scratch)
    let shelves = try workbookPart("xl/worksheets/sheet2.xml", of: path)
    #expect(shelves.contains("<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\""))
    let notes = try workbookPart("xl/comments1.xml", of: path)
    #expect(notes.contains("<comment ref=\"A1\""))
    #expect(notes.contains("Example: A-01"))
  }

  @Test func instructions_speakTheLanguage() throws {
    let scratch = try Scratch()
    let path = try TemplateWriter(package: Samples.package, language: "fr")
      .write("shelves", to: scratch.path, format: .xlsx)
    let texts = try cells(Workbook(path: path), sheet: "Consignes")
    #expect(texts.contains("B2 Bibliothèque – Rayons"))
    #expect(texts.contains("B5 Comment le remplir"))
    #expect(texts.contains { $0.hasSuffix(" Where books stand.") })
    let spanish = try TemplateWriter(package: Samples.package, language: "es")
      .write("shelves", to: scratch.path, format: .xlsx)
    #expect(
      try cells(Workbook(path: spanish), sheet: "Instrucciones").contains("B5 Cómo completarlo"))
  }
}
