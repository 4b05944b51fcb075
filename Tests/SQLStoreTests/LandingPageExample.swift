import ImportPipeline
import RecordMapping
import RuleEvaluation
import SQLStore
import Schemas
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    let halls = TableSchema(
      name: "halls", fields: [Field(name: "hall_code", type: .code)], naturalKey: ["hall_code"])
    let staged = StagedRows(halls, fields: [0], pool: TextPool())
    for (ordinal, code) in ["A-1", "B-1", "A-1"].enumerated() {
      staged.append(
        StagedRecord(ordinal: ordinal, operation: .create, values: [.text(code)]))
    }

    // Answered from columns; `nil` would mean that the store's SQL must be asked.
    let repeats = staged.repeats(onFields: [0])
    // The example ends here.
    #expect(repeats?.map(\.ordinal) == [2])
    #expect(repeats?.map(\.first) == [0])
  }
}
