package import ImportPipeline
package import RecordMapping

extension StorePackage {
  /// A run's record.
  package static func run(_ id: String = "20270306-0914-A3") -> RunRecord {
    RunRecord(
      id: id, operatorName: "mlee", host: "ops1", toolVersion: "1.0", package: "towns",
      packageHash: "aa11", zoneData: "2026c", optionsJSON: "{}", target: "store",
      startedAt: StorePackage.now, finishedAt: StorePackage.now, outcome: "clean",
      ledgerJSON: "[]",
      files: [RunRecord.File(name: "towns.xlsx", sha256: "00ff", byteCount: 12)])
  }

  /// One record of every table, and two of some.
  package static let sample: [(table: String, rows: [[FieldValue]])] = [
    (
      "places",
      [
        [
          text("TOR"), text("Toronto Île"), .real(43.64869), .integer(1), texts("lift", "parking"),
          text("active"),
        ],
        [text("OTT"), text("Ottawa"), .null, .integer(0), .null, text("active")],
      ]
    ),
    (
      "halls",
      [
        [text("TOR-A"), text("TOR"), text("North"), .integer(120)],
        [text("OTT-A"), text("OTT"), text("North"), .integer(80)],
      ]
    ),
    (
      "rooms",
      [
        [text("TOR-A"), text("R1"), text("2")],
        [text("OTT-A"), text("R1"), .null],
      ]
    ),
    (
      "topics",
      [
        [text("LAW-1"), text("LAW")],
        [text("LAW"), .null],
      ]
    ),
    (
      "people",
      [
        [text("mlee"), text("m@example.org"), .secret("c2VhbGVk")],
        [text("troy"), text("t@example.org"), .null],
      ]
    ),
    (
      "meetings",
      [
        [text("M1"), texts("LAW-1", "LAW"), text("OTT-A"), text("R1"), morning, .integer(7500)]
      ]
    ),
    (
      "duties",
      [
        [text("M1"), text("mlee"), text("m@example.org"), text("lead"), text("R1")],
        [text("M1"), text("troy"), .null, text("helper"), .null],
      ]
    ),
  ]
}
