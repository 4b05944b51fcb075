import Foundation
import ImportPipeline
import ImportService
import RecordExport
import TestSupport
import Testing

/// Sets of roster files enter a store, leave it as they came, and mark what they no longer name.
@Suite struct RosterStoreTests {
  /// Writes a set as a zip and imports it.
  @discardableResult
  private func importing(
    _ set: RosterSet, into store: String, _ setting: ExportSetting,
    _ mode: ImportOptions.Mode = .execute, adjusting: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportReport {
    try setting.importing(set, into: store, mode, adjusting: adjusting)
  }

  private func contents(of path: String) throws -> [String: [String]] {
    try RosterSet.contents(of: path)
  }

  private func expected(_ set: RosterSet) -> [String: [String]] { set.contents }

  @Test func zipToStoreToZip_isEqualButForOrder() throws {
    let setting = try ExportSetting("oneroster")
    let store = setting.path("s.sqlite")
    let made = try importing(.whole, into: store, setting)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    let zip = try setting.export(from: store, to: "out", .exchange)
    #expect(zip == [setting.path("out/oneroster.zip")])
    #expect(try contents(of: zip[0]) == expected(.whole))
    // What was written is read without a word, and changes nothing.
    let again = try setting.importing(zip, into: store, .validate)
    #expect(again.told == [])
    #expect(again.changedCount == 0)
    #expect(again.ledger.allSatisfy { $0.pruned == 0 })
    // Changes carry the moment of each record.
    let second = setting.path("t.sqlite")
    let stamped = RosterSet.whole.stamped
    let other = try importing(stamped, into: second, setting)
    try #require(other.run.isWritten, "\(other.errorTexts)")
    let changes = try setting.export(from: second, to: "changes", .exchangeOfChanges)
    #expect(try contents(of: changes[0]) == expected(stamped))
  }

  private static let statuses = """
    SELECT sourced_id || ' ' || status || ' ' || coalesce(date_last_modified, '-') FROM enrollments
    ORDER BY 1
    """

  @Test func recordsThatAFileOfAllNoLongerNames_areMarked_andComeBack() throws {
    let setting = try ExportSetting("oneroster")
    let store = setting.path("s.sqlite")
    let made = try importing(.whole, into: store, setting)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    var fewer = RosterSet.whole
    let row = "e-1,,,k-1,o-2,u-1,student,,2026-09-01,2027-07-01\n"
    fewer.files["enrollments.csv"] = fewer.files["enrollments.csv"]?.replacing(row, with: "")
    fewer.files["demographics.csv"] = nil

    let plan = setting.path("p.plan")
    let planned = try importing(fewer, into: store, setting, .validate) {
      $0.options.planOutput = plan
    }
    #expect(planned.ledger.first { $0.table == "enrollments" }?.pruned == 1)
    let marked = try importing(fewer, into: store, setting) { $0.options.plan = plan }
    #expect(marked.run.isWritten, "\(marked.errorTexts)")
    #expect(
      try setting.values(Self.statuses, in: store)
        == ["e-1 tobedeleted 2026-11-20T12:00:00.000Z", "e-2 active -"])
    // A file that is absent leaves its table as it is.
    #expect(try setting.values("SELECT status FROM demographics", in: store) == ["active"])
    // Marked records are not written to a set of all, and are not marked again.
    let zip = try setting.export(from: store, to: "out", .exchange)
    #expect(try contents(of: zip[0])["enrollments.csv"]?.count == 2)
    let again = try importing(fewer, into: store, setting)
    #expect(again.ledger.allSatisfy { $0.pruned == 0 })

    let back = try importing(.whole, into: store, setting)
    #expect(back.run.isWritten)
    #expect(back.ledger.first { $0.table == "enrollments" }?.updated == 1)
    #expect(
      try setting.values("SELECT status FROM enrollments ORDER BY sourced_id", in: store)
        == ["active", "active"])
  }

  @Test func changes_leaveOtherRecordsAlone() throws {
    let setting = try ExportSetting("oneroster")
    let store = setting.path("s.sqlite")
    let made = try importing(.whole, into: store, setting)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    var changes = RosterSet(files: [
      "enrollments.csv": """
      sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
      e-2,tobedeleted,2026-11-10T09:00:00.000Z,k-1,o-2,u-2,teacher,true,,
      """
    ])
    changes.mode = "delta"
    let report = try importing(changes, into: store, setting)
    #expect(report.told == [])
    #expect(
      try setting.values(Self.statuses, in: store)
        == ["e-1 active -", "e-2 tobedeleted 2026-11-10T09:00:00.000Z"])
  }

  /// A row with an error leaves nobody knowing which records the file names.
  @Test func aFaultyRow_marksNothing() throws {
    let setting = try ExportSetting("oneroster")
    let store = setting.path("s.sqlite")
    let made = try importing(.whole, into: store, setting)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    let faulty = RosterSet.whole.replacing("e-1,,,", with: "e 1,,,", in: "enrollments.csv")
    let report = try importing(faulty, into: store, setting)
    #expect(!report.run.isWritten)
    #expect(report.told == ["error guard.prune-refused", "error value.pattern"])
    // A row whose key can be read names its record, whatever else is wrong with it.
    let other = RosterSet.whole.replacing("u-1,student", with: "u-1,guest", in: "enrollments.csv")
    #expect(try importing(other, into: store, setting).told == ["error value.enum-unknown"])
    #expect(
      try setting.values("SELECT DISTINCT status FROM enrollments", in: store) == ["active"])
  }

  /// No password of a set is kept, shown or written.
  @Test func passwords_areNeverTaken() throws {
    let setting = try ExportSetting("oneroster")
    let store = setting.path("s.sqlite")
    let set = RosterSet.whole.replacing(
      "09,,M-1", with: "09,Correct-Horse-7,M-1", in: "users.csv")
    let report = try importing(set, into: store, setting)
    #expect(report.run.isWritten, "\(report.errorTexts)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    #expect(bytes.range(of: Data("Correct-Horse".utf8)) == nil)
    #expect(bytes.range(of: Data("$argon2".utf8)) == nil)
    let zip = try setting.export(from: store, to: "out", .exchange)
    #expect(try contents(of: zip[0])["users.csv"] == expected(.whole)["users.csv"])
  }
}
