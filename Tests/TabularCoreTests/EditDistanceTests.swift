import TabularCore
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("phisical", "physical", 1), ("ca", "abc", 2), ("ab", "ba", 1),
    ("kitten", "sitting", 3), ("gmial.com", "gmail.com", 1), ("Montréal", "Montreal", 1),
    ("abcd", "badc", 2), ("abcdef", "", 4), ("short", "muchlonger", 4),
  ])
  func distance_isExactUpToTheLimit(left: String, right: String, expected: Int) {
    #expect(editDistance(left, right, limit: 3) == expected)
    #expect(editDistance(right, left, limit: 3) == expected)
  }

  @Test func distance_ofLongTexts_isBeyondTheLimit() {
    let long = String(repeating: "a", count: 100_000)
    #expect(editDistance(long, long + "b", limit: 2) == 3)
    #expect(editDistance(long, long, limit: 2) == 0)
  }

  @Test(arguments: [
    ("phisical", ["physical", "virtual"], "physical"),
    ("Time zome", ["time_zone", "kind"], "time_zone"),
    ("kimd", ["kind", "kird"], nil),
    ("kid", ["kind"], nil),
    ("naem", ["name"], "name"),
    ("nmea", ["name"], nil),
    ("colour", ["Color (s)"], "Color (s)"),
    ("physical", ["physicals", "physicals"], "physicals"),
  ])
  func closest_isTheOnlyOneNearEnough(text: String, texts: [String], expected: String?) {
    #expect(closestText(to: text, among: texts) == expected)
  }

  @Test(
    arguments: [
      ("surveillante", "surveillant/surveillants/surveillance", nil),
      ("surveillante", "surveillance x/surveillant/surveillances", "surveillant"),
      ("PART-1002", "PART-1003x/PART-1003/PART-1022", nil),
      ("PART-10022", "PART-1002/PART-1003", "PART-1002"),
      ("montreal", "montréal/montriall", "montréal"),
    ] as [(String, String, String?)])
  func nearest_standsWhateverElseIsNear(text: String, texts: String, expected: String?) {
    let texts = texts.split(separator: "/").map(String.init)
    #expect(closestText(to: text, among: texts) == expected)
  }

  @Test func suggestion_namesItsEvidence() {
    #expect(
      Issue.Suggestion(nearest: ["true", "false"], to: "treu", noun: "value")
        == Issue.Suggestion("true", evidence: "the only value within one letter"))
    #expect(
      Issue.Suggestion(nearest: ["physical"], to: "phisikal", noun: "value")
        == Issue.Suggestion("physical", evidence: "the only value within two letters"))
    #expect(Issue.Suggestion(nearest: ["physical"], to: "virtual", noun: "value") == nil)
  }
}
