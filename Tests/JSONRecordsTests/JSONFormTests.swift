import TabularCore
import Testing

@testable import JSONRecords

/// What a file is: an array, lines, an object of lists, one record.
@Suite struct JSONFormTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var isLines = false
    var names: [String?]
    var headers: [[String]]
    var rows: [[[String]]]

    var testDescription: String { text }

    init(
      _ text: String, isLines: Bool = false, _ lists: [(String?, [String], [[String]])]
    ) {
      self.text = text
      self.isLines = isLines
      names = lists.map(\.0)
      headers = lists.map(\.1)
      rows = lists.map(\.2)
    }
  }

  @Test(
    arguments: [
      Case(
        #"[{"a": 1, "b": "x"}, {"b": "y", "c": true}]"#,
        [
          (nil, ["a", "b", "c"], [["#1", "x", "-"], ["-", "y", "?1"]])
        ]),
      Case("[]", [(nil, [], [])]),
      Case(" [ ] \n", [(nil, [], [])]),
      Case("[{}]", [(nil, [], [[]])]),
      Case("{\"a\": 1}\n{\"a\": 2}\n", [(nil, ["a"], [["#1"], ["#2"]])]),
      Case("{\"a\": 1}\r\n\r\n{\"a\": 2}", [(nil, ["a"], [["#1"], ["#2"]])]),
      Case("{\"a\": 1}", [(nil, ["a"], [["#1"]])]),
      Case("{}", [(nil, [], [[]])]),
      Case("{\n \"a\": [1, 2]\n}", [(nil, ["a"], [["1;2"]])]),
      Case(#"{"a": [], "b": 1}"#, [(nil, ["a", "b"], [["-", "#1"]])]),
      Case(#"{"u": [{"a": 1}], "v": []}"#, [("u", ["a"], [["#1"]]), ("v", [], [])]),
      Case(#"{"meta": {"n": 1}, "u": [{"a": 1}], "tags": ["x"]}"#, [("u", ["a"], [["#1"]])]),
      // A member with objects makes a table, unless other objects follow or the name says lines.
      Case("{\"u\": [{\"a\": 1}]}\n{\"u\": []}", [(nil, ["u"], [["-"], ["-"]])]),
      Case(#"{"u": [{"a": 1}]}"#, isLines: true, [(nil, ["u"], [["-"]])]),
      Case("\u{FEFF}[{\"é\": \"ü\"}]", [(nil, ["é"], [["ü"]])]),
    ])
  func form(_ test: Case) throws {
    let lists = try Reading.lists(test.text, isLines: test.isLines)
    #expect(lists.map(\.name) == test.names)
    #expect(lists.map(\.header) == test.headers)
    #expect(lists.map(\.rows) == test.rows)
  }

  @Test func membersThatAreNoLists_areTold() throws {
    let text = "{\"meta\": {\"n\": 1},\n \"u\": [{\"a\": 1}], \"a/b\": [1]}"
    let members = try JSONDocument(MemoryJSON(Array(text.utf8))).otherMembers
    #expect(members.map(\.name) == ["meta", "a/b"])
    #expect(members.map(\.place.pointer) == ["/meta", "/a~1b"])
    #expect(members.map(\.place.line) == [1, 2])
    #expect(members.map(\.place.column) == [10, 26])
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var text: String
    var reason: String
    var line: Int
    var column: Int

    var testDescription: String { text }

    init(_ text: String, _ reason: String, _ line: Int, _ column: Int) {
      self.text = text
      self.reason = reason
      self.line = line
      self.column = column
    }
  }

  @Test(
    arguments: [
      Refused("", "the file breaks off where a value is expected", 1, 1),
      Refused("id,name\n", "`[` or `{` is expected", 1, 1),
      Refused("[{\"a\": 1}\n {\"a\": 2}]", "`,` or `]` is expected", 2, 2),
      Refused("[{\"a\": 1},]", "a value is expected", 1, 11),
      Refused("[,{}]", "a value is expected", 1, 2),
      Refused("[{\"a\": 1}", "`,` or `]` is expected", 1, 10),
      Refused("[{\"a\": 1},", "the file breaks off where a value is expected", 1, 11),
      Refused("[{\"é\": x}]", "a value is expected", 1, 8),
      Refused("[{\"a\": 1]", "`,` or `}` is expected", 1, 9),
      Refused("[{\"a\": \"x", "the file breaks off inside a text", 1, 10),
      Refused("[{}]]", "there is text after the end of the value", 1, 5),
      Refused("[{}] [{}]", "there is text after the end of the value", 1, 6),
      Refused("{\"a\": 1} {\"a\": 2}", "there is text after the end of the value", 1, 10),
      Refused("{\"a\": 1}\n{\"a\": }", "a value is expected", 2, 7),
      Refused("{\"a\": 1}\nx", "there is text after the end of the value", 2, 1),
      Refused("{\"a\": 1,}", "a member's name is expected", 1, 9),
      Refused("{a: 1}", "a member's name is expected", 1, 2),
      Refused("{\"a\" 1}", "`:` is expected after a member's name", 1, 6),
      Refused("{\"u\": [{}] \"v\": 1}", "`,` or `}` is expected", 1, 12),
      Refused("{\"u\": [{}]", "`,` or `}` is expected", 1, 11),
      Refused("{", "a member's name is expected", 1, 2),
      Refused("[{\"a\": \"\\ud800\"}]", "a `\\u` escape is half of a pair", 1, 15),
      Refused(
        "[{\"a\": \"x\ny\"}]",
        "a text holds a line break or control character; write it as an escape", 1, 11),
      Refused(
        "[{\"a\": \"\u{0}\"}]",
        "a text holds a line break or control character; write it as an escape", 1, 10),
    ])
  func malformed(_ test: Refused) {
    let error = #expect(throws: JSONRecordsError.self) { try Reading.lists(test.text) }
    #expect(
      error?.content
        == .jsonMalformed(.syntax(reason: test.reason), line: test.line, column: test.column))
    #expect(error?.line == test.line)
    #expect(error?.lineColumn == test.column)
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x5B, 0], [0xFE, 0xFF, 0, 0x5B], [0x5B, 0, 0x5D, 0], [0, 0, 0, 0x5B],
    ] as [[UInt8]])
  func otherEncodings_areRefused(_ bytes: [UInt8]) {
    #expect(
      throws: JSONRecordsError(
        .jsonMalformed(.encoding, line: 1, column: 1), line: 1, lineColumn: 1)
    ) { try JSONDocument(MemoryJSON(bytes)) }
  }

  @Test func badBytes_areRefused() {
    let bytes = Array("[{\"a\": \"".utf8) + [0xC3, 0x28] + Array("\"}]".utf8)
    let error = #expect(throws: JSONRecordsError.self) { try JSONDocument(MemoryJSON(bytes)) }
    #expect(error?.code == "json.malformed")
  }

  @Test func twoListsOfOneName_areRefused() {
    #expect(
      throws: JSONRecordsError(.jsonRepeatedMember(name: "u"), line: 2, lineColumn: 2)
    ) { try Reading.lists("{\"u\": [{}],\n \"u\": [{}]}") }
  }
}
