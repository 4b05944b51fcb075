import Foundation
import TestSupport
import Testing

@testable import Submissions

/// Files that arrive.
@Suite struct DeskFileTests {
  @Test func names_areMadeSafe() {
    let cases: [(String, String?)] = [
      ("rooms.xlsx", "rooms.xlsx"), ("C:\\temp\\Rooms 2.XLSX", "Rooms 2.xlsx"),
      ("../../etc/passwd.csv", "passwd.csv"), ("/.hidden.csv", "hidden.csv"),
      ("--validate.csv", "validate.csv"), ("a\u{0}b\n.csv", "a_b_.csv"),
      ("$(id);|.json", "_(id)__.json"),
      ("salles d’examen.csv", "salles d_examen.csv"), ("e\u{301}te\u{301}.tsv", "été.tsv"),
      ("\u{202E}fdp.xlsx.csv", "_fdp.xlsx.csv"), ("教室.ndjson", "教室.ndjson"), (".csv", "file.csv"),
      ("rooms", nil), ("rooms.xls", nil), ("rooms.csv.exe", nil), ("", nil),
      ("rooms.csv/", "rooms.csv"),
    ]
    for (name, safe) in cases { #expect(UploadName.safe(name) == safe, "\(name)") }
    #expect(UploadName.safe(String(repeating: "x", count: 5_000) + ".csv")?.count == 104)
    let files = ["a.csv", "A.csv", "a-2.csv", "a.csv"].map {
      StoredFile(id: "", name: $0, sha256: "", bytes: 0)
    }
    let names = SubmissionDesk.distinct(files).map { $0.name.lowercased() }
    #expect(Set(names).count == 4)
  }

  @Test func anUpload_isBounded_andLeavesNothing() throws {
    let scratch = try ScratchFolder()
    var limits = UploadLimits()
    limits.fileBytes = 10
    limits.freeBytes = 0
    let folder = try UploadFolder(scratch.path(of: "desk"), limits: limits)
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/files")
    }
    let writer = try folder.begin(name: "a.csv")
    try writer.write(Array("12345".utf8))
    try writer.write(Array("67890".utf8))
    let file = try writer.finish()
    #expect(file.bytes == 10 && file.name == "a.csv")
    #expect(file.sha256 == "c775e7b757ede630cd0aa1113bd102661ab38829ca52a6422ab782862f268646")
    #expect(try names() == [file.id])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path(of: file))
    #expect(mode[.posixPermissions] as? Int == 0o600)

    let large = try folder.begin(name: "b.csv")
    #expect(throws: DeskError.self) { try large.write([UInt8](repeating: 65, count: 11)) }
    #expect(throws: DeskError.self) { try large.finish() }
    do {
      let left = try folder.begin(name: "c.csv")
      try left.write([65])
    }
    try folder.begin(name: "d.csv").cancel()
    #expect(throws: DeskError.self) { try folder.begin(name: "d.exe") }
    #expect(try names() == [file.id])
    limits.freeBytes = .max
    let full = try UploadFolder(folder.path, limits: limits)
    #expect(full.id == folder.id)
    #expect(throws: DeskError.self) { try full.begin(name: "e.csv") }
  }
}
