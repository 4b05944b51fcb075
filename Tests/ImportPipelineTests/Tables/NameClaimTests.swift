import ImportPipeline
import Testing

/// What the name of a file says about its table, beside what its headers say.
@Suite struct NameClaimTests {
  private static let person = ["Username", "Email", "First name", "Last name", "Can lead"]
  private static let site = ["location_code", "name", "time_zone", "kind"]

  /// Names in which a table's name stands, or is nearly spelled, beside dates, numbers and plain words.
  @Test(arguments: [
    "proctors.csv", "Proctors (2).xlsx", "proctors_backup_2025.csv", "2026-11 proctors final.csv",
    "Invigilators-2026.csv", "Proctor list.csv", "proctorsExport_v2.csv", "procotrs.csv",
    "northern proctors.csv", "export.csv", "Sheet1.csv", "2026-11 final (3).csv", "x.csv",
    "décembre.csv", "exam-platform data.csv",
  ])
  func namesOfATable_andPlainNames_leaveItToTheHeaders(name: String) throws {
    let guess = ImportGuess(try ExamPlatform.package.get())
    #expect(guess.table(ofFile: name, header: Self.person) == "proctors")
  }

  /// The longest name of a table that stands in the file's name counts.
  @Test func aLongerName_goesBeforeAShorterOne() throws {
    let guess = ImportGuess(try ExamPlatform.package.get())
    let duty = ["Session code", "Username", "Email", "Role"]
    #expect(
      guess.table(ofFile: "old session proctors 2026.csv", header: duty) == "session_proctors")
    #expect(guess.table(ofFile: "old session proctors 2026.csv", header: Self.person) == nil)
  }

  /// Rows that only update records need their key and what they change.
  @Test func aNamedFile_mayHaveItsKeyAlone() throws {
    let guess = ImportGuess(try ExamPlatform.package.get())
    #expect(
      guess.table(ofFile: "proctors corrections.csv", header: ["username", "city"]) == "proctors")
    #expect(guess.table(ofFile: "corrections.csv", header: ["username", "city"]) == nil)
  }

  /// A name of something else lets headers decide only if all of them are known.
  @Test(arguments: ["teachers.csv", "members-2026.csv", "Winnipeg.xlsx"])
  func namesOfSomethingElse_needHeadersThatFitEntirely(name: String) throws {
    let guess = ImportGuess(try ExamPlatform.package.get())
    #expect(guess.table(ofFile: name, header: Self.site) == "locations")
    #expect(guess.table(ofFile: name, header: Self.site + ["Shoe size"]) == nil)
  }

  @Test(arguments: ["venue.csv", "room list.csv", "our students.csv"])
  func namesOfOneTable_areNotReadAsAnother(name: String) throws {
    let guess = ImportGuess(try ExamPlatform.package.get())
    #expect(guess.table(ofFile: name, header: Self.site) == nil)
  }
}
