import TabularCore
import Testing

@Suite struct RowEvidenceTests {
  private func cell(_ column: Int, _ text: String, isSecret: Bool = false) -> RowEvidence.Cell {
    RowEvidence.Cell(
      column: column, header: "h\(column)", field: nil, text: text, isSecret: isSecret)
  }

  @Test func cellsBeyondTheBound_areCounted() {
    var evidence = RowEvidence()
    for column in 1...100 { evidence.append(cell(column, "x")) }
    #expect(evidence.cells.map(\.column) == Array(1...64))
    #expect(evidence.omittedCount == 36)
    #expect(evidence.isFull)
  }

  @Test func bytesBeyondTheBound_areCounted() {
    var evidence = RowEvidence()
    for column in 1...30 { evidence.append(cell(column, String(repeating: "é", count: 300))) }
    // 200 letters of two bytes each.
    #expect(evidence.cells.count == 10)
    #expect(evidence.cells.allSatisfy { $0.text.count == 200 })
    #expect(evidence.omittedCount == 20)
  }

  @Test func secretsAndCardNumbers_areNotKept() {
    var evidence = RowEvidence()
    evidence.append(cell(1, "hunter2", isSecret: true))
    evidence.append(cell(2, "4111 1111 1111 1111"))
    #expect(evidence.cells.map(\.text) == ["", "•••• •••• •••• 1111"])
  }

  @Test func rowsBeyondTheBound_areNotKept() {
    var row = RowEvidence()
    for column in 1...20 { row.append(cell(column, String(repeating: "x", count: 200))) }
    var all = EvidenceByRow()
    let most = EvidenceByRow.maximumBytes / 4_000
    for number in 1...most + 100 {
      all.keep(row, of: RowPlace(source: 1, sheet: nil, row: number))
    }
    #expect(all.count == most)
  }

  @Test func mergedCollectors_keepTheRowsOfBoth() {
    func collector(_ row: Int) -> IssueCollector {
      var collector = IssueCollector()
      let location = IssueLocation(.delimited, source: 1, file: "a.csv", row: row)
      collector.add(Issue(.valueFormulaUncached(), at: location))
      var evidence = RowEvidence()
      evidence.append(cell(1, "row \(row)"))
      collector.evidence.keep(evidence, of: RowPlace(source: 1, sheet: nil, row: row))
      return collector
    }
    var first = collector(2)
    first.merge(collector(3))
    let texts = first.issues.map { first.evidence[$0.location]?.cells.first?.text }
    #expect(texts == ["row 2", "row 3"])
    let other = IssueLocation(.delimited, source: 2, file: "a.csv", row: 2)
    #expect(first.evidence[other] == nil)
  }

  @Test func placesOutsideOfRows_haveNone() {
    #expect(RowPlace(IssueLocation(.store, table: "a", row: 1)) == nil)
    #expect(RowPlace(IssueLocation(.workbook, source: 1, file: "a.xlsx")) == nil)
  }
}
