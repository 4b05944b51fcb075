import Testing

@testable import PostgresStore

@Suite struct CopyBufferTests {
  @Test(
    arguments: [
      (["a", nil, ""], "a\t\\N\t\n"),
      (["\\N", "\\.", "a\\b"], "\\\\N\t\\\\.\ta\\\\b\n"),
      (["a\tb\nc\rd"], "a\\tb\\nc\\rd\n"),
      (["\u{1F}\u{8}\u{7F}"], "\u{1F}\u{8}\u{7F}\n"),
      (["Île 🏝"], "Île 🏝\n"),
    ] as [([String?], String)])
  func linesAreEscaped(_ values: [String?], _ line: String) {
    var buffer = CopyBuffer()
    for value in values { buffer.append(value) }
    buffer.endLine()
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == line)
    #expect(!buffer.hasNullCharacter)
  }

  @Test func theNullCharacterIsTold() {
    var buffer = CopyBuffer()
    buffer.append("a\u{0}b")
    #expect(buffer.hasNullCharacter)
  }
}
