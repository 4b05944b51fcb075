import TabularCore
import Testing

@Suite struct IssueCollectorTests {
  private func issue(_ code: IssueCode, row: Int, field: String = "name") -> Issue {
    Issue(
      .rule(
        code, arguments: [IssueArgument("field", field), IssueArgument("value", "v\(row % 2)")]),
      at: IssueLocation(
        .delimited, file: "items.csv", table: "items", row: row, column: 2, field: field))
  }

  @Test func details_areCappedPerCodeTableAndField_totalsAreNot() {
    var collector = IssueCollector(maximumDetails: 3)
    for row in 2...11 { collector.add(issue("value.required", row: row)) }
    collector.add(issue("value.too-long", row: 2))
    #expect(collector.issues.count == 4)
    #expect(collector.isCut(issue("value.required", row: 9)))
    #expect(!collector.isCut(issue("value.required", row: 9, field: "other")))
    let key = IssueCollector.CountKey(code: "value.required", severity: .error, table: "items")
    #expect(collector.counts[key] == IssueCollector.Count(found: 10, kept: 3))
    #expect(collector.count(of: .error) == 11)
    let kind = collector.kind(of: issue("value.required", row: 2))
    #expect(collector.rowsByKind[kind]?.description == "2–11")
    #expect(collector.countByKind[kind] == 10)
  }

  @Test func everyField_hasDetailsOfItsOwn_inBoundedMemory() {
    var collector = IssueCollector(maximumDetails: 4)
    let fields = (0..<100).map { "f\($0)" }
    for row in 2...30 {
      for field in fields { collector.add(issue("value.required", row: row, field: field)) }
    }
    let key = IssueCollector.CountKey(code: "value.required", severity: .error, table: "items")
    #expect(collector.counts[key]?.found == 2_900)
    #expect(collector.counts[key]?.kept == collector.issues.count)
    // One of every field, though the total is that of twenty full fields.
    #expect(Set(collector.issues.map(\.location.field)).count == 100)
    #expect(collector.issues.count == 100)
    #expect(!collector.hasRoom(for: key, field: "f0"))
    #expect(collector.hasRoom(for: key, field: "g"))
  }

  @Test func aFieldThatComesLast_isNotHiddenByOthers() {
    var collector = IssueCollector(maximumDetails: 4)
    for row in 2...30 { collector.add(issue("value.required", row: row, field: "a")) }
    for row in 2...30 { collector.add(issue("value.required", row: row, field: "b")) }
    #expect(collector.issues.map(\.location.field) == ["a", "a", "a", "a", "b", "b", "b", "b"])
    #expect(collector.issues.map(\.location.row) == [2, 3, 4, 5, 2, 3, 4, 5])
  }

  @Test func whatIsCounted_countsAsCut() {
    var collector = IssueCollector(maximumDetails: 2)
    let key = IssueCollector.CountKey(code: "value.required", severity: .error, table: "items")
    for row in 2...3 { collector.add(issue("value.required", row: row)) }
    #expect(!collector.hasRoom(for: key, field: "name"))
    #expect(!collector.hasRoom(for: key, field: "other", after: 2))
    #expect(collector.hasRoom(for: key, field: "other", after: 1))
    #expect(!collector.isCut(issue("value.required", row: 2)))
    collector.tally(
      "value.required", table: "items", file: "items.csv", sheet: nil, field: "name", count: 7,
      rows: RowRanges())
    #expect(collector.isCut(issue("value.required", row: 2)))
    #expect(collector.counts[key] == IssueCollector.Count(found: 9, kept: 2))
  }

  @Test func kinds_differByTheirArguments() {
    var collector = IssueCollector()
    for row in 2...5 { collector.add(issue("value.enum-unknown", row: row)) }
    #expect(collector.countByKind.count == 2)
    let even = collector.kind(of: issue("value.enum-unknown", row: 2))
    #expect(even.arguments == ["v0"])
    #expect(collector.rowsByKind[even]?.description == "2, 4")
  }

  @Test func kindsBeyondTheirMaximum_areOne_inWhateverPartsTheyCome() {
    let most = IssueCollector.maximumKinds
    let rows = 2...(most + 101)
    let issues = rows.map { row in
      Issue(
        .rule("value.enum-unknown", arguments: [IssueArgument("value", "v\(row)")]),
        severity: .error,
        at: IssueLocation(.delimited, file: "items.csv", table: "items", row: row, field: "name"))
    }
    var whole = IssueCollector(maximumDetails: 0)
    for issue in issues { whole.add(issue) }
    #expect(whole.issues.count == rows.count)
    #expect(whole.countByKind.count == most + 1)
    let rest = whole.kind(of: issues[most])
    #expect(rest.arguments.isEmpty)
    #expect(whole.countByKind[rest] == 100)
    #expect(whole.rowsByKind[rest]?.description == "\(most + 2)–\(most + 101)")
    #expect(whole.kind(of: issues[0]).arguments == ["v2"])
    var parts = (0..<2).map { _ in IssueCollector(maximumDetails: 0) }
    for (index, issue) in issues.enumerated() { parts[index * 2 / issues.count].add(issue) }
    var merged = parts[0]
    merged.merge(parts[1])
    #expect(merged.countByKind.count == most + 1)
    #expect(merged.countByKind.values.reduce(0, +) == rows.count)
    #expect(merged.countByKind[rest] == 100)
  }

  @Test func severity_followsPackageThenStrict() {
    var collector = IssueCollector(severityChanges: ["rule.a": .warning, "value.email-typo": .note])
    #expect(collector.severity(of: "rule.a", declared: .error) == .warning)
    #expect(collector.severity(of: "value.email-typo") == .note)
    #expect(collector.severity(of: "value.required") == .error)
    collector.isStrict = true
    #expect(collector.severity(of: "rule.a", declared: .error) == .error)
    #expect(collector.severity(of: "value.email-typo") == .note)
    #expect(collector.severity(of: "header.unknown") == .error)
  }

  @Test func silencedCodes_areNotCounted() {
    var collector = IssueCollector()
    collector.silenced = ["header.unknown"]
    collector.add(issue("header.unknown", row: 1))
    #expect(collector.counts.isEmpty && collector.issues.isEmpty)
  }

  @Test func merge_addsTotalsAndKeepsTheCap() {
    var first = IssueCollector(maximumDetails: 3)
    var second = IssueCollector(maximumDetails: 3)
    for row in 2...3 { first.add(issue("value.required", row: row)) }
    for row in 4...9 { second.add(issue("value.required", row: row)) }
    second.add(issue("value.required", row: 4, field: "other"))
    first.merge(second)
    let key = IssueCollector.CountKey(code: "value.required", severity: .error, table: "items")
    #expect(first.counts[key] == IssueCollector.Count(found: 9, kept: 4))
    #expect(first.issues.map(\.location.row) == [2, 3, 4, 4])
    #expect(first.isCut(issue("value.required", row: 4)))
    #expect(!first.isCut(issue("value.required", row: 4, field: "other")))
    #expect(first.rowsByKind[first.kind(of: issue("value.required", row: 2))]?.description == "2–9")
  }
}
