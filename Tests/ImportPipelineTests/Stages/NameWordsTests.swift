import Testing

@testable import ImportPipeline

/// The words of the names of files and sheets.
@Suite struct NameWordsTests {
  @Test(arguments: [
    ("2026-11 ordersFinal_v2", ["orders", "final", "v"]),
    ("Common Sessions", ["common", "sessions"]),
    ("XMLFile", ["xmlfile"]), ("aB", ["a", "b"]), ("ABc", ["abc"]), ("", []), ("12 - 3", []),
    ("a\r\nb", ["a", "b"]),
  ])
  func namesAreCutAtEverythingElse(_ name: String, _ words: [String]) {
    #expect(nameWords(name) == words)
    // A letter that is not ASCII sends the name the way of all scripts.
    #expect(nameWords(name + " é") == words + ["é"])
  }
}
