import ImportPipeline
import TabularCore

extension IssueCases {
  /// A record of a location, with further members.
  private static func location(_ more: String = "") -> String {
    #"{"location_code": "BRA-01", "name": "Brampton", "time_zone": "America/Toronto", "#
      + #""kind": "virtual"\#(more)}"#
  }

  private static func json(_ name: String, _ text: String) -> SampleFile {
    .bytes(name, Array(text.utf8))
  }

  /// How JSON files are written.
  static let jsonCases: [IssueCase] = [
    IssueCase(
      "json.malformed", [json("locations.json", "[\n  {\"é\": 1}\n  {\"a\": 2}\n]")],
      expect: ["error json.malformed at locations.json:3:3"],
      "`locations.json` is no JSON at line `3`, column `3`: `,` or `]` is expected"),
    IssueCase(
      "json.malformed", "another encoding",
      [.bytes("locations.json", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0])],
      expect: ["error json.malformed at locations.json:1:1"],
      "`locations.json` is not UTF-8, which JSON has to be"),
    IssueCase(
      "json.malformed", "no JSON at all", [json("locations.json", "location_code,name\n")],
      expect: ["error json.malformed at locations.json:1:1"],
      "`locations.json` is no JSON at line `1`, column `1`: `[` or `{` is expected"),
    IssueCase(
      "file.too-large", "a record of a JSON file", [json("locations.json", "[\(location())]")],
      expect: ["error file.too-large at locations.json:1:2"],
      "a record of `locations.json` takes more than `64` bytes, the limit per record",
      options: { $0.limits[.recordSize] = 64 }),
    IssueCase(
      "json.not-a-record", [json("locations.json", "[\(location()),\n 5, [1]]")],
      expect: [
        "error json.not-a-record at locations.json:2:2 /1",
        "error json.not-a-record at locations.json:2:5 /2",
      ], "the record is a number, expected an object"),
    IssueCase(
      "json.not-a-record", "on a line",
      [json("locations.ndjson", "\(location())\n\nnull\n")],
      expect: ["error json.not-a-record at locations.ndjson:3:1"],
      "the record is null, expected an object"),
    IssueCase(
      "json.nested-value", "a list where there is one value",
      [json("locations.json", "[\(location(#", "city": ["Brampton"]"#))]")],
      expect: ["error json.nested-value at locations.json:1:109 /0/city (city)"],
      "the value is a list, but the column holds one value"),
    IssueCase(
      "json.nested-value", "objects in a list",
      [
        json(
          "venues.json",
          #"[{"venue_code": "TOR-01-ANX", "location_code": "TOR-01", "name": "Annex", "seats": 40,"#
            + "\n  \"accessibility\": [{\"x\": 1}]}]")
      ],
      expect: ["error json.nested-value at venues.json:2:20 /0/accessibility (accessibility)"],
      "an item of the list is an object, expected a text or a number"),
    IssueCase(
      "json.repeated-member",
      [json("locations.json", "[\(location(#", "name": "Bramalea""#))]")],
      expect: ["error json.repeated-member at locations.json:1:109 /0/name (name)"],
      "member `name` stands twice in one object"),
    IssueCase(
      "json.repeated-member", "two lists",
      [json("all.json", "{\"locations\": [\(location())],\n\"locations\": [{\"x\": 1}]}")],
      expect: ["error json.repeated-member at all.json:2:1"],
      "member `locations` stands twice in one object"),
    IssueCase(
      "json.unknown-member",
      [
        json(
          "all.json",
          "{\"at\": \"2026-11-20\", \"locations\": [\(location())],\n \"places/old\": [{\"x\": 1}]}"
        )
      ],
      expect: [
        "warning json.unknown-member at all.json:1:8 /at",
        "warning json.unknown-member at all.json:2:16 /places~1old",
      ], "member `at` is no list of records and was not read"),
    IssueCase(
      "file.no-table", "a JSON file", [json("x.json", #"[{"shoe": 1}]"#)],
      expect: ["error file.no-table at x.json"],
      "`x.json` fits no table of `exam-platform`: neither its name nor its headers do"),
    IssueCase(
      "header.unknown", "a member",
      [json("locations.json", "[\n\(location(#", "size": {"shoe": 42}"#))]")],
      expect: ["warning header.unknown at locations.json:2:109 /0/size/shoe"],
      "column `size.shoe` is not known; `1` value was not read"),
    IssueCase(
      "value.time-zone-unknown", "in a list of an object",
      [
        json(
          "all.json",
          #"{"locations":[{"location_code":"BRA-01","name":"Brampton","time_zone":"EST","kind":"virtual"}]}"#
        )
      ],
      expect: ["error value.time-zone-unknown at all.json:1:71 /locations/0/time_zone (time_zone)"],
      "`EST` is not a time zone name, expected one such as `America/Toronto`"),
  ]
}
