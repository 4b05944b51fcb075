import RecordMapping
import Schemas
import TabularCore
import Testing

@Suite struct CompiledFieldSmokeTests {
  @Test func readsCode() throws {
    let field = Field(name: "code", type: .code)
    let compiled = CompiledField(
      field: field, in: TableSchema(name: "t", fields: [field]),
      package: DataPackage(name: "p", title: LocalizedText("p")))
    #expect(try compiled.checkText("tor-01 ").value == .text("TOR-01"))
  }
}
