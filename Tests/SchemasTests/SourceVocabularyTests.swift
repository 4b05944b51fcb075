import Foundation
import Testing

/// No source knows what a package's tables are about: rules and words of a domain are data.
@Suite struct SourceVocabularyTests {
  @Test func sourcesKnowNoDomain() throws {
    let words = [
      "proctor", "venue", "invigilat", "booking", "examination", "exam_", "exam-", "exams",
      "common session", "common_session", "testing session",
    ]
    let root = try Checkout.path("Sources")
    let files = try #require(FileManager.default.enumerator(atPath: root))
    var hits: [String] = []
    for case let name as String in files where name.hasSuffix(".swift") || name.hasSuffix(".md") {
      let text = try String(contentsOfFile: root + "/" + name, encoding: .utf8).lowercased()
      for word in words where text.contains(word) { hits.append("\(name): \(word)") }
    }
    #expect(hits == [])
  }
}
