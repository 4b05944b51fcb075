import Foundation
import StoreTesting
import TestSupport
import Testing

/// Passwords are stored as salted Argon2id hashes, and stand nowhere else in any form.
@Suite("Secrets that are hashed", .serialized)
struct HashedSecretTests {
  private static let first = "Open-Sesame9"
  private static let second = "Close-Sesame8"

  private func run(
    _ tool: ToolProcess, _ arguments: [String]
  ) throws -> ToolProcess.Result {
    try tool.run(
      [
        "import", "members.csv", "--package", "club", "--report", "json:r.json", "--report",
        "ndjson:r.ndjson", "--report", "text", "--verbose",
      ] + arguments)
  }

  private func hash(_ store: StoreUnderTest, _ login: String) throws -> String {
    try store.ask("SELECT password_hash FROM members WHERE login = '\(login)'").first ?? ""
  }

  @Test(arguments: StoreKind.allCases)
  func aPasswordIsStoredAsItsHashAndNowhereElse(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write(
      "members.csv",
      "login,name,password\nA1,Ann,\(Self.first)\nB1,Ben,\(Self.first)\nC1,Cy,\n")
    let planned = try run(tool, ["--plan-out", "p.plan"])
    #expect(planned.status == 0, "\(planned.output)\(planned.errors)")
    let result = try run(tool, ["--execute"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let hashes = try ["A1", "B1", "C1"].map { try hash(store, $0) }
    #expect(
      hashes[0].wholeMatch(
        of: /\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+\/]{22}\$[A-Za-z0-9+\/]{43}/) != nil,
      "\(hashes)")
    // Equal passwords have salts of their own.
    #expect(hashes[0] != hashes[1] && hashes[2] == "-", "\(hashes)")

    // The same file again changes nothing, and keeps the hash.
    let again = try run(tool, ["--execute"])
    #expect(again.output.contains("Nothing changed"), "\(again.output)")
    #expect(try hash(store, "A1") == hashes[0])

    // Another password is an update.
    try tool.scratch.write("members.csv", "login,password\nA1,\(Self.second)\n")
    let changed = try run(tool, ["--execute"])
    #expect(
      changed.status == 0 && changed.output.contains("1 record was written"), "\(changed.output)")
    let newer = try hash(store, "A1")
    #expect(newer.hasPrefix("$argon2id$") && newer != hashes[0])
    // By hand, too.
    try store.execute("UPDATE members SET password_hash = '\(hashes[1])' WHERE login = 'A1'")
    try tool.scratch.write("members.csv", "login,password\nA1,\(Self.second)\n")
    let edited = try run(tool, ["--execute"])
    #expect(edited.output.contains("warning[store.manual-edit]"), "\(edited.output)")

    // Nothing of it stands in a journal, a note of an edit, a report, a plan or what was printed.
    let texts =
      try [
        planned, result, again, changed, edited,
      ].flatMap { [$0.output, $0.errors] }
      + ["r.json", "r.ndjson", "p.plan"].map {
        String(decoding: try tool.scratch.contents(of: $0), as: UTF8.self)
      }
      + ["registrar_journal", "registrar_edits", "registrar_runs", "registrar_secrets"].flatMap {
        try store.ask("SELECT * FROM \($0)")
      }
    for secret in [Self.first, Self.second] + hashes.prefix(2) + [newer, "argon2id"] {
      #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
    }
    for words in [["trace", "members", "A1"], ["verify"], ["undo", "A1"]] {
      let shown = try tool.run(words + ["--package", "club"])
      #expect(!(shown.output + shown.errors).contains("argon2id"), "\(words): \(shown.output)")
    }
  }

  /// A deletion does not keep the hash; an undo brings the record back without it.
  @Test(arguments: StoreKind.allCases)
  func anUndoneDeletionHasNoHash(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write("members.csv", "login,name,password\nA1,Ann,\(Self.first)\n")
    #expect(try run(tool, ["--execute"]).status == 0)
    try tool.scratch.write("members.csv", "login,action\nA1,delete\n")
    let deleted = try run(
      tool,
      ["--execute", "--allow-delete", "--approve", "guard.delete-limit=1", "--approver", "Ada"])
    #expect(deleted.output.contains("1 record was written"), "\(deleted.output)")
    #expect(
      try !store.ask("SELECT before_json FROM registrar_journal").joined().contains("argon2id"))
    let undone = try tool.run(["undo", "A2", "--execute", "--package", "club"])
    #expect(undone.output.contains("run.undo-kept"), "\(undone.output)\(undone.errors)")
    #expect(try store.ask("SELECT login, name, password_hash FROM members") == ["A1|Ann|-"])
  }

  /// A stored text that asks for gigabytes is not checked, and replaced.
  @Test(arguments: StoreKind.allCases)
  func aHostileHashIsNotChecked(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write("members.csv", "login,password\nA1,\(Self.first)\n")
    #expect(try run(tool, ["--execute"]).status == 0)
    for hostile in [
      "$argon2id$v=19$m=4194304,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
        + String(repeating: "A", count: 43),
      "$argon2id$v=19$m=65536,t=4000000000,p=1$AAAAAAAAAAAAAAAAAAAAAA$A", "$argon2id$", "x", "",
    ] {
      try store.execute("UPDATE members SET password_hash = '\(hostile)'")
      let result = try run(tool, ["--execute", "--overwrite-manual"])
      #expect(result.status == 0, "\(hostile): \(result.output)\(result.errors)")
      #expect(try hash(store, "A1").hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"), "\(hostile)")
    }
  }

  /// Hashes of the password itself, each a little dearer than allowed in one parameter: a check would
  /// find them right, so they are replaced only because they are not checked.
  @Test(arguments: StoreKind.allCases)
  func aHashBeyondTheBoundsIsReplacedThoughItIsRight(_ kind: StoreKind) throws {
    let store = try StoreUnderTest(kind)
    let tool = try ToolProcess(store: store.place)
    try MemberPackage.write(into: tool.scratch)
    try tool.scratch.write("members.csv", "login,password\nA1,\(Self.first)\n")
    #expect(try run(tool, ["--execute"]).status == 0)
    let salt = "MDEyMzQ1Njc4OWFiY2RlZg"
    for (parameters, tag, isKept) in [
      ("m=8,t=1,p=1", "pb597qfYpVxEVh86/IcKVR3tC+NaVYT5pDQcPObZKbs", true),
      ("m=8,t=17,p=1", "nNwADI6F9QqRIKANNFLsKxzNUcTMAao0i7aNYERQJ8Y", false),
      ("m=136,t=1,p=17", "6/LAO99qXzdzoKOkvek+o7drO4Hq21RU0pv4MPdSFkY", false),
      ("m=262152,t=1,p=1", "Psfsrj/vXZZiE9Y+gp+izp+P15Hb9raT5aFsqs0Wf0Y", false),
    ] {
      let stored = "$argon2id$v=19$\(parameters)$\(salt)$\(tag)"
      try store.execute("UPDATE members SET password_hash = '\(stored)'")
      let result = try run(tool, ["--execute", "--overwrite-manual"])
      #expect(result.status == 0, "\(parameters): \(result.output)\(result.errors)")
      let now = try hash(store, "A1")
      #expect((now == stored) == isKept, "\(parameters): \(now)")
      #expect(now.hasPrefix("$argon2id$v=19$"), "\(parameters): \(now)")
    }
  }
}
