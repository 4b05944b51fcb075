import JSONText
import Testing

/// The example of the library's page.
@Suite struct LandingPageExample {
  @Test func anEntry_isWrittenAgain() throws {
    let entry = try JSONParser.parse(
      """
      {
        "name": "halls",
        "$comment": "Halls and rooms",
        "path": "halls.csv"
      }
      """)

    var json = JSONWriter()
    json.object { json in
      for member in entry.members ?? [] where !member.name.hasPrefix("$") {
        json.member(member.name, member.value.string ?? "")
      }
    }
    let line = entry.members?.last?.line

    #expect(json.text == #"{"name":"halls","path":"halls.csv"}"#)
    #expect(line == 4)
  }
}
