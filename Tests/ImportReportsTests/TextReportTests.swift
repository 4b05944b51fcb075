import ImportPipeline
import ImportReports
import TabularCore
import Testing

@Suite struct TextReportTests {
  @Test func workedExample_isPrintedExactly() {
    let expected = """
      error[value.enum-unknown]: `phisical` is not a `kind`, expected `physical` or `virtual`
        --> december.xlsx › Locations!C12 (kind)
         | read      phisical
         = help: choose from the list
         = did you mean `physical`: the only value within one letter

      error[rule.visit-end]: the visit ends at `2027-03-06 08:00`, expected a time after its start \
      `2027-03-06 09:00`
        --> december.xlsx › 'Common visits'!I37 (end_at)
         | read      46452.33333   (shown as 06/03/2027 08:00)
         | related   december.xlsx › 'Common visits'!H37 (start_at): 2027-03-06 09:00
         = help: correct the end
         = rows 37, 52, 60–61 (4 of this kind)

      error[reference.parent-invalid]: `37` rows of `venues` wait for location `TOR-02`, which has \
      an error
        --> december.xlsx › Locations!A12 (location_code)
         | related   december.xlsx › Venues!4–40: waiting rows
         | related   december.xlsx › Locations!C12 (kind): value.enum-unknown
         = help: correct the parent first

      warning[rule.helpers]: `2` helpers for `110` people, at least `4` are usual
        --> december.xlsx › 'Common visits'!J9 (capacity)
         = help: assign more helpers

      note[value.normalised]: 14 cells, for example `Eastern Standard Time` read as \
      `America/Toronto` (Locations!E3)

      table            read  blank  example  skipped  invalid  created  updated  unchanged  deleted
      locations          12      0        1        0        1        9        1          0        0
      venues             61      2        1        0       37       18        3          0        0
      common_visits      88      4        1        0        4       79        0          0        0

      6 errors of 3 kinds, 1 warning, 14 notes. Nothing was written. Exit 1.

      """
    #expect(TextReport().text(of: SampleReport.report) == expected)
  }

  @Test func notes_arePrintedLikeErrors_whenAskedFor() {
    var options = ReportOptions()
    options.showsNotes = true
    let text = TextReport(options).text(of: SampleReport.report)
    #expect(
      text.contains(
        """
        note[value.normalised]: `Eastern Standard Time` was read as `America/Toronto`
          --> december.xlsx › Locations!E3 (time_zone)
           | read      Eastern Standard Time
           = help: nothing to do
           = rows 3–16 (14 of this kind)
        """))
    #expect(!text.contains("14 cells"))
  }

  @Test func french_saysEverythingInFrench() {
    var options = ReportOptions()
    options.language = .french
    let text = TextReport(options).text(of: SampleReport.report)
    #expect(
      text.hasPrefix(
        """
        erreur[value.enum-unknown] : `phisical` n'est pas un `kind`, `physical` ou `virtual` est \
        attendu
          --> december.xlsx › Locations!C12 (kind)
           | lu     phisical
           = aide : choisissez dans la liste
        """))
    #expect(text.contains("   = lignes 37, 52, 60–61 (4 de ce genre)\n"))
    #expect(text.contains("\n6 erreurs de 3 genres, 1 avertissement, 14 notes. "))
    #expect(text.hasSuffix(" Code de sortie 1.\n"))
  }

  @Test func colour_marksSeverityAndArrows_onlyWhenTold() {
    var options = ReportOptions()
    options.usesColour = true
    let text = TextReport(options).text(of: SampleReport.report)
    #expect(text.hasPrefix("\u{1B}[1;31merror[value.enum-unknown]\u{1B}[0m: `phisical`"))
    #expect(text.contains("  \u{1B}[1;34m-->\u{1B}[0m december.xlsx"))
    #expect(!TextReport().text(of: SampleReport.report).contains("\u{1B}"))
  }

  @Test func cleanRun_isOneLine() {
    let run = ImportReport.Run(
      id: "1", mode: "execute", target: "t", startedAt: "", conclusion: "9 records were written",
      isWritten: true)
    #expect(
      TextReport().text(of: ImportReport(run: run))
        == "No errors. 9 records were written. Exit 0.\n")
  }

  @Test func moreThanTwentyKinds_areCountedAndSummedUp() {
    var report = emptyReport
    for column in 1...23 {
      report.issues.add(required(row: 2, column: column, field: "field\(column)"))
    }
    let lines = TextReport().text(of: report).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("error[value.required]") } == 20)
    #expect(lines.contains("and 3 more kinds; see the report"))
    #expect(lines.contains("value.required  error     items       23         0"))
    #expect(lines.last == "23 errors of 23 kinds. Nothing was written. Exit 1.")
  }

  @Test func leftOutDetails_areCountedExactly() {
    var report = emptyReport
    report.issues = IssueCollector(maximumDetails: 2)
    for row in stride(from: 2, through: 40, by: 2) {
      report.issues.add(required(row: row, column: 3, field: "name"))
    }
    let lines = TextReport().text(of: report).split(separator: "\n")
    #expect(
      lines.contains(
        "   = rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24 and 8 more rows (20 of this kind)"))
    #expect(lines.contains("18 details were left out; totals are exact:"))
    #expect(lines.contains("value.required  error     items       20        18"))
    #expect(lines.last == "20 errors of 1 kind. Nothing was written. Exit 1.")
  }

  @Test func kindsTheCapCutOff_sayAtLeast() {
    var report = emptyReport
    report.issues = IssueCollector(maximumDetails: 2)
    for row in 2...9 {
      report.issues.add(
        Issue(
          "value.enum-unknown",
          at: IssueLocation(
            .delimited, file: "items.csv", table: "items", row: row, column: 1, field: "kind"),
          arguments: [IssueArgument("value", "x")]))
    }
    #expect(TextReport().text(of: report).contains("   = rows 2–3 (at least 2 of this kind)\n"))
  }

  @Test func untrustedValues_cannotBreakTheLines() {
    var report = emptyReport
    let value = "a\u{1B}[2Jb\nc\u{202E}d"
    report.issues.add(
      Issue(
        "value.not-number",
        at: IssueLocation(.delimited, file: "items\u{7}.csv", table: "items", row: 2, column: 1),
        arguments: [IssueArgument("value", value)], value: value))
    let text = TextReport().text(of: report)
    #expect(
      text.hasPrefix(
        """
        error[value.not-number]: `a[2Jb cd` is not a number
          --> items.csv:2:1
           | read      a[2Jb cd

        """.replacing("\n\n", with: "\n")))
  }

  @Test func partialRunAndUnreadTables_areSaid() {
    var report = emptyReport
    report.run.isPartial = true
    report.unreadTables = ["items", "orders"]
    report.package = ImportReport.Package(
      name: "shop", version: "1", hash: "", severityChanges: ["rule.price": .warning])
    #expect(
      TextReport().text(of: report) == """
        package shop changes severities: rule.price warning

        not read: items, orders

        The run ended early; the totals are partial.

        No errors. Nothing was written. Exit 1.

        """)
  }

  private var emptyReport: ImportReport {
    ImportReport(
      run: ImportReport.Run(
        id: "1", mode: "validate", target: "t", startedAt: "", outcome: .dataErrors))
  }

  private func required(row: Int, column: Int, field: String) -> Issue {
    Issue(
      "value.required",
      at: IssueLocation(
        .delimited, file: "items.csv", table: "items", row: row, column: column, field: field),
      arguments: [IssueArgument("field", field), IssueArgument("expected", "a text")])
  }
}
