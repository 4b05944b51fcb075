import Foundation
import TestSupport
import Testing

@testable import RegistrarCommands

/// What of a folder is validated, what is whole, and how answers are called.
@Suite struct WatchedFileTests {
  @Test(arguments: [
    ("a.xlsx", true), ("A.XLSX", true), ("a.csv", true), ("a.tsv", true), ("a.xlsm", true),
    ("a.json", true), ("a.NDJSON", true), ("a.jsonl", true), ("a.json.part", false),
    ("old.xls", true), ("a.ods", true), ("a.checked.xlsx", true), ("~$a.xlsx", false),
    (".~lock.a.xlsx#", false), (".a.xlsx", false), ("a.xlsx.tmp", false), ("a.tmp", false),
    ("~WRL0001.tmp", false), ("a.checked.html", false), ("a.xlsx.crdownload", false),
    ("a.xlsx.part", false), ("xlsx", false), ("notes.txt", false), ("~a.xlsx", false),
  ])
  func names(_ name: String, isInput: Bool) {
    #expect(WatchedFile.isInput(name) == isInput)
  }

  @Test(arguments: [
    ("a.xlsx", 1, "a.checked.xlsx", "a.checked.html"),
    ("a.xlsx", 2, "a.checked-2.xlsx", "a.checked-2.html"),
    ("a.b.csv", 1, "a.b.checked.xlsx", "a.b.checked.html"),
    ("macros.XLSM", 1, "macros.checked.xlsm", "macros.checked.html"),
    ("a.checked.xlsx", 1, "a.checked-2.xlsx", "a.checked-2.html"),
    ("a.checked-2.xlsx", 1, "a.checked-3.xlsx", "a.checked-3.html"),
    ("a.checked-2.xlsx", 2, "a.checked-4.xlsx", "a.checked-4.html"),
    (
      "a.checked-99999999999999999999.xlsx", 1, "a.checked-99999999999999999999.checked.xlsx",
      "a.checked-99999999999999999999.checked.html"
    ),
  ])
  func answers(_ name: String, number: Int, copy: String, page: String) {
    let names = AnswerNames(of: name, number: number)
    #expect(names.copy == copy)
    #expect(names.page == page)
  }

  @Test func linksAndFolders_areNoFiles() throws {
    let scratch = try ScratchFolder()
    try scratch.write("a.csv", "x\n")
    let files = FileManager.default
    try files.createDirectory(
      atPath: scratch.path(of: "b.csv"), withIntermediateDirectories: false)
    try files.createSymbolicLink(
      atPath: scratch.path(of: "c.csv"), withDestinationPath: scratch.path(of: "a.csv"))
    #expect(WatchedFile.all(in: scratch.path)?.map(\.name) == ["a.csv"])
    #expect(WatchedFile.all(in: scratch.path(of: "none")) == nil)
  }

  @Test(arguments: [
    ("a.json", "[{\"code\": \"A\"}]\n", true), ("a.json", "[{\"code\": \"A\"}", true),
    ("a.json", "[{\"code\": \"A\"},", false), ("a.ndjson", "{\"code\": \"A\"}\n{\"co", false),
    ("a.ndjson", "{\"code\": \"A\"}\n\n", true), ("a.csv", "code\nA", true),
  ])
  func halfOfJSON_hasNoEnd(_ name: String, text: String, isWhole: Bool) throws {
    let scratch = try ScratchFolder()
    #expect(ArchiveEnd.isThere(try scratch.write(name, text)) == isWhole)
  }

  @Test func halfAnArchive_hasNoEnd() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path(of: "whole.xlsx")
    try WorkbookBuilder().sheet("Sheet1", rows: [["a", "b"], ["1", "2"]]).write(to: path)
    let bytes = [UInt8](try scratch.contents(of: "whole.xlsx"))
    #expect(ArchiveEnd.isThere(path))
    for count in stride(from: 0, to: bytes.count, by: 37) {
      let half = try scratch.write("half.xlsx", Array(bytes.prefix(count)))
      #expect(!ArchiveEnd.isThere(half), "\(count) of \(bytes.count) bytes")
    }
    // The place was reserved, and the rest is still to come.
    let rest = [UInt8](repeating: 0, count: bytes.count - bytes.count / 2)
    let reserved = try scratch.write("reserved.xlsx", Array(bytes.prefix(bytes.count / 2)) + rest)
    #expect(!ArchiveEnd.isThere(reserved))
    let zeros = try scratch.write("zeros.csv", [UInt8](repeating: 0, count: 512))
    #expect(!ArchiveEnd.isThere(zeros))
    #expect(!ArchiveEnd.isThere(try scratch.write("empty.csv", "")))
    #expect(ArchiveEnd.isThere(try scratch.write("text.csv", "a,b\n")))
    #expect(
      ArchiveEnd.isThere(try scratch.write("comment.xlsx", bytes.dropLast(2) + [3, 0, 1, 2, 3])))
  }

  @Test func whatWasDone_isRemembered() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path(of: "memory.json")
    let stamp = WatchedFile.Stamp(size: 1, written: 2)
    var memory = WatchMemory()
    memory.inputs["a.csv"] = WatchMemory.Input(
      sha256: "aa", stamp: stamp, outputs: ["a.checked.xlsx"])
    memory.outputs["a.checked.xlsx"] = WatchMemory.Output(
      input: "a.csv", sha256: "bb", stamp: stamp)
    try memory.save(to: path)
    var read = try #require(WatchMemory(path: path))
    #expect(read == memory)
    #expect(read.isKnown(WatchedFile(name: "a.csv", stamp: stamp)))
    let touched = WatchedFile(name: "a.csv", stamp: WatchedFile.Stamp(size: 1, written: 3))
    #expect(!read.isKnown(touched))
    let isOther = !read.recognizes(touched, sha256: "other")
    let isSame = read.recognizes(touched, sha256: "aa")
    #expect(isOther && isSame)
    #expect(read.isKnown(touched))
    #expect(!read.isKnown(WatchedFile(name: "b.csv", stamp: stamp)))
    #expect(WatchMemory(path: try scratch.write("broken.json", "{")) == nil)
    #expect(WatchMemory(path: try scratch.write("later.json", #"{"version":2}"#)) == nil)
  }
}
