import Testing

import JSONText

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws(JSONError) -> JSONNode {
    try JSONParser.parse(Array(text.utf8))
  }

  @Test func keepsOrderAndLines() throws {
    let node = try parse("{\n \"b\": [1,\n true], \"a\": \"x\"\n}")
    #expect(node.members?.map(\.name) == ["b", "a"])
    #expect(node.members?.map(\.line) == [2, 3])
    #expect(node.member("b")?.items?.map(\.line) == [2, 3])
    #expect(node.member("b")?.items?.map(\.scalar) == ["1", "true"])
    #expect(node.member("a")?.string == "x")
  }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e9\uD83D\uDE00""#, "é😀"),
    ("\u{FEFF}\"é\"", "é"),
    ("-0.5e+10", "-0.5e+10"),
    ("0", "0"),
  ])
  func readsScalars(text: String, expected: String) throws {
    #expect(try parse(text).scalar == expected)
  }

  @Test(arguments: [
    ("", "the file breaks off where a value is expected", 1),
    ("{\"a\": 1,\n}", "a member's name is expected", 2),
    ("{\"a\" 1}", "`:` is expected after a member's name", 1),
    ("[1 2]", "`,` or `]` is expected", 1),
    ("{\"a\": 1 \"b\": 2}", "`,` or `}` is expected", 1),
    ("01", "there is text after the end of the value", 1),
    ("-", "a digit is expected", 1),
    ("1.", "a digit is expected", 1),
    ("1e", "a digit is expected", 1),
    ("tru", "a value is expected", 1),
    ("'a'", "a value is expected", 1),
    ("\"a", "the file breaks off inside a text", 1),
    ("\"a\nb\"", "a text holds a line break or control character; write it as an escape", 1),
    (#""\x""#, "`\\` is followed by a character that is no escape", 1),
    (#""\uD800""#, "a `\\u` escape is half of a pair", 1),
    (#""\uDC00""#, "a `\\u` escape is half of a pair", 1),
    (#""\u12g4""#, "four hexadecimal digits are expected after `\\u`", 1),
    ("[1]\n\n]", "there is text after the end of the value", 3),
  ])
  func refuses(text: String, problem: String, line: Int) {
    #expect { try parse(text) } throws: { error in
      let error = error as? JSONError
      return error?.problem == problem && error?.line == line
    }
  }

  @Test func columnsCountCharacters() throws {
    let node = try parse("{\"é😀\": \"x\", \"b\":\r\n\t[1, null]}")
    #expect(node.members?.map(\.column) == [2, 13])
    #expect(node.members?.map(\.value.column) == [8, 2])
    #expect(node.member("b")?.items?.map(\.column) == [3, 6])
    #expect { try parse("{\"é\": 1 2}") } throws: { ($0 as? JSONError)?.column == 9 }
    #expect { try parse("[1,\n  x]") } throws: {
      ($0 as? JSONError)?.line == 2 && ($0 as? JSONError)?.column == 3
    }
  }

  @Test func aPartOfALongerText_keepsItsPlaces() throws {
    let node = try JSONParser.parse(Array("{\"a\": 1,\n\"b\": 2}".utf8), line: 7, column: 20)
    #expect(node.line == 7)
    #expect(node.column == 20)
    #expect(node.members?.map(\.value.line) == [7, 8])
    #expect(node.members?.map(\.value.column) == [26, 6])
  }

  @Test func refusesDepthAndBadBytes() {
    let deep = String(repeating: "[", count: 100_000)
    #expect { try parse(deep) } throws: {
      ($0 as? JSONError)?.problem == "values are nested deeper than 64 levels"
    }
    #expect { try JSONParser.parse([0x22, 0xC3, 0x22]) } throws: {
      ($0 as? JSONError)?.problem == "a text is not UTF-8"
    }
  }

  @Test func valuesWithoutTheirLines_areEqual() throws {
    #expect(try parse("{\"a\": [1]}") == parse("{\n\"a\": [\n1]}"))
    #expect(try parse("{\"a\": [1]}") != parse("{\"a\": [2]}"))
  }

  @Test func saysThatAFileBreaksOff() {
    #expect { try parse("{\"a\": [") } throws: { ($0 as? JSONError)?.breaksOff == true }
    #expect { try parse("{\"a\" [") } throws: { ($0 as? JSONError)?.breaksOff == false }
  }

  @Test func escapesPointers() {
    #expect(pointerToken("a/b~c") == "a~1b~0c")
    #expect(pointerSteps("/a~1b~0c/0//~01") == ["a/b~c", "0", "", "~1"])
    #expect(pointerSteps("") == [])
  }
}
