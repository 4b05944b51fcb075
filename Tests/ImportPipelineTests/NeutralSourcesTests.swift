import Foundation
import TestSupport
import Testing

/// The engine knows no domain: what a sitting is, and who supervises it, stands in schemas alone.
@Suite struct NeutralSourcesTests {
  private static let words: Set<String> = [
    "session", "sessions", "proctor", "proctors", "proctored", "venue", "venues", "invigilator",
    "invigilators", "booking", "bookings", "exam", "exams",
  ]
  /// Where the word means something else: the state of a run is called its import session, that of an open
  /// correction its correction session, whoever has logged in over HTTP has a session (RFC 6265), and so has a
  /// connection to PostgreSQL, by the names of its settings.
  private static let otherSessions = [
    "ImportPipeline/", "ImportService/Corrections/", "RegistrarCommands/Correct/",
    "RegistrarCommands/RegistrarCommands.docc/CorrectingCells.md", "HTTPExchange/",
    "SystemEmission/", "Emission/Profiles/", "JobQueues/JobTables.swift",
    "TabularCore/Issues/Catalog/EmissionIssues.swift",
    "TabularCore/Explanations/en/emit.stopped.md", "TabularCore/Explanations/fr/emit.stopped.md",
  ]

  /// Where people log in: whoever has logged in has a session, and there are many of them.
  private static let loginSessions = [
    "Submissions/", "RegistrarWeb/", "RegistrarCommands/Account/",
    "RegistrarCommands/RegistrarCommands.docc/ThreatModel.md",
    "RegistrarCommands/RegistrarCommands.docc/RunningItForYourClerks.md",
  ]

  /// The words of a line: runs of letters, parted also where camel case begins a new word.
  static func words(of line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var before: Character = " "
    for character in line {
      let isLetter = character.isLetter
      if !isLetter || (character.isUppercase && before.isLowercase) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if isLetter { word.append(character) }
      before = character
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  @Test func wordsArePartedAsProgrammersJoinThem() {
    #expect(
      Self.words(of: "let venueCode = exam_codes[\"x-sessions\"] // Examples")
        == ["let", "venue", "code", "exam", "codes", "x", "sessions", "examples"])
  }

  @Test func sourcesNameNothingOfTheDomain() throws {
    let root = URL(fileURLWithPath: try Repository.path(of: "Sources"))
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var found: [String] = []
    var count = 0
    for case let file as URL in files
    where ["swift", "c", "h", "md"].contains(file.pathExtension) {
      count += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      // A reserved word of SQL, in either case.
      for (number, line) in text.replacing("session_user", with: "").replacing(
        "SESSION_USER", with: ""
      ).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .enumerated() {
        let path = file.path.dropFirst(root.path.count + 1)
        let isOther = Self.otherSessions.contains { path.hasPrefix($0) }
        let isLogin = Self.loginSessions.contains { path.hasPrefix($0) }
        let here = Self.words(of: line).filter {
          Self.words.contains($0) && !(isOther && $0 == "session")
            && !(isLogin && ["session", "sessions"].contains($0))
        }
        if !here.isEmpty {
          found.append("\(path):\(number + 1): \(here.joined(separator: ", "))")
        }
      }
    }
    #expect(count > 200)
    #expect(found == [])
  }
}
