import ImportPipeline
import Schemas
import TabularCore
import Testing

/// References to rows that may come after the row that refers.
@Suite struct LateReferenceTests {
  private static var package: DataPackage {
    var code = Field(name: "code", type: .string)
    code.isRequired = true
    var parent = Field(name: "parent", type: .string)
    parent.store = .reference("parent_id")
    return DataPackage(
      name: "topics", title: LocalizedText("Topics"), version: "1", hash: "ee55",
      tables: [
        TableSchema(
          name: "topics", fields: [code, Field(name: "name", type: .string), parent],
          naturalKey: ["code"],
          references: [
            Reference(
              field: "parent", table: "topics", targetField: "code",
              alternatives: [Reference.Alternative(field: "name")])
          ])
      ])
  }

  private func report(_ rows: String..., in harness: ImportHarness? = nil) throws -> ImportReport {
    let harness = try harness ?? ImportHarness(store: .empty, package: Self.package)
    return try harness.execute([.csv("topics", lines: ["code,name,parent"] + rows)])
  }

  @Test func parentBelow_isFoundByItsKey() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package)
    let report = try report("C,Third,B", "A,First,", "B,Second,A", in: harness)
    #expect(report.findings() == [])
    #expect(
      try harness.stored(
        """
        SELECT t.code, p.code FROM topics AS t LEFT JOIN topics AS p ON p.id = t.parent_id
        ORDER BY t.code
        """) == ["A|NULL", "B|A", "C|B"])
    #expect(report.line("topics")?.summary == "read 3, created 3")
  }

  @Test func nameInPlaceOfTheKey_isReadAsTheKey() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package)
    let report = try report("C,Third,First", "A,First,", in: harness)
    #expect(
      report.findings(withNotes: true) == ["note value.normalised at topics.csv:2:3 (parent)"])
    #expect(
      try harness.stored(
        """
        SELECT t.code, p.code FROM topics AS t LEFT JOIN topics AS p ON p.id = t.parent_id
        ORDER BY t.code
        """) == ["A|NULL", "C|A"])
  }

  @Test func aLateName_isToldAsAValueThatNoCellGave() throws {
    let harness = try ImportHarness(store: .empty, package: Self.package)
    let lines = ["code,name,parent", "C,Third,First", "A,First,", "B,Second,A"]
    let report = try harness.execute([.csv("topics", lines: lines)]) { $0.explainsValues = true }
    let told = (report.explainedValues ?? []).map {
      "\($0.origin) \($0.location.field ?? "") \($0.read ?? "") \($0.value) \($0.rows)"
    }
    #expect(told == ["named parent First A 2"])
  }

  @Test func nameOfTwoRecords_isAmbiguous() throws {
    let report = try report("C,Third,Same", "A,Same,", "B,Same,")
    #expect(report.findings() == ["error reference.name-ambiguous at topics.csv:2:3 (parent)"])
    #expect(
      report.message(report.first("reference.name-ambiguous"))
        == "`Same` is the name of `2` topics: `A`, `B`")
    #expect(report.line("topics")?.summary == "read 3, invalid 1, created 2")
  }

  @Test func nameOfNobody_isMissing() throws {
    let report = try report("C,Third,Nobody", "A,Same,")
    #expect(report.findings() == ["error reference.missing at topics.csv:2:3 (parent)"])
  }
}
