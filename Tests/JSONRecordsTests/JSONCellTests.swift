import TabularCore
import Testing

@testable import JSONRecords

/// How members become cells.
@Suite struct JSONCellTests {
  @Test func nestedObjects_becomeColumnsOfTheirOwn() throws {
    let text = #"[{"n": {"s": "x", "p": {"q": 1}}, "e": {}}, {"n": {"t": null}}, {"n": "flat"}]"#
    let list = try Reading.lists(text)[0]
    #expect(list.header == ["n.s", "n.p.q", "n.t", "n"])
    #expect(list.rows == [["x", "#1", "-", "-"], ["-", "-", "-", "-"], ["-", "-", "-", "flat"]])
    #expect(list.findings == [])
  }

  @Test func scalars_keepWhatTheyAre() throws {
    let text = #"[{"a": " x ", "b": 1.50e+2, "c": false, "d": null, "e": "", "f": "\u00e9\n"}]"#
    let list = try Reading.lists(text)[0]
    #expect(list.rows == [[" x ", "#1.50e+2", "?0", "-", "-", "é\n"]])
  }

  struct Case: Sendable {
    var value: String
    var items: JSONItems
    var text: String
    var finding: String?

    init(_ value: String, _ text: String, _ finding: String? = nil, items: JSONItems = .list) {
      self.value = value
      self.items = items
      self.text = text
      self.finding = finding
    }
  }

  @Test(
    arguments: [
      Case(#"["a", "b c", 1, true]"#, "a;b c;1;true"),
      Case("[]", "-"),
      Case(#"["a"]"#, "a"),
      // A comma alone would separate items.
      Case(#"["a, b"]"#, "a, b;"),
      Case(#"["a, b", "c"]"#, "a, b;c"),
      Case(#"["a;b"]"#, "-", "1:1 json.nested-value/separator a;b"),
      Case(#"["x", "a\nb"]"#, "-", "1:1 json.nested-value/separator a\nb"),
      Case(#"["x", null]"#, "-", "1:1 json.nested-value/blank-item"),
      Case(#"["x", " "]"#, "-", "1:1 json.nested-value/blank-item"),
      Case(#"[{"x": 1}]"#, "-", "1:1 json.nested-value"),
      Case(#"[["x"]]"#, "-", "1:1 json.nested-value"),
      Case(#"["a", "b"]"#, "a|b", items: .separated("|")),
      Case(#"["a;b", "c,d"]"#, "a;b|c,d", items: .separated("|")),
      Case(#"["a|b"]"#, "-", "1:1 json.nested-value/separator a|b", items: .separated("|")),
      Case(#"["a"]"#, "-", "1:1 json.nested-value/not-a-list", items: .none),
      Case("[]", "-", items: .none),
      Case(#"[1.0, {"a": [null, "x\"y"]}]"#, #"[1.0,{"a":[null,"x\"y"]}]"#, items: .json),
    ])
  func arrays(_ test: Case) throws {
    let text = "[{\"v\": \(test.value)}]"
    let list = try JSONDocument(MemoryJSON(Array(text.utf8))).lists[0]
    let reading = try Reading(list, items: [test.items])
    #expect(reading.rows == [[test.text]])
    #expect(reading.findings == (test.finding.map { [$0] } ?? []))
  }

  @Test func whatIsNoRecord_isToldAndKeepsItsNumber() throws {
    let list = try Reading.lists(#"[{"a": 1}, 5, null, ["x"], {"a": 2}]"#)[0]
    #expect(list.rows == [["#1"], [], [], [], ["#2"]])
    #expect(
      list.findings == [
        "2:0 json.not-a-record", "3:0 json.not-a-record", "4:0 json.not-a-record",
      ])
  }

  @Test func repeatedMembers_areTold() throws {
    let list = try Reading.lists(#"[{"a": 1, "b": {"c": 1, "c": 2}, "a": 3, "d": {}, "d": {}}]"#)[0]
    #expect(list.rows == [["#1", "#1"]])
    #expect(
      list.findings == [
        "1:2 json.repeated-member 2", "1:1 json.repeated-member 3", "1:0 json.repeated-member",
      ])
  }

  @Test func aBatchHoldsNoMoreRowsThanAskedFor() throws {
    let text = "[" + (1...10).map { "{\"a\": \($0)}" }.joined(separator: ",") + "]"
    let list = try JSONDocument(MemoryJSON(Array(text.utf8))).lists[0]
    for maximum in [1, 2, 100] {
      let reading = try Reading(list, maximumRows: maximum)
      #expect(reading.rows == (1...10).map { ["#\($0)"] })
    }
  }
}
