import RecordMapping
import Schemas
import TabularCore
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    let field = Field(name: "open", type: .boolean)
    let table = TableSchema(name: "halls", fields: [field])
    let package = DataPackage(name: "sites", title: LocalizedText("Sites"), tables: [table])
    let reader = CompiledField(field: field, in: table, package: package)

    let reading = try reader.read(CellInput(" oui "), in: ReadingContext())
    // `reading.value` is 1; `reading.remarks` says that the text was cleaned.

    var code: IssueCode?
    do throws(CellProblem) {
      _ = try reader.read(CellInput("perhaps"), in: ReadingContext())
    } catch {
      code = error.code  // value.boolean-unknown
    }
    // The example ends here.
    #expect(reading.value == .integer(1))
    #expect(reading.remarks.map(\.code) == ["value.normalised"])
    #expect(code == "value.boolean-unknown")
  }
}
