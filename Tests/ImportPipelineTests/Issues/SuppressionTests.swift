import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// What is not said because another error says it: the rules of diagnostics 4, one after another, and
/// sentences that would not be true.
@Suite struct SuppressionTests {
  /// A run of files, and every error and warning that it tells.
  struct Case: Sendable, CustomTestStringConvertible {
    var title: String
    var files: [SampleFile]
    var expected: [String]
    var stored: [SampleFile] = []
    var options: @Sendable (inout ImportOptions) -> Void = { _ in }
    var testDescription: String { title }

    init(
      _ title: String, stored: [SampleFile] = [], _ files: [SampleFile], _ expected: [String],
      options: @escaping @Sendable (inout ImportOptions) -> Void = { _ in }
    ) {
      self.title = title
      self.files = files
      self.expected = expected
      self.stored = stored
      self.options = options
    }
  }

  private static let place = Headers.location
  private static let address = place + ",street,city,subdivision,country,postal_code,phone"

  static let cases: [Case] = [
    Case(
      "1: a file that cannot be read says so once, and its children wait for it",
      [
        .bytes("locations.xlsx", Array("PK\u{3}\u{4}broken".utf8)),
        .csv("venues", Headers.venue, "V-1,L-1,Hall,40", "V-2,L-2,Hall,40"),
      ],
      [
        "error zip.damaged at locations.xlsx",
        "error reference.parent-invalid at locations.xlsx",
      ]),
    Case(
      "2: a missing column says it for every row",
      [.csv("locations", "location_code,name,kind", "L-1,Hall,virtual", "L-2,Mill,virtual")],
      ["error header.required-missing at locations.csv:1 (time_zone)"]),
    Case(
      "2: cells that a merged range hides are not missing",
      [
        .workbook(
          "locations",
          WorkbookBuilder().sheet(
            "Locations",
            rows: cells(place, "L-1,Hall,America/Toronto,virtual", "L-2,Mill,,virtual"),
            merged: ["C2:C3"]))
      ],
      ["error sheet.merged-cells at locations.xlsx › Locations!C2 (time_zone)"]),
    Case(
      "3: neither of two columns of one field is validated",
      [
        .csv(
          "locations", place + ",Time Zone", "L-1,Hall,EST,virtual,PST", "L-2,Mill,,virtual,CET")
      ],
      ["error header.repeated at locations.csv:1:5 (time_zone)"]),
    Case(
      "3: rows with two key columns still are waited for",
      [
        .csv("locations", place + ",Location code", "L-1,Hall,America/Toronto,virtual,L-9"),
        .csv("venues", Headers.venue, "V-1,L-1,Hall,40"),
      ],
      [
        "error header.repeated at locations.csv:1:5 (location_code)",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
      ]),
    Case(
      "4: a shifted row has no other faults, warnings among them",
      [
        .csv(
          "proctors", Headers.proctor + ",phone,country,certified_until,status",
          "zdunn,z.dunn@gmial.com,Zoe,+14165550142,CA,2028-01-31,active,")
      ],
      ["error row.shifted at proctors.csv:2:5 (phone)"]),
    Case(
      "5: a placeholder in a required cell is one finding",
      [.csv("locations", place, "L-1,TBD,America/Toronto,virtual", "n/a,Hall,UTC,virtual")],
      [
        "error key.missing at locations.csv:3:1 (location_code)",
        "error value.required at locations.csv:2:2 (name)",
      ]),
    Case(
      "5: a reference that leads nowhere has no note beside it",
      [.csv("venues", Headers.venue, "V-1, tor-77,Hall,40")],
      ["error reference.missing at venues.csv:2:2 (location_code)"]),
    Case(
      "5: a province says nothing beside an unknown country",
      [
        .csv(
          "locations", address,
          "L-1,Hall,America/Toronto,physical,1 Main St,Toronto,ON,Canda,M5V 3L9,416 555 0199")
      ],
      ["error value.country-unknown at locations.csv:2:8 (country)"]),
    Case(
      "6: a row with too many fields is validated by that alone",
      [
        .csv(
          "venues", Headers.venue + ",hire_cost,currency",
          "V-1,TOR-01,Hall, north,40,1000.00,CAD", "V-2,TOR-01,Annex,40,1000.00,CAD")
      ],
      ["error csv.too-many-fields at venues.csv:2:7"]),
    Case(
      "6: and the rows of its key wait for it",
      [
        .csv("locations", place, "L-1,Hall, north,America/Toronto,virtual"),
        .csv("venues", Headers.venue, "V-1,L-1,Hall,40"),
      ],
      [
        "error csv.too-many-fields at locations.csv:2:5",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
      ]),
    Case(
      "7: one missing identity says all",
      [.csv("location_proctors", "location_code,username,email,role", "TOR-01,,,proctor")],
      ["error rule.identity-missing at location_proctors.csv:2:2 (username)"]),
    Case(
      "8: a child of an invalid row misses no parent; what its own cells say it has",
      [
        .csv("locations", place, "L-1,Hall,EST,virtual"),
        .csv("venues", Headers.venue + ",opens_at,closes_at", "V-1,L-1,Hall,x,10:00,09:00"),
      ],
      [
        "error value.time-zone-unknown at locations.csv:2:3 (time_zone)",
        "error value.not-integer at venues.csv:2:4 (seats)",
        "error rule.date-order at venues.csv:2:6 (closes_at)",
      ]),
    Case(
      "9: rows that share a key are told once, and their children wait",
      [
        .csv(
          "locations", place, "L-1,Hall,America/Toronto,virtual", "L-1,Barn,America/Toronto,virtual"
        ),
        .csv("venues", Headers.venue, "V-1,L-1,Hall,40"),
      ],
      [
        "error key.repeated at locations.csv:3:1 (location_code)",
        "error reference.parent-invalid at locations.csv:2:1 (location_code)",
      ]),
    Case(
      "10: what a whole column shows is told once",
      [
        .csv(
          "venues", Headers.venue + ",valid_from", "V-1,TOR-01,Hall,40,03/04/2027",
          "V-2,TOR-01,Annex,40,05/06/2027")
      ],
      ["error value.date-order-unclear at venues.csv:2:5 (valid_from)"]),
    Case(
      "12: two rows that share a unique value are told, not their stored owner",
      stored: [.csv("proctors", Headers.proctor, "ann,ann@example.org,Ann,Li")],
      [
        .csv(
          "proctors", Headers.proctor, "bob,ann@example.org,Bob,Li", "cid,ann@example.org,Cid,Li")
      ],
      ["error key.unique at proctors.csv:3:2 (email)"]),
    Case(
      "a delete that many tables stand against is told once",
      stored: [
        .csv("locations", place, "L-1,Hall,America/Toronto,virtual"),
        .csv("venues", Headers.venue, "V-1,L-1,Hall,40"),
        .csv("proctors", Headers.proctor, "ann,ann@example.org,Ann,Li"),
        .csv("location_proctors", "location_code,username", "L-1,ann"),
      ],
      [.csv("locations", "location_code,action", "L-1,delete")],
      ["error store.delete-referenced at locations.csv:2:2 (action)"],
      options: { $0.allowsDelete = true }),
    Case(
      "a person given by e-mail is told of there",
      stored: [.csv("proctors", Headers.proctor, "ann,ann@example.org,Ann,Li")],
      [
        .csv(
          "location_proctors", "location_code,username,email,role",
          "TOR-01,,ann@example.org,proctor", "TOR-01,ann,,lead")
      ],
      ["error key.repeated at location_proctors.csv:3:2 (username)"]),
    Case(
      "and the second time too",
      stored: [.csv("proctors", Headers.proctor, "ann,ann@example.org,Ann,Li")],
      [
        .csv(
          "location_proctors", "location_code,username,email,role,valid_from,valid_to",
          "TOR-01,,ann@example.org,proctor,2027-05-01,2027-04-01", "TOR-01,,ann@example.org,lead,,")
      ],
      [
        "error rule.date-order at location_proctors.csv:2:6 (valid_to)",
        "error key.repeated at location_proctors.csv:3:3 (email)",
      ]),
    Case(
      "a record that a foreign line end cuts is none, and neither is what comes before it",
      [
        .bytes(
          "venues.csv",
          Array(
            (Headers.venue + "\r\nV-1,TOR-01,Hall\rnorth,40\r\nV-2,TOR-01,Annex,40\r\n").utf8))
      ],
      [
        "error csv.too-few-fields at venues.csv:2", "error csv.too-few-fields at venues.csv:3",
      ]),
  ]

  @Test(arguments: cases) func oneErrorStandsForWhatFollowsFromIt(_ test: Case) throws {
    let harness = try ImportHarness()
    if !test.stored.isEmpty {
      let stored = try harness.execute(test.stored)
      #expect(stored.run.isWritten, "\(stored.findings())")
    }
    let report = try harness.validate(test.files, test.options)
    let found = report.findings(withNotes: false)
    #expect(found.sorted() == test.expected.sorted())
    #expect(report.isBalanced)
  }

  @Test func whatCountsAsEmpty_isSaidSo() throws {
    let report = try ImportHarness().validate([
      .csv("locations", Self.place, "L-1,TBD,America/Toronto,virtual", "n/a,Hall,UTC,virtual")
    ])
    #expect(
      report.message(report.first("value.required"))
        == "`TBD` counts as empty in `name`, expected a text")
    #expect(
      report.message(report.first("key.missing"))
        == "`n/a` counts as empty in `location_code`; a row needs its key")
  }

  @Test func referencesOfADelete_areCountedTogether() throws {
    let harness = try ImportHarness()
    let stored = try harness.execute([
      .csv("locations", Self.place, "L-1,Hall,America/Toronto,virtual"),
      .csv("venues", Headers.venue, "V-1,L-1,Hall,40", "V-2,L-1,Annex,40"),
      .csv("proctors", Headers.proctor, "ann,ann@example.org,Ann,Li"),
      .csv("location_proctors", "location_code,username", "L-1,ann"),
    ])
    #expect(stored.run.isWritten)
    let report = try harness.validate([.csv("locations", "location_code,action", "L-1,delete")]) {
      $0.allowsDelete = true
    }
    let message = report.message(report.first("store.delete-referenced"))
    #expect(message.contains("`2` venues"))
    #expect(message.contains("`1` location proctor"))
  }

  /// A key of the store that is as near as one of the run makes the slip unclear.
  @Test func suggestion_looksAtTheStoreToo() throws {
    let harness = try ImportHarness(store: .empty)
    let stored = try harness.execute([
      .csv("locations", Self.place, "ALPHA-01,Hall,America/Toronto,virtual")
    ])
    #expect(stored.run.isWritten)
    let venue = SampleFile.csv("venues", Headers.venue, "V-1,ALPHA-03,Hall,40")
    let alone = try harness.validate([venue])
    #expect(alone.first("reference.missing")?.suggestion?.text == "ALPHA-01")
    let both = try harness.validate([
      .csv("locations", Self.place, "ALPHA-02,Hall,America/Toronto,virtual"), venue,
    ])
    #expect(both.first("reference.missing") != nil)
    #expect(both.first("reference.missing")?.suggestion == nil)
  }
}
