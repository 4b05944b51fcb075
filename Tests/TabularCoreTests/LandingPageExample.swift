import TabularCore
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    // The example of the landing page begins here.
    var batch = RowBatch()
    batch.beginRow(number: 2)
    batch.appendCell(column: 1, kind: .text, text: "TOR-01")
    batch.appendCell(column: 2, kind: .text, text: "many")

    var issues = IssueCollector()
    for (index, row) in batch.rows.enumerated() {
      for cell in batch.cells(ofRowAt: index) where cell.column == 2 {
        let text = batch.text(of: cell)
        guard Int(text) == nil else { continue }
        let place = IssueLocation(.delimited, file: "rooms.csv", row: row.number, column: 2)
        issues.add(Issue(.valueNotInteger(value: text), at: place))
      }
    }
    // Sentences are made when they are shown, in the reader's language.
    let sentences = issues.issues.map { issue in
      let message = IssueCatalog.definition(of: issue.code)?.message(variant: issue.variant)
      return MessageTemplate(message?.text(in: "fr") ?? "").filled(with: issue.arguments, in: "fr")
    }
    // The example ends here.
    #expect(issues.count(of: .error) == 1)
    #expect(issues.issues.first?.location.row == 2)
    #expect(sentences == ["`many` n'est pas un nombre entier"])
  }
}
