import Foundation
import ImportPipeline
import RecordExport
import TestSupport
import Testing

/// What leaves a store enters another one, and leaves that as it came.
@Suite struct ExportLawTests {
  @Test(arguments: [
    ("exam-platform", ExportFormat.csv), ("student-management", .json), ("training-center", .xlsx),
    ("hq-field", .json),
  ])
  func exportOfAnImportedExport_isTheSame(package: String, format: ExportFormat) throws {
    let setting = try ExportSetting(package)
    let first = setting.path("first.sqlite")
    let second = setting.path("second.sqlite")
    let made = try setting.importing(try ExportSetting.examples(of: package), into: first)
    try #require(made.run.isWritten, "\(made.errorTexts)")

    let files = try setting.export(from: first, to: "out", format)
    let again = try setting.importing(files, into: first, .validate)
    #expect(again.errorTexts == [])
    #expect(again.changedCount == 0)
    #expect(again.unchangedCount + again.ledger.reduce(0) { $0 + $1.skipped } > 10)

    let moved = try setting.importing(files, into: second)
    #expect(moved.errorTexts == [])
    #expect(moved.run.isWritten)
    let others = try setting.export(from: second, to: "back", format)
    #expect(others.count == files.count)
    for (file, other) in zip(files, others) {
      #expect(
        FileManager.default.contents(atPath: file) == FileManager.default.contents(atPath: other),
        "\(file)")
    }
  }

  @Test func personalValues_areWrittenUnlessMasked_secretsNever() throws {
    let setting = try ExportSetting("student-management")
    let store = setting.path("s.sqlite")
    let users = try setting.scratch?.write(
      "users.csv",
      """
      email,password,role,first_name,last_name,is_active
      jo@example.org,Correct-Horse-7,student,Jo,Silva,true

      """)
    let made = try setting.importing([try #require(users)], into: store)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    for format in [ExportFormat.csv, .json] {
      let open = try setting.export(["Users"], from: store, to: "open", format)
      let masked = try setting.export(
        ["users"], from: store, to: "masked", format, masksPersonal: true)
      let texts = try (open + masked).map { try String(contentsOfFile: $0, encoding: .utf8) }
      #expect(texts[0].contains("jo@example.org") && texts[0].contains("Silva"))
      for text in texts { #expect(!text.contains("Horse") && !text.contains("argon2")) }
      #expect(!texts[1].contains("jo@") && !texts[1].contains("Silva"))
      #expect(texts[1].contains("‹hidden›") && texts[1].contains("student"))
    }
  }

  /// A value that there is not stays one where a blank cell would take a default.
  @Test func noValue_isWrittenAsSuch() throws {
    let setting = try ExportSetting("exam-platform")
    let store = setting.path("s.sqlite")
    let people = try setting.scratch?.write(
      "instructors.csv",
      """
      email,first_name,last_name,department,interface_language
      a@example.org,Ada,Roy,"Law, ""and"" more",[clear]
      b@example.org,Bo,Roy,,

      """)
    let made = try setting.importing([try #require(people)], into: store)
    try #require(made.run.isWritten, "\(made.errorTexts)")
    let file = try setting.export(["instructors"], from: store, to: "out", .json)[0]
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(#""interface_language":"[clear]""#))
    #expect(text.contains(#""interface_language":"en""#))
    #expect(text.contains(#""department":null"#))
    #expect(try setting.importing([file], into: store, .validate).changedCount == 0)
  }
}
