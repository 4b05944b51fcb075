import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// A program that keeps zeros by writing `="00123"` does so in every field, in its headers too.
@Suite struct WrappedTextTests {
  @Test func headersKeysAndControls_areReadWithoutTheWrapping() throws {
    let harness = try ImportHarness(store: .empty)
    let wrapped = ["location_code", "name", "time_zone", "kind", "source_id", "action"]
    let report = try harness.execute([
      .csv(
        "locations", wrapped.map { "=\"\($0)\"" }.joined(separator: ","),
        "=\"00123\",\"=\"\"Brampton\"\"\",=\"America/Toronto\",=\"virtual\",=\"0042\",=\"create\"",
        "=\"00124\",Guelph,America/Toronto,virtual,'0043,=\"skip\"")
    ])
    #expect(report.findings() == [])
    #expect(report.line("locations")?.summary == "read 2, skipped 1, created 1")
    #expect(try harness.stored("SELECT location_code, name FROM locations") == ["00123|Brampton"])
    #expect(try harness.stored("SELECT source_id FROM registrar_id_map") == ["0042"])
  }
}
