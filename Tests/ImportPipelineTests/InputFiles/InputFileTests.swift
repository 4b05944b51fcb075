import DelimitedText
import Foundation
import TabularCore
import TestSupport
import Testing

@testable import ImportPipeline

/// Opening a file: what it is recognised as, and what is refused with which words.
struct InputFileTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]

  struct Recognised: Sendable {
    var name: String
    var bytes: [UInt8]
    var kind: InputFile.Kind
  }

  @Test(arguments: [
    Recognised(name: "a.csv", bytes: Array("id\n1\n".utf8), kind: .delimited),
    Recognised(name: "a.TSV", bytes: Array("id\tb\n".utf8), kind: .delimited),
    Recognised(name: "a.dat", bytes: Array("id;b\n".utf8), kind: .delimited),
    Recognised(name: "plain", bytes: Array("id\n".utf8), kind: .delimited),
    Recognised(name: ".csv", bytes: Array("id\n".utf8), kind: .delimited),
    Recognised(name: "tags.csv", bytes: Array("<DATE>,<TIME>\n".utf8), kind: .delimited),
    Recognised(name: "u.csv", bytes: [0xFF, 0xFE, 0x61, 0, 0x0A, 0], kind: .delimited),
    Recognised(name: "w.csv", bytes: [0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0], kind: .delimited),
    Recognised(name: "a.json", bytes: Array("[{\"id\": 1}]".utf8), kind: .json),
    Recognised(name: "a.NDJSON", bytes: Array("{\"id\": 1}\n".utf8), kind: .json),
    Recognised(name: "a.jsonl", bytes: Array("{\"doc_id\": 1}\n".utf8), kind: .json),
    Recognised(name: "a.json", bytes: Array("nothing, really\n".utf8), kind: .json),
    Recognised(name: "a.json", bytes: [0xFF, 0xFE, 0x5B, 0], kind: .json),
    Recognised(name: "plain", bytes: Array(" {\"id\": 1}".utf8), kind: .json),
    Recognised(name: "a.csv", bytes: Array("{id},[name]\n".utf8), kind: .delimited),
    Recognised(name: "a.csv", bytes: Array("[id],{name}\n".utf8), kind: .delimited),
    Recognised(name: "a.xlsx", bytes: zip, kind: .workbook),
    Recognised(name: "a.XLSM", bytes: zip, kind: .workbook),
    Recognised(name: "a", bytes: zip, kind: .workbook),
    Recognised(name: "a.xls", bytes: compound, kind: .workbook),
    Recognised(name: "a.csv", bytes: compound, kind: .workbook),
  ])
  func kind_followsTheContent(_ file: Recognised) throws {
    let opened = try InputFile(path: try scratch.write(file.name, file.bytes))
    #expect(opened.kind == file.kind)
    #expect(opened.displayName == file.name)
    #expect(opened.byteCount == file.bytes.count)
  }

  struct Refused: Sendable {
    var name: String
    var bytes: [UInt8]
    var content: IssueContent

    static func misnamed(
      _ name: String, _ bytes: [UInt8], _ found: String, _ expected: String
    ) -> Refused {
      Refused(
        name: name, bytes: bytes,
        content: .fileUnknownFormat(.misnamed(found: found, expected: expected)))
    }

    static func format(_ name: String, _ bytes: [UInt8], _ found: String) -> Refused {
      Refused(
        name: name, bytes: bytes, content: .fileUnknownFormat(.foreign(found: found)))
    }

    static func companion(
      _ name: String, _ bytes: [UInt8], _ found: String, _ owner: String
    ) -> Refused {
      Refused(
        name: name, bytes: bytes,
        content: .fileUnknownFormat(.companion(found: found, owner: owner)))
    }

    static func pointer(_ name: String, _ text: String, _ found: String) -> Refused {
      Refused(
        name: name, bytes: Array(text.utf8),
        content: .fileUnknownFormat(.pointer(found: found)))
    }
  }

  @Test(
    arguments: [
      .misnamed("a.xlsx", Array("id,b\n".utf8), "delimited text", "a.csv"),
      .misnamed("a.b.xls", Array("id,b\n".utf8), "delimited text", "a.b.csv"),
      .format("a.csv", zip, "a zip archive that cannot be opened"),
      .format("a.ods", zip, "a zip archive that cannot be opened"),
      .format(
        "a.csv", Array("<?xml version=\"1.0\"?><office:document/>".utf8),
        "a flat OpenDocument file (.fods)"),
      .format(
        "a.mht", Array("MIME-Version: 1.0\nContent-Type: multipart/related".utf8),
        "a web archive (MHTML)"),
      .format("a.csv", Array("ID;PWXL;N;E\n".utf8), "a SYLK file"),
      .format("a.plist", Array("bplist00\0".utf8), "a property list"),
      .companion(
        "~$a.xlsx", [6] + Array("Ann Li".utf8) + [UInt8](repeating: 0x20, count: 48),
        "the owner file that Excel keeps while a workbook is open", "a.xlsx"),
      .companion(
        "~$a.csv", [], "the owner file that Excel keeps while a workbook is open", "a.csv"),
      .companion(
        ".~lock.a.ods#", Array(",ann,ops1,01.01.2027 09:00,file:///a;".utf8),
        "the lock file that LibreOffice keeps while a document is open", "a.ods"),
      .companion(
        "._a.xlsx", [0, 5, 0x16, 7, 0, 2, 0, 0],
        "the file in which macOS keeps attributes of another", "a.xlsx"),
      .pointer(
        "a.gsheet", "{\"url\":\"https://docs.google.com/open?id=1\",\"doc_id\":\"1\"}",
        "a Google sheet"),
      .pointer(
        "a.xlsx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "a file in Git LFS"),
      .pointer("a.url", "[InternetShortcut]\r\nURL=https://example.org\r\n", "a web page"),
      .format("a.csv", Array("\n <!DOCTYPE html><p>".utf8), "an HTML page"),
      .format("a.xls", Array("<html><table>".utf8), "an HTML page"),
      .format("a.csv", Array("<?xml version=\"1.0\"?><a/>".utf8), "an XML file"),
      .misnamed("a.txt", Array("{\"a\": 1}".utf8), "a JSON file", "a.json"),
      .misnamed("a.xlsx", Array("[{}]".utf8), "a JSON file", "a.json"),
      .format("a.json", Array("a\u{1}\u{2}\u{3}b\0\0".utf8), "a binary file"),
      .format("a.json", Array("<html></html>".utf8), "an HTML page"),
      .format("a.csv", Array("%PDF-1.7\n".utf8), "a PDF document"),
      .format("a.csv", [0x1F, 0x8B, 8, 0], "a gzip archive"),
      .format("a.csv", Array("a\u{1}\u{2}\u{3}b\0\0".utf8), "a binary file"),
      Refused(name: "a.csv", bytes: [], content: .fileEmpty()),
      Refused(name: "a.xlsx", bytes: [], content: .fileEmpty()),
      Refused(name: "a.csv", bytes: [0xEF, 0xBB, 0xBF, 0x0A, 0x20], content: .fileEmpty()),
      Refused(name: "a.csv", bytes: [0xFF, 0xFE, 0x0A, 0, 0x20, 0], content: .fileEmpty()),
      Refused(
        name: "a.csv", bytes: [UInt8](repeating: 0x0A, count: 400_000), content: .fileEmpty()),
    ] as [Refused])
  func refusal(_ file: Refused) throws {
    let path = try scratch.write(file.name, file.bytes)
    let error = #expect(throws: InputFileError.self) { try InputFile(path: path) }
    #expect(error == InputFileError(file.content))
  }

  /// What a zip archive holds decides what is said of it, not what it is called.
  @Test(
    arguments: [
      (
        "a.ods", "application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet (.ods)"
      ),
      (
        "a.csv", "application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet (.ods)"
      ),
      (
        "a.xlsb", "application/vnd.oasis.opendocument.text",
        "an OpenDocument text document (.odt)"
      ),
    ])
  func openDocument_isCalledWhatItIs(_ name: String, _ type: String, _ found: String) throws {
    let path = scratch.path + "/" + name
    try ZipWriting.write(
      [("mimetype", Array(type.utf8)), ("content.xml", Array("<a/>".utf8))], to: path,
      isStored: true)
    let error = #expect(throws: InputFileError.self) { try InputFile(path: path) }
    #expect(
      error
        == InputFileError(.fileUnknownFormat(.foreign(found: found))))
  }

  @Test func workbooksUnderOtherNames_areToBeRenamed() throws {
    for name in ["a.csv", "a.xlsb", "a.ods"] {
      let path = scratch.path + "/" + name
      try WorkbookBuilder().sheet("S", rows: [["id"]]).write(to: path)
      let error = #expect(throws: InputFileError.self) { try InputFile(path: path) }
      #expect(error == .misnamed("a workbook", expected: "a.xlsx"))
    }
    let binary = scratch.path + "/b.xlsb"
    try WorkbookBuilder().sheet("S", rows: [["id"]])
      .part(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Default Extension=\"rels\""
          + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Override PartName=\"/xl/workbook.xml\""
          + " ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"
      ).write(to: binary)
    let error = #expect(throws: InputFileError.self) { try InputFile(path: binary) }
    #expect(error?.arguments == [IssueArgument("found", "an Excel binary workbook (.xlsb)")])
    #expect(error?.variant == "")
  }

  @Test func ownerFileOfAnOpenWorkbook_isNoNearName() throws {
    _ = try scratch.write("~$venue.xlsx", "x")
    let error = #expect(throws: InputFileError.self) {
      try InputFile(path: scratch.path + "/venues.xlsx")
    }
    #expect(error == .notFound(closest: nil))
  }

  @Test(
    arguments: [
      (["a/x.csv", "b/x.csv", "b/y.csv"], ["a/x.csv", "b/x.csv", "y.csv"]),
      (["/1/may/x.csv", "/2/may/x.csv"], ["/1/may/x.csv", "/2/may/x.csv"]),
      (["x.csv", "./x.csv", "b/x.csv"], ["x.csv", "x.csv", "b/x.csv"]),
      (["/x.csv", "/b/x.csv"], ["x.csv", "/b/x.csv"]),
      (["/may/x.csv", "may/x.csv"], ["/may/x.csv", "may/x.csv"]),
      (["x.csv", "/x.csv", "/y.csv"], ["x.csv", "/x.csv", "y.csv"]),
      (["/r/1/may/x.csv", "/r/2/may/x.csv"], ["1/may/x.csv", "2/may/x.csv"]),
      (["-", "x.csv"], ["-", "x.csv"]), (["x.csv"], ["x.csv"]), ([], []),
    ] as [([String], [String])])
  func namesTellFilesApart(_ paths: [String], _ names: [String]) {
    #expect(DisplayNames.names(of: paths) == names)
  }

  @Test func blanksAndThenText_areNotEmpty() throws {
    let bytes = [UInt8](repeating: 0x0A, count: 400_000) + Array("id\n".utf8)
    #expect(try InputFile(path: scratch.write("late.csv", bytes)).kind == .delimited)
  }

  @Test func absentFile_namesTheNearestOne() throws {
    _ = try scratch.write("Venues_final.xlsx", "x")
    let error = #expect(throws: InputFileError.self) {
      try InputFile(path: scratch.path + "/venues.xlsx")
    }
    #expect(error == .notFound(closest: "Venues_final.xlsx"))
    let other = #expect(throws: InputFileError.self) {
      try InputFile(path: scratch.path + "/rooms.csv")
    }
    #expect(other == .notFound(closest: nil))
    #expect(other?.variant == "alone")
  }

  @Test(arguments: [
    ("venues.csv", ["venues.xlsx", "rooms.csv"], "venues.xlsx"),
    ("venus.csv", ["rooms.csv", "venues.csv", "venues.xlsx"], "venues.csv"),
    ("a.csv", ["b.csv", "c.csv"], nil),
    ("rooms.csv", ["proctors.csv"], nil),
    ("users", ["users-2026-12.csv", "user.csv"], "user.csv"),
  ])
  func nearestName(_ wanted: String, _ names: [String], _ expected: String?) {
    #expect(NearestName.nearest(to: wanted, among: names) == expected)
  }

  @Test func folderAndDevice_areUnreadable() throws {
    let folder = #expect(throws: InputFileError.self) { try InputFile(path: scratch.path) }
    #expect(folder == InputFileError(.fileUnreadable(.folder)))
    let device = #expect(throws: InputFileError.self) { try InputFile(path: "/dev/null") }
    #expect(device == .unreadable("it is not a regular file"))
  }

  @Test func namedPipe_isRefusedWithoutWaiting() throws {
    let path = scratch.path + "/pipe.csv"
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: InputFileError.self) { try InputFile(path: path) }
    #expect(error == .unreadable("it is not a regular file"))
  }

  @Test func link_isFollowed() throws {
    let path = try scratch.write("real.csv", "id\n")
    let link = scratch.path + "/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let opened = try InputFile(path: link)
    #expect(opened.displayName == "link.csv")
    #expect(opened.byteCount == 3)
  }

  @Test func fileOverTheLimit_isTooLarge() throws {
    var limits = Limits()
    limits[.fileSize] = 4
    let path = try scratch.write("a.csv", "12345")
    let error = #expect(throws: InputFileError.self) { try InputFile(path: path, limits: limits) }
    #expect(error == .tooLarge(limits))
    #expect(error?.variant == "file-size")
    limits[.fileSize] = 5
    #expect(try InputFile(path: path, limits: limits).byteCount == 5)
  }

  @Test func stream_isSpooledWithinTheLimit() throws {
    var limits = Limits()
    limits[.fileSize] = 8
    let path = try scratch.write("stream", "id,b\n1,2")
    let stream = open(path, O_RDONLY)
    let file = try OpenFile(spooling: stream, limits: limits)
    close(stream)
    #expect(file.byteCount == 8)
    #expect(try file.bytes(at: 5, count: 10) == Array("1,2".utf8))
    limits[.fileSize] = 7
    let again = open(path, O_RDONLY)
    #expect(throws: InputFileError.tooLarge(limits)) {
      try OpenFile(spooling: again, limits: limits)
    }
    close(again)
  }

  @Test func hash_isThatOfTheBytesThatWereOpened() throws {
    let path = try scratch.write("a.csv", "abc")
    let opened = try InputFile(path: path)
    try FileManager.default.removeItem(atPath: path)
    _ = try scratch.write("a.csv", "other")
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try opened.sha256() == expected)
    #expect(try opened.sha256() == expected)
  }

  @Test func source_givesTheBytesAtAnyPlace() throws {
    let opened = try InputFile(path: try scratch.write("a.csv", "id,b\n1,2\n"))
    let reader = try DelimitedReader(opened.source)
    var batch = RowBatch()
    #expect(try reader.next(into: &batch, maximumRows: 10))
    #expect(batch.rows.map(\.number) == [1, 2])
    #expect(batch.cells.map { batch.text(of: $0) } == ["id", "b", "1", "2"])
  }
}
