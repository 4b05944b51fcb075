import Schemas
import TabularCore
import Testing

@Suite struct DependencyOrderTests {
  /// Tables with references written `field>table`, `field!>table` where required.
  private func package(_ tables: [(String, [String])]) -> DataPackage {
    DataPackage(
      name: "p", title: LocalizedText("p"),
      tables: tables.map { name, references in
        var table = TableSchema(name: name)
        for text in references {
          let parts = text.split(separator: ">").map(String.init)
          var field = Field(name: parts[0].replacing("!", with: ""), type: .code)
          field.isRequired = parts[0].hasSuffix("!")
          table.fields.append(field)
          table.references.append(
            Reference(field: field.name, table: parts[1], targetField: "code"))
        }
        return table
      })
  }

  @Test func parentsComeFirstAndTiesKeepTheirOrder() {
    let order = package([
      ("c", ["b!>b"]), ("x", []), ("b", ["a>a"]), ("a", []), ("y", ["y>y"]),
    ]).dependencyOrder
    #expect(order.tables == ["x", "a", "b", "c", "y"])
    #expect(order.deferred == [] && order.cycle == [])
  }

  @Test func anOptionalReferenceThatClosesACycleIsDeferred() {
    let order = package([
      ("waiting", ["w>accounts"]), ("accounts", ["owner>users"]), ("projects", ["a!>accounts"]),
      ("users", ["a!>accounts"]),
    ]).dependencyOrder
    #expect(order.tables == ["accounts", "waiting", "projects", "users"])
    #expect(order.deferred == [DependencyOrder.Deferred(table: "accounts", field: "owner")])
    #expect(order.cycle == [])
  }

  @Test func requiredReferencesMayNotFormACycle() {
    let order = package([
      ("a", ["b!>b"]), ("b", ["c!>c"]), ("c", ["a!>a"]), ("d", ["a!>a"]),
    ]).dependencyOrder
    #expect(order.cycle == ["a", "b", "c"])
    #expect(order.tables.sorted() == ["a", "b", "c", "d"])
  }

  @Test func keysAreRequired() {
    var tables = package([("a", ["b>b"]), ("b", ["a>a"])]).tables
    tables[0].naturalKey = ["b"]
    tables[1].naturalKey = ["a"]
    let order = DataPackage(name: "p", title: LocalizedText("p"), tables: tables).dependencyOrder
    #expect(order.cycle == ["a", "b"])
  }
}
