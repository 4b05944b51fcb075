import Foundation
import TestSupport
import Testing

/// `registrar watch` answers each file of a folder once, beside it.
@Suite struct WatchTests {
  private let tool: Registrar
  private let folder: String

  init() throws {
    tool = try Registrar()
    folder = tool.scratch.path(of: "inbox")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  }

  private static let faulty =
    "Location code,Name,Time zone,Kind\nBRA-01,Brampton,Mars/Base,virtual\n"
  private static let sound =
    "Location code,Name,Time zone,Kind,Capacity\nBRA-01,Brampton,America/Toronto,virtual,5\n"

  private func options(_ more: [String] = []) throws -> [String] {
    [
      "watch", "inbox", "--offline", "--interval", "0.1", "--settle", "0.2", "--package",
      try Repository.path(of: "Schemas/exam-platform"),
    ] + more
  }

  private func once(_ more: [String] = []) throws -> Registrar.Result {
    try tool.run(try options(["--once"] + more))
  }

  private func put(_ name: String, _ text: String) throws {
    try tool.scratch.write("inbox/" + name, text)
  }

  private var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        .sorted()
    }
  }

  private func workbook(_ zone: String, to name: String) throws {
    try WorkbookBuilder().sheet(
      "Locations",
      rows: [
        ["Location code *", "Name *", "Time zone *", "Kind", "Capacity"],
        ["BRA-01", "Brampton", .text(zone), "virtual", 5],
      ]
    ).write(to: folder + "/" + name)
  }

  /// Waits for something that the watch does.
  private func wait(_ what: String, until isDone: () throws -> Bool) throws {
    for _ in 0..<600 {
      if try isDone() { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    Issue.record("\(what) did not happen")
  }

  @Test func filesAreAnsweredOnce_andAgainWhenTheyChange() throws {
    try put("places.csv", Self.faulty)
    try workbook("America/Toronto", to: "book.xlsx")
    try put("~$book.xlsx", "lock")
    try put("half.xlsx.tmp", "PK")
    let first = try once()
    #expect(first.status == 1, "\(first.output)\(first.errors)")
    #expect(
      first.output == """
        book.xlsx: No errors → book.checked.xlsx, book.checked.html
        places.csv: 1 error → places.checked.xlsx, places.checked.html

        """)
    let files = [
      "book.checked.html", "book.checked.xlsx", "book.xlsx", "half.xlsx.tmp", "places.checked.html",
      "places.checked.xlsx", "places.csv", "~$book.xlsx",
    ]
    #expect(try names == files)
    let page = String(
      decoding: try tool.scratch.contents(of: "inbox/places.checked.html"), as: UTF8.self)
    #expect(page.contains("Mars/Base") && page.hasSuffix("</html>\n"))
    #expect(ArchiveCheck.isWhole(folder + "/places.checked.xlsx"))

    // The same bytes with a new time are the same file, and so are our own answers.
    try put("places.csv", Self.faulty)
    try tool.scratch.write(
      "inbox/book.checked.xlsx", [UInt8](try tool.scratch.contents(of: "inbox/book.checked.xlsx")))
    let second = try once()
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output == "")
    #expect(try names == files)

    try put("places.csv", Self.sound)
    let third = try once()
    #expect(third.status == 0, "\(third.errors)")
    #expect(third.output == "places.csv: No errors → places.checked.xlsx, places.checked.html\n")
    #expect(try names == files)
  }

  /// What somebody types into a marked copy is kept, and answered like any other file.
  @Test func aCorrectedCopy_isAnsweredAndNotReplaced() throws {
    try workbook("Mars/Base", to: "book.xlsx")
    #expect(try once().status == 1)
    try workbook("America/Toronto", to: "book.checked.xlsx")
    let corrected = try tool.scratch.contents(of: "inbox/book.checked.xlsx")
    let second = try once()
    #expect(second.status == 0, "\(second.errors)")
    #expect(
      second.output
        == "book.checked.xlsx: No errors → book.checked-2.xlsx, book.checked-2.html\n")
    try workbook("Moon/Base", to: "book.xlsx")
    let third = try once()
    #expect(
      third.output == "book.xlsx: 1 error → book.checked-3.xlsx, book.checked-3.html\n",
      "\(third.errors)")
    #expect(try tool.scratch.contents(of: "inbox/book.checked.xlsx") == corrected)
    #expect(try once().output == "")
  }

  /// Two files that differ in their ending alone have answers of their own.
  @Test func filesOfOneStem_doNotShareAnswers() throws {
    try put("places.csv", Self.faulty)
    try workbook("America/Toronto", to: "places.xlsx")
    #expect(
      try once().output == """
        places.csv: 1 error → places.checked.xlsx, places.checked.html
        places.xlsx: No errors → places.checked-2.xlsx, places.checked-2.html

        """)
  }

  @Test func aSlowWriter_isWaitedFor() throws {
    try workbook("Mars/Base", to: "whole.xlsx")
    let bytes = [UInt8](try tool.scratch.contents(of: "inbox/whole.xlsx"))
    try FileManager.default.removeItem(atPath: folder + "/whole.xlsx")
    let result = try tool.run(try options()) { process in
      let path = folder + "/slow.xlsx"
      try tool.scratch.write("inbox/slow.xlsx", [])
      let file = try #require(FileHandle(forWritingAtPath: path))
      let step = bytes.count / 4 + 1
      for start in stride(from: 0, to: bytes.count, by: step) {
        try file.write(contentsOf: bytes[start..<min(start + step, bytes.count)])
        // Longer than a file must stay as it is: only its end tells that it is whole.
        if start + step < bytes.count { Thread.sleep(forTimeInterval: 0.8) }
        if start + step < bytes.count { #expect(try names == ["slow.xlsx"]) }
      }
      try file.close()
      try wait("the answer") { try names.contains("slow.checked.html") }
      process.terminate()
    }
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "slow.xlsx: 1 error → slow.checked.xlsx, slow.checked.html\n")
    #expect(result.errors.contains("watching inbox"), "\(result.errors)")
  }

  /// A program that writes under another name and renames, as most do, is answered once, and so is each of
  /// two files that are written side by side.
  @Test func aRenamedFile_andTwoWriters_areEachAnsweredOnce() throws {
    let result = try tool.run(try options()) { process in
      try put("part.tmp", Self.faulty)
      Thread.sleep(forTimeInterval: 0.5)
      #expect(try names == ["part.tmp"])
      try FileManager.default.moveItem(
        atPath: folder + "/part.tmp", toPath: folder + "/renamed.csv")
      // Two writers, line by line, each with pauses shorter than a file must stay as it is.
      let lines = Self.faulty.split(separator: "\n")
      try put("a.csv", "")
      try put("b.csv", "")
      let writers = try ["a", "b"].map { name in
        try #require(FileHandle(forWritingAtPath: folder + "/\(name).csv"))
      }
      for line in lines {
        for writer in writers { try writer.write(contentsOf: Data((line + "\n").utf8)) }
        Thread.sleep(forTimeInterval: 0.05)
      }
      for writer in writers { try writer.close() }
      try wait("the answers") {
        try ["a", "b", "renamed"].allSatisfy { try names.contains($0 + ".checked.html") }
      }
      // The same name over a file that was answered, by a rename again.
      try put("part.tmp", Self.sound)
      #expect(rename(folder + "/part.tmp", folder + "/renamed.csv") == 0)
      try wait("the second answer") {
        !String(
          decoding: try tool.scratch.contents(of: "inbox/renamed.checked.html"), as: UTF8.self
        ).contains("Mars/Base")
      }
      Thread.sleep(forTimeInterval: 0.4)
      process.terminate()
    }
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.split(separator: "\n").sorted() == [
        "a.csv: 1 error → a.checked.xlsx, a.checked.html",
        "b.csv: 1 error → b.checked.xlsx, b.checked.html",
        "renamed.csv: 1 error → renamed.checked.xlsx, renamed.checked.html",
        "renamed.csv: No errors → renamed.checked.xlsx, renamed.checked.html",
      ])
  }

  /// A file that is damaged for good is answered too, by the page.
  @Test func aDamagedFile_isToldByThePage() throws {
    try workbook("America/Toronto", to: "cut.xlsx")
    let bytes = [UInt8](try tool.scratch.contents(of: "inbox/cut.xlsx"))
    try tool.scratch.write("inbox/cut.xlsx", Array(bytes.prefix(bytes.count / 2)))
    let result = try once(["--patience", "0.5"])
    #expect(result.status == 3, "\(result.output)\(result.errors)")
    #expect(result.output == "cut.xlsx: 1 error → cut.checked.html\n")
    #expect(try names == ["cut.checked.html", "cut.xlsx"])
  }

  @Test func twoProcesses_doNotWatchOneFolder() throws {
    let result = try tool.run(try options()) { process in
      try wait("the lock") {
        FileManager.default.fileExists(atPath: folder + "/.registrar-watch/lock")
      }
      Thread.sleep(forTimeInterval: 0.3)
      let other = try once()
      #expect(other.status == 5, "\(other.output)\(other.errors)")
      #expect(other.errors.contains("another process watches inbox already"))
      kill(process.processIdentifier, SIGINT)
    }
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func usage() throws {
    #expect(try tool.run(["watch", "none"]).status == 2)
    try tool.scratch.write("file.csv", "x")
    let file = try tool.run(["watch", "file.csv"])
    #expect(file.status == 2 && file.errors.contains("it is not a folder"), "\(file.errors)")
    #expect(try tool.run(["watch", "inbox", "--interval", "0"]).status == 2)
    let french = try once(["--language", "fr"])
    #expect(french.status == 0, "\(french.errors)")
    try put("places.csv", Self.faulty)
    #expect(try once(["--language", "fr"]).output.hasPrefix("places.csv : 1 erreur → "))
  }
}

/// Whether a file is a whole archive, by its end.
private enum ArchiveCheck {
  static func isWhole(_ path: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: path) else { return false }
    return data.count > 22 && data.starts(with: [0x50, 0x4B, 3, 4])
      && [UInt8](data.suffix(22).prefix(4)) == [0x50, 0x4B, 5, 6]
  }
}
