import Foundation
import ImportPipeline
import ImportService
import RecordExport
import TabularCore
import TestSupport
import Testing

/// Sets of version 1.1, whose roles lie in the file of users, and columns that senders added.
@Suite struct RosterVersionTests {
  private let setting: ExportSetting
  private let store: String

  init() throws {
    setting = try ExportSetting("oneroster")
    store = setting.path("s.sqlite")
  }

  private static let roles = """
    SELECT sourced_id || ' ' || role_type || ' ' || role || ' ' || status FROM roles ORDER BY 1
    """

  private func fill(_ set: RosterSet, into other: String? = nil) throws {
    let report = try setting.importing(set, into: other ?? store)
    try #require(report.run.isWritten, "\(report.errorTexts)")
    #expect(report.told == [])
  }

  @Test func rolesOfUsers_becomeRows_andLeaveAsTheyCame() throws {
    try fill(.old)
    #expect(
      try setting.values(Self.roles, in: store) == [
        "u-1.o-1 primary student active", "u-1.o-2 primary student active",
        "u-2.o-2 primary teacher active",
      ])
    // Version 1.1 leaves the store as it came.
    let old = try setting.exporting(from: store, to: "old", .exchange, version: "1.1")
    #expect(old.issues.isEmpty)
    #expect(try RosterSet.contents(of: old.paths[0]) == RosterSet.old.contents)
    #expect(try setting.importing(old.paths, into: store, .validate).changedCount == 0)

    // The newest version has them as rows; it says the same to another store.
    let new = try setting.export(from: store, to: "new", .exchange)
    let files = try RosterSet.contents(of: new[0])
    #expect(files["roles.csv"]?.count == 4)
    #expect(files["users.csv"]?[0].contains("orgSourcedIds") == false)
    let other = setting.path("t.sqlite")
    let moved = try setting.importing(new, into: other)
    #expect(moved.run.isWritten, "\(moved.errorTexts)")
    let again = try setting.export(from: other, to: "again", .exchange)
    #expect(try RosterSet.contents(of: again[0]) == files)
    let back = try setting.exporting(from: other, to: "back", .exchange, version: "1.1")
    #expect(try RosterSet.contents(of: back.paths[0]) == RosterSet.old.contents)
  }

  @Test func rolesThatUsersNoLongerHave_areMarked() throws {
    try fill(.old)
    // A file of all records names all roles.
    try fill(RosterSet.old.replacing("\"o-1,o-2\"", with: "o-2", in: "users.csv"))
    #expect(
      try setting.values(Self.roles, in: store) == [
        "u-1.o-1 primary student tobedeleted", "u-1.o-2 primary student active",
        "u-2.o-2 primary teacher active",
      ])
    // A file of changes names those of the persons in it, and only those.
    var changes = RosterSet.old
    changes.mode = "delta"
    changes.files = [
      "users.csv": RosterSet.old.files["users.csv"]?.split(separator: "\n").prefix(2)
        .joined(separator: "\n")
        .replacing("u-1,,,true", with: "u-1,active,2026-11-01T08:00:00.000Z,true")
        .replacing("\"o-1,o-2\"", with: "o-1") ?? ""
    ]
    try fill(changes)
    #expect(
      try setting.values(Self.roles, in: store) == [
        "u-1.o-1 primary student active", "u-1.o-2 primary student tobedeleted",
        "u-2.o-2 primary teacher active",
      ])
    let written = try setting.exporting(
      from: store, to: "changes", .exchangeOfChanges, version: "1.1")
    let users = try #require(try RosterSet.contents(of: written.paths[0])["users.csv"])
    #expect(users.count == 2 && users[1].contains(",o-1,student,"))
  }

  /// What 1.1 has no word for is told; its `administrator` is no word of 1.2.
  @Test func wordsOfOneVersion_areToldInTheOther() throws {
    try fill(RosterSet.old.replacing("o-2,teacher", with: "o-2,administrator", in: "users.csv"))
    #expect(
      try setting.values(Self.roles, in: store).last == "u-2.o-2 primary ext:administrator active")
    let back = try setting.exporting(from: store, to: "old", .exchange, version: "1.1")
    #expect(back.issues.isEmpty)
    #expect(
      try RosterSet.contents(of: back.paths[0])["users.csv"]?.last?.contains(",o-2,administrator,")
        == true)
    let other = setting.path("t.sqlite")
    try fill(
      RosterSet.whole.replacing("secondary,proctor", with: "secondary,counselor", in: "roles.csv"),
      into: other)
    let result = try setting.exporting(from: other, to: "gaps", .exchange, version: "1.1")
    #expect(
      result.issues.map { "\($0.code) \($0.variant) \($0.location.field ?? "")" }
        == ["exchange.unmapped version role"])
    let told = try setting.importing(result.paths, into: setting.path("u.sqlite"))
    #expect(told.run.isWritten && told.told == [], "\(told.errorTexts)")
  }

  /// An organization that there is not, and a role that there is not, are told where they stand.
  @Test func faultyRoles_areToldInTheFileOfUsers() throws {
    let set = RosterSet.old.replacing("\"o-1,o-2\"", with: "\"o-1,o-9\"", in: "users.csv")
    let report = try setting.importing(set, into: store)
    #expect(!report.run.isWritten)
    #expect(report.errorTexts.count == 1)
    let error = try #require(report.issues.issues.first { $0.severity == .error })
    #expect(error.code == "reference.missing" && error.location.table == "roles")
    #expect(error.location.file == "set.zip/users.csv")
    #expect(error.location.row == 2 && error.location.column == 5)
    #expect(report.ledger.allSatisfy { $0.isBalanced })
  }

  /// Columns `metadata.…` are kept, and written again behind the others.
  @Test(arguments: ["1.2", "1.1"]) func addedColumns_areKept(version: String) throws {
    var set = version == "1.1" ? RosterSet.old : .whole
    set.files["orgs.csv"] = """
      sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId,metadata.colour,metadata.note
      o-1,,,North District,district,,,,"said ""so"", and more"
      o-2,,,North High,school,0417,o-1,blue,
      """
    set.files["courses.csv"] = set.files["courses.csv"]?.replacing(
      "subjectCodes", with: "subjectCodes,metadata.x"
    ).replacing("\"MA,LO\"", with: "\"MA,LO\",")
    try fill(set)
    #expect(
      try setting.values("SELECT metadata FROM orgs ORDER BY sourced_id", in: store) == [
        #"{"metadata.note":"said \"so\", and more"}"#, #"{"metadata.colour":"blue"}"#,
      ])
    #expect(try setting.importing(set, into: store, .validate).changedCount == 0)
    let zip = try setting.exporting(from: store, to: "out", .exchange, version: version).paths
    // A column without a value in any row is none.
    set.files["courses.csv"] = RosterSet.whole.files["courses.csv"]
    #expect(try RosterSet.contents(of: zip[0]) == set.contents)
    let masked = try setting.exporting(
      from: store, to: "masked", .exchange, version: version, masksPersonal: true
    ).paths
    let orgs = try #require(try RosterSet.contents(of: masked[0])["orgs.csv"])
    #expect(orgs.contains { $0.hasSuffix(",‹hidden›,") })
    // One of two columns of a name is kept, and the other is told.
    let twice = set.replacing("metadata.note", with: "metadata.colour", in: "orgs.csv")
    #expect(
      try setting.importing(twice, into: store, .validate).told == ["warning header.unknown"])
  }
}
