import Testing

@testable import PostgresStore

@Suite struct CopyBufferTests {
  @Test(
    arguments: [
      (["a", nil, ""], "a\t\\N\t\n"),
      (["\\N", "\\.", "a\\b"], "\\\\N\t\\\\.\ta\\\\b\n"),
      (["a\tb\nc\rd"], "a\\tb\\nc\\rd\n"),
      (["\u{1F}\u{8}\u{B}\u{C}\u{7F}"], "\u{1F}\\b\\v\\f\u{7F}\n"),
      (
        ["eight or more\\", "eight or more\u{1}.", "]]]]]]]][[[[[[[[~~~~", "and\ttwelve"],
        "eight or more\\\\\teight or more\u{1}.\t]]]]]]]][[[[[[[[~~~~\tand\\ttwelve\n"
      ),
      (["Île 🏝"], "Île 🏝\n"),
    ] as [([String?], String)])
  func linesAreEscaped(_ values: [String?], _ line: String) {
    var buffer = CopyBuffer()
    for value in values { buffer.append(value) }
    buffer.endLine()
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == line)
    #expect(!buffer.hasNullCharacter)
  }

  @Test(arguments: [0, 7, 10, -1, 1_234_567_890, .max, .min] as [Int])
  func numbersHaveTheirDigits(_ number: Int) {
    var buffer = CopyBuffer()
    buffer.append(number)
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == String(number))
  }

  @Test func linesAreTheSameInAnyOrder() {
    func digest(_ lines: [String]) -> LineDigest {
      var buffer = CopyBuffer()
      for line in lines {
        buffer.append(line)
        buffer.noteLine()
        buffer.append("stamp")
        buffer.endLine()
        if line == "b" { buffer.removeAll() }
      }
      return buffer.digest
    }
    var read = LineDigest()
    for var line in ["b", "c", "a"] {
      line.withUTF8 { read.add(UnsafeRawBufferPointer($0)) }
    }
    #expect(digest(["a", "b", "c"]) == read)
    #expect(digest(["a", "b", "d"]) != read)
    #expect(digest(["a", "b"]) != read)
    #expect(digest(["a", "b", "c", "c"]) != read)
  }

  @Test func theNullCharacterIsTold() {
    var buffer = CopyBuffer()
    buffer.append("a\u{0}b")
    #expect(buffer.hasNullCharacter)
  }
}
