import ImportPipeline
import RecordMapping
import Schemas
import StoreTesting
import TabularCore
import Testing

/// Unique numbers that move up by one: no number is free until the next record has left it.
@Suite struct ShiftLaws {
  private static var package: DataPackage {
    var code = Field(name: "code", type: .code)
    code.isRequired = true
    let place = Field(name: "place", type: .integer)
    return DataPackage(
      name: "queue", title: LocalizedText("Queue"), version: "1", hash: "dd55",
      tables: [
        TableSchema(
          name: "people", fields: [code, place], naturalKey: ["code"], uniqueKeys: [["place"]])
      ])
  }

  @Test(arguments: StoreKind.allCases)
  func numbersMoveUp(_ kind: StoreKind) throws {
    let scratch = try StoreUnderTest(kind, Self.package)
    let table = Self.package.tables[0]
    for (run, shift) in [("A", 0), ("B", 1)] {
      let store = try scratch.opened(writes: true)
      defer { store.rollBack() }
      for number in 0..<5 {
        let key = text("P\(number)")
        let stored = shift == 0 ? nil : try store.records(of: table, keys: [[key]]).first ?? nil
        try store.stage(
          [
            StagedRecord(
              ordinal: number, operation: shift == 0 ? .create : .update, storedID: stored?.id,
              values: [key, .integer(Int64(number + shift))], changedFields: shift == 0 ? [] : [1])
          ], of: table)
      }
      _ = try store.merge([table], run: StorePackage.run(run))
      try store.commit()
    }
    #expect(
      try scratch.ask("SELECT code, place FROM people ORDER BY code") == [
        "P0|1", "P1|2", "P2|3", "P3|4", "P4|5",
      ])
  }
}
