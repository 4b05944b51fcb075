import Foundation
import Schemas
import TabularCore
import TemplateWriting
import Testing

@Suite struct TemplateWriterTests {
  @Test func writeAll_orderedParentsFirst_withOneWorkbookOfAll() throws {
    let scratch = try Scratch()
    let writer = TemplateWriter(package: Samples.package)
    let folder = scratch.path + "/new/folder"
    #expect(
      try writer.writeAll(to: folder, format: .xlsx) == [
        folder + "/shelves.xlsx", folder + "/books.xlsx", folder + "/library.xlsx",
      ])
    #expect(
      try writer.writeAll(to: folder, format: .csv) == [
        folder + "/shelves.csv", folder + "/books.csv",
      ])
    #expect(
      try Scratch.files(below: scratch.path).keys.sorted() == [
        "new/folder/books.csv", "new/folder/books.xlsx", "new/folder/library.xlsx",
        "new/folder/shelves.csv", "new/folder/shelves.xlsx",
      ])
  }

  @Test func writing_twice_givesTheSameBytes() throws {
    let first = try Scratch()
    let second = try Scratch()
    for scratch in [first, second] {
      try TemplateWriter(package: Samples.package).writeAll(to: scratch.path, format: .xlsx)
    }
    #expect(try Scratch.files(below: first.path) == Scratch.files(below: second.path))
  }

  @Test(
    arguments: [
      ("en", "\u{FEFF}Shelf code *,Kind,\"Places, \"\"usual\"\"\",Action,Notes\r\n"),
      ("fr", "\u{FEFF}Code du rayon *,Genre,\"Places, \"\"usual\"\"\",Action,Remarques\r\n"),
      ("es", "\u{FEFF}Shelf code *,Kind,\"Places, \"\"usual\"\"\",Acción,Notas\r\n"),
    ] as [(Language, String)])
  func delimitedText_isTheHeaderLineAlone(language: Language, expected: String) throws {
    let writer = TemplateWriter(package: Samples.package, language: language)
    #expect(writer.delimitedText(of: Samples.shelves) == expected)
    let scratch = try Scratch()
    let path = try writer.write("shelves", to: scratch.path, format: .csv)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(expected.utf8))
  }

  @Test func unknownTable_isNamed() throws {
    let scratch = try Scratch()
    #expect(
      throws: TemplateError(
        .unknownTable, "package `library` has no table `films`", location: "films")
    ) {
      try TemplateWriter(package: Samples.package).write("films", to: scratch.path, format: .csv)
    }
  }

  @Test func folderThatIsAFile_isRefused() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/file"
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(
      throws: TemplateError(.writeFailed, "the folder cannot be made", location: path)
    ) {
      try TemplateWriter(package: Samples.package).writeAll(to: path, format: .xlsx)
    }
  }

  @Test func endlessTexts_areCutToTheRoomThereIs() throws {
    let scratch = try Scratch()
    var table = Samples.shelves
    table.fields[1].label = LocalizedText(String(repeating: "kind ", count: 80))
    table.fields[1].description = LocalizedText(String(repeating: "e\u{301}", count: 40_000))
    let package = DataPackage(name: "library", title: LocalizedText("Library"), tables: [table])
    try TemplateWriter(package: package).write("shelves", to: scratch.path, format: .xlsx)
    #expect(try Scratch.files(below: scratch.path).keys.sorted() == ["shelves.xlsx"])
  }

  @Test func sheetNameTheFormatForbids_leavesNothingBehind() throws {
    let scratch = try Scratch()
    var table = Samples.shelves
    table.sheetName = "Shelves: all"
    let package = DataPackage(name: "library", title: LocalizedText("Library"), tables: [table])
    #expect {
      try TemplateWriter(package: package).write("shelves", to: scratch.path, format: .xlsx)
    } throws: { error in
      (error as? TemplateError)?.code == .refusedContent
    }
    #expect(try Scratch.files(below: scratch.path).isEmpty)
  }
}
