import TabularCore
import Testing

/// Issues come out of a list as they went in.
@Suite struct IssueListTests {
  typealias Issue = TabularCore.Issue

  private func issues() -> [Issue] {
    let cell = IssueLocation(
      .workbook, source: 2, file: "é.xlsx", sheet: "A b", table: "sites", row: 1_048_576,
      column: 16_384, field: "code", key: ["a", "", "ü/b"])
    var full = Issue(
      .valueNotInteger(value: "x\u{0}y"), severity: .warning, at: cell, value: "x\u{0}y", shown: "",
      isSecret: true, isPersonal: true,
      suggestion: Issue.Suggestion("12", evidence: "the only one"),
      related: [
        .init(cell, rows: RowRanges([3, 4, 9]), label: "waiting rows"),
        .init(IssueLocation(.store, table: "sites", key: ["k"]), label: ""),
      ], rows: RowRanges([1, 2, 7]))
    full.arguments.append(
      IssueArgument("amount", "1875", shown: LocalizedText("18.75", ["fr": "18,75"])))
    full.arguments.append(IssueArgument("value", "x\u{0}y", shown: LocalizedText("y")))
    let part = IssueLocation(.workbook, file: "b.xlsx", part: "xl/a.xml", byteOffset: 1 << 40)
    var value = IssueLocation(
      .json, source: 3, file: "c.json", sheet: "/a", part: "/a/0/b", row: 1, column: 2)
    value.line = 12
    value.lineColumn = 1 << 30
    return [
      full, Issue(.fileEmpty(), at: value), Issue(.fileEmpty(), at: IssueLocation(.json)),
      Issue(.rule("rule.own", arguments: []), at: IssueLocation(.run)),
      Issue(.rule("rule.own", variant: "v", arguments: []), severity: .note, at: part, value: ""),
      Issue(
        .rule("rule.own", arguments: [IssueArgument("count", -3)]),
        at: IssueLocation(.delimited, row: 0, column: 0)),
    ]
  }

  @Test func everyPartSurvives() {
    let issues = issues()
    let list = IssueList(issues + issues.reversed())
    #expect(list.count == issues.count * 2)
    #expect(list.elementsEqual(issues + issues.reversed()))
    #expect(list == IssueList(issues + issues.reversed()))
    #expect(list != IssueList(issues + issues))
  }

  @Test func selections_haveAnOrderOfTheirOwn() {
    let issues = issues()
    var selection = IssueSelection(IssueList(issues), at: [3, 0])
    selection.append(1)
    #expect(selection.elementsEqual([issues[3], issues[0], issues[1]]))
  }

  /// A million issues must fit beside the run that found them.
  @Test func usualIssues_takeFewBytes() {
    let list = IssueList(
      (0..<1_000).map { row in
        Issue(
          .valueNotInteger(value: "many\(row)"),
          at: IssueLocation(
            .delimited, source: 1, file: "people.csv", table: "people", row: row + 2, column: 4,
            field: "seats", key: ["A-\(row)"]), value: "many\(row)")
      })
    #expect(list.byteCount < 60 * list.count)
  }
}
