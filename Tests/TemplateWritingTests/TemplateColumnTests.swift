import Foundation
import Schemas
import TabularCore
import Testing

@testable import TemplateWriting

@Suite struct TemplateColumnTests {
  private func columns(_ table: TableSchema, _ language: Language = .english) -> [TemplateColumn] {
    table.templateColumns(in: language, of: Samples.package)
  }

  @Test func requiredAndKeyColumns_areMarked() {
    #expect(
      columns(Samples.books).map(\.header) == [
        "Title *", "Shelf", "Bought on", "Lent", "Tags", "Action", "Notes",
      ])
  }

  @Test func refusedSecret_hasNoColumn() {
    #expect(!columns(Samples.books).map(\.label).contains("pin"))
  }

  @Test func keyWithADefault_isNotMarked() {
    var table = Samples.books
    table.fields[0].defaultValue = .path(FieldPath("shelf_code"))
    #expect(columns(table)[0].header == "Title")
  }

  @Test func ownActionField_replacesTheControlColumn() {
    var table = Samples.books
    table.fields = [table.fields[0], Field(name: "action", type: .string)]
    #expect(columns(table).map(\.label) == ["Title", "action", "Notes"])
  }

  @Test(
    arguments: [
      (
        "shelf_code",
        "Required\n\nFormat: code, stored in upper case\nExample: A-01"
      ),
      ("kind", "Optional\n\nValues: open, closed\nWhen blank: open"),
      ("places", "Optional\n\nFormat: whole number, 1 to 500"),
    ])
  func notes(field: String, expected: String) throws {
    let index = try #require(Samples.shelves.fieldIndex(named: field))
    #expect(columns(Samples.shelves)[index].note == expected)
  }

  @Test func conditionalReference_saysWhenAndWhere() {
    #expect(
      columns(Samples.books)[1].note
        == "Required when Bought on is given\n\nFormat: code, stored in upper case\n"
        + "Refers to: Shelves")
  }

  @Test func identityColumns_nameEachOther() {
    var table = Samples.books
    table.naturalKey = ["shelf_code", "title"]
    table.identities = [TableSchema.Identity(fields: ["title", "shelf_code"], table: "shelves")]
    let columns = columns(table)
    #expect(columns[0].header == "Title")
    #expect(columns[0].note.hasPrefix("Fill in Title or Shelf, or both\n"))
  }

  @Test(
    arguments: [
      (FieldType.code, "@"), (.phone, "@"), (.postalCode, "@"), (.string, "@"), (.list, "@"),
      (.date, "yyyy-mm-dd"), (.time, "hh:mm"), (.dateTime, "yyyy-mm-dd hh:mm"), (.integer, "0"),
      (.money, "#,##0.00"), (.decimal, nil), (.boolean, nil),
    ] as [(FieldType, String?)])
  func numberFormats(type: FieldType, expected: String?) {
    let table = TableSchema(name: "t", fields: [Field(name: "f", type: type)])
    #expect(columns(table)[0].numberFormat == expected)
  }

  @Test func timeAloneInADateTime_staysText() {
    var field = Field(name: "f", type: .dateTime)
    field.dateFrom = FieldPath("session.start")
    #expect(columns(TableSchema(name: "t", fields: [field]))[0].numberFormat == "@")
  }

  @Test(
    arguments: [("en", ["yes", "no"]), ("fr", ["oui", "non"]), ("es", ["sí", "no"])]
      as [(Language, [String])])
  func booleans_offerTheLanguagesWords(language: Language, words: [String]) {
    guard case .values(let values, isClosed: true) = columns(Samples.books, language)[3].choices
    else {
      Issue.record("no choices")
      return
    }
    #expect(values == words)
  }

  /// A header that a reader would not fold back to its field is a template nobody can import.
  @Test(arguments: Language.spoken)
  func headersOfThePackage_foldToTheirFields(language: Language) throws {
    let path = try checkoutRoot().appendingPathComponent("Schemas/exam-platform").path
    let package = try PackageLoader.load(path: path)
    #expect(package.tables.count >= 8)
    for table in package.tables {
      for (field, column) in zip(
        table.templateFields, table.templateColumns(in: language, of: package))
      {
        #expect(
          fold(column.header) == fold(field.label.text(in: language)), "\(table.name).\(field.name)"
        )
        #expect(!column.note.contains("`"), "\(table.name).\(field.name)")
      }
    }
  }
}
