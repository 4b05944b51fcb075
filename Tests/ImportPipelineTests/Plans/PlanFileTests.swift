import Foundation
import RecordMapping
import Schemas
import TestSupport
import Testing

@testable import ImportPipeline

/// A plan that is written is read back as it was, and nothing else passes for one.
@Suite struct PlanFileTests {
  private let folder: ScratchFolder
  private static let header = PlanHeader(
    toolVersion: "1", run: "20261120-1200-A1", createdAt: "2026-11-20T12:00:00Z",
    target: "prod", package: "p", packageVersion: "1", packageHash: "ab",
    optionsJSON: #"{"onError":"stop","table":"a\"b"}"#,
    files: [.init(name: "a\u{1}\n\".csv", sha256: "00", bytes: 7)])
  private static let operations = [
    PlanOperation(
      .create, table: "t", key: ["A", "ü\\"], file: "a.csv", row: 2, sourceID: "x",
      fields: [
        .init("text", after: .text("line\n\"quoted\"\t\u{7F}é")),
        .init("number", after: .integer(-3)),
        .init("decimal", after: .real(12.25)),
        .init("when", after: .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T14:00:00Z")),
        .init("list", after: .list([.text("a"), .text("b")])),
        .init("pin", after: .secret("hunter2"), isSecret: true),
      ]),
    PlanOperation(
      .update, table: "t", key: ["B"], file: "b.xlsx", sheet: "S", row: 7, storedRun: "r",
      state: "0123456789abcdef", fields: [.init("text", before: .null, after: .text("x"))]),
    PlanOperation(
      .delete, table: "t", key: ["C"], state: "00000000",
      fields: [.init("number", before: .integer(1))]),
    PlanOperation(
      .keep, table: "t", key: ["D"], file: "a.csv", row: 9, state: "1",
      fields: [.init("text", before: .text("mine"), after: .text("theirs"))]),
  ]

  init() throws { folder = try ScratchFolder() }

  private func write(_ operations: [PlanOperation] = operations) throws -> PlanSummary {
    let writer = try PlanWriter(path: folder.path(of: "p"), header: Self.header)
    writer.add("t", stored: 9)
    for operation in operations { try writer.write(operation) }
    return try writer.finish()
  }

  @Test func whatIsWritten_isReadBack() throws {
    let summary = try write()
    let plan = try PlanFile(path: folder.path(of: "p"))
    #expect(plan.header == Self.header)
    #expect(plan.summary == summary)
    #expect(summary.operationCount == 4)
    let table = try #require(summary.tables.first)
    let counts = [table.stored, table.created, table.updated, table.deleted, table.kept]
    #expect(counts.map(String.init) == ["9", "1", "1", "1", "1"])
    var read: [PlanOperation] = []
    try plan.forEachOperation { operation, _ in read.append(operation) }
    #expect(read == Self.operations)
    let text = String(decoding: try folder.contents(of: "p"), as: UTF8.self)
    #expect(!text.contains("hunter2"))
  }

  @Test func longPlans_areReadInBlocks() throws {
    let many = (0..<9_000).map { number in
      PlanOperation(
        .create, table: "t", key: ["\(number)"],
        fields: [.init("text", after: .text(String(repeating: "é", count: number % 90)))])
    }
    _ = try write(many)
    var count = 0
    try PlanFile(path: folder.path(of: "p")).forEachOperation { operation, _ in
      #expect(operation == many[count])
      count += 1
    }
    #expect(count == many.count)
  }

  @Test func nothingIsLeft_whenAPlanIsNotFinished() throws {
    try folder.write("p", "old")
    do {
      let writer = try PlanWriter(path: folder.path(of: "p"), header: Self.header)
      writer.add("t", stored: 0)
    }
    #expect(try folder.contents(of: "p") == Data("old".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["p"])
  }

  @Test func everyByte_counts() throws {
    _ = try write()
    let bytes = [UInt8](try folder.contents(of: "p"))
    for position in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[position] ^= 1
      try folder.write("q", changed)
      #expect(throws: PlanFile.Problem.self, "byte \(position)") {
        _ = try PlanFile(path: folder.path(of: "q"))
      }
    }
    for length in stride(from: 0, to: bytes.count, by: 97) {
      try folder.write("q", Array(bytes.prefix(length)))
      #expect(throws: PlanFile.Problem.self, "length \(length)") {
        _ = try PlanFile(path: folder.path(of: "q"))
      }
    }
  }

  // MARK: Fingerprints

  private static let schema = TableSchema(
    name: "t",
    fields: ["a", "b", "c"].map { name in
      var field = Field(name: name, type: .string)
      field.store = .column(name)
      return field
    }, naturalKey: ["a"])

  @Test(
    arguments: [
      (.text("1"), .integer(1)), (.text(""), .null), (.integer(1), .real(1)),
      (.text("ab"), .text("ba")), (.list([.text("ab")]), .list([.text("a"), .text("b")])),
      (.list([.text("a"), .text("b")]), .list([.text("b"), .text("a")])),
      (
        .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T14:00:00Z"),
        .dateTime(local: "2027-03-06T09:00", utc: "2027-03-06T15:00:00Z")
      ),
    ] as [(FieldValue, FieldValue)])
  func differentValues_differ(left: FieldValue, right: FieldValue) {
    #expect(RecordFingerprint.hash(left) != RecordFingerprint.hash(right))
    #expect(RecordFingerprint.hash(left) == RecordFingerprint.hash(left))
  }

  @Test func fingerprint_tellsWhichFieldsDiffer() {
    let one = RecordFingerprint.text([.text("A"), .null, .integer(3)], of: Self.schema)
    let two = RecordFingerprint.text([.text("A"), .text("x"), .integer(4)], of: Self.schema)
    #expect(one.count == 3 * RecordFingerprint.width)
    #expect(RecordFingerprint.differences(one, two) == [1, 2])
    #expect(RecordFingerprint.differences(one, one) == [])
    #expect(RecordFingerprint.differences(one, "") == [0, 1, 2])
  }
}
