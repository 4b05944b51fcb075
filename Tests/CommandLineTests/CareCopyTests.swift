import Foundation
import TestSupport
import Testing

/// Files that were imported are put away, old values expire, and a copy for tests has nobody's data.
@Suite struct CareCopyTests {
  private let tool: Registrar

  init() throws { tool = try Registrar() }

  private func run(_ words: [String], at time: String = "2027-03-06T09:14:02Z") throws
    -> Registrar.Result
  {
    try tool.run(words, ["REGISTRAR_NOW": time, "LANG": "C"])
  }

  private var package: [String] {
    get throws { ["--package", try Repository.path(of: "Schemas/student-management")] }
  }
  private let store = ["--store", "sqlite:s.sqlite"]

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: tool.scratch.path(of: folder)).sorted()
  }

  private func write(_ users: String) throws {
    try tool.scratch.write("users.csv", "email,role,first_name,last_name\n" + users)
  }

  @Test func filesMove_oldValuesExpire_andACopyIsMade() throws {
    try write("bartholomew@school.edu,student,Bartholomew,Quillfeather\n")
    let imported = ["import", "users.csv", "--execute", "--archive", "done"] + store
    let first = try run(imported + package)
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    #expect(first.errors.contains("1 file moved to done"), "\(first.errors)")
    #expect(!FileManager.default.fileExists(atPath: tool.scratch.path(of: "users.csv")))
    #expect(try names(in: "done").count == 2)
    let sums = try tool.scratch.contents(
      of: "done/" + (names(in: "done").first { $0.hasSuffix(".sha256") } ?? ""))
    #expect(String(decoding: sums, as: UTF8.self).contains("-users.csv\n"))

    // An import that fails leaves its files, and so does one that only validates.
    try write("no address,student,Ann,Head\n")
    #expect(try run(imported + package).status == 1)
    #expect(try names(in: ".").contains("users.csv"))
    let refused = try run(["import", "users.csv", "--archive", "done"] + store + package)
    #expect(refused.status == 2, "\(refused.errors)")

    // The same name again replaces nothing.
    try write("bartholomew@school.edu,student,Bartholomew,Quillfeather-Adams\n")
    #expect(try run(imported + package).status == 0)
    #expect(try names(in: "done").count == 4)

    let expire = ["expire", "--older-than", "30d"] + store
    #expect(try run(expire, at: "2027-03-20T00:00:00Z").output.contains("no run ended before"))
    let told = try run(expire, at: "2027-05-01T00:00:00Z")
    #expect(told.output.contains("2 runs would be expired"), "\(told.output)\(told.errors)")
    let done = try run(expire + ["--execute"], at: "2027-05-01T00:00:00Z")
    #expect(done.output.contains("2 runs expired by"), "\(done.output)\(done.errors)")
    let audit = try run(["audit", "verify"] + store)
    #expect(audit.status == 0)
    #expect(audit.output.contains("expired, as "), "\(audit.output)")
    #expect(try run(["expire", "--older-than", "soon"] + store).status == 2)

    let scramble = [
      "scramble", "--from", "sqlite:s.sqlite", "--to", "sqlite:copy.sqlite", "--key-file",
      "copy.key",
    ]
    let copied = try run(try scramble + package)
    #expect(copied.status == 0, "\(copied.output)\(copied.errors)")
    #expect(copied.output.contains("users: 1 record"), "\(copied.output)")
    let key = String(decoding: try tool.scratch.contents(of: "copy.key"), as: UTF8.self)
    #expect(!(copied.output + copied.errors).contains(key.prefix(8)))
    let bytes = String(decoding: try tool.scratch.contents(of: "copy.sqlite"), as: UTF8.self)
      .lowercased()
    for word in ["bartholomew", "quillfeather"] { #expect(!bytes.contains(word)) }
    #expect(bytes.contains("@example.invalid"))
    #expect(try run(try scramble + package).status == 2)
    let marked = try run(["store", "mark", "--production", "live", "--store", "sqlite:s.sqlite"])
    #expect(marked.status == 0, "\(marked.errors)")
    let inUse = try run(
      try ["scramble", "--from", "sqlite:copy.sqlite", "--to", "sqlite:s.sqlite"] + package)
    #expect(inUse.status == 4)
    #expect(inUse.errors.contains("`scramble` is not allowed on production target `live`"))
  }
}
