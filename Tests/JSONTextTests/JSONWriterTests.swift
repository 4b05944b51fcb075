import Foundation
import JSONText
import Testing

@Suite struct JSONWriterTests {
  @Test(arguments: [
    ("", #""""#), ("plain é 😀", #""plain é 😀""#), (#"a"b\c"#, #""a\"b\\c""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\u{0}\u{1B}\u{7F}", #""\u0000\u001b\u007f""#),
    ("x\u{85}\u{9F}\u{A0}y", "\"x\\u0085\\u009f\u{A0}y\""),
    ("\u{2027}\u{2028}\u{2029}\u{202A}", "\"\u{2027}\\u2028\\u2029\u{202A}\""),
  ])
  func texts_areEscaped(text: String, expected: String) throws {
    #expect(jsonString(text).utf8.elementsEqual(expected.utf8))
    let back = try JSONParser.parse(jsonString(text)).string
    #expect(back.map { $0.utf8.elementsEqual(text.utf8) } == true)
  }

  @Test func everyCharacter_isReadAgainByAnotherParser() throws {
    var scalars = String.UnicodeScalarView()
    for value in UInt32(0)...0x3100 {
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    let text = String(scalars)
    let data = Data("[\(jsonString(text))]".utf8)
    let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String])
    #expect(read[0].utf8.elementsEqual(text.utf8))
    #expect(!data.contains { $0 < 0x20 || $0 == 0x7F })
  }

  @Test(arguments: [false, true])
  func valuesNest(_ isSpaced: Bool) throws {
    var json = JSONWriter(isSpaced: isSpaced)
    json.string("taken away")
    json.removeAll()
    json.object { json in
      json.member("a") { $0.array([1, 2]) { $0.number($1) } }
      json.member("b\"", "c")
      json.member("d") { $0.object { _ in } }
      json.member("e") { $0.value("null") }
      json.member("f", -7)
      json.member("g", true)
      json.member("h", false)
      json.optional("i", "j")
      json.optional("k", nil)
      json.optional("l", number: 5)
      json.optional("m", number: nil)
    }
    let text = #"""
      {"a": [1, 2], "b\"": "c", "d": {}, "e": null, "f": -7, "g": true, "h": false, \#
      "i": "j", "k": null, "l": 5, "m": null}
      """#
    #expect(json.text == (isSpaced ? text : text.replacing(" ", with: "")))
  }
}
