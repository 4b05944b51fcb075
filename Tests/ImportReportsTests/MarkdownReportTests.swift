import ImportPipeline
import TabularCore
import Testing

@testable import ImportReports

@Suite struct MarkdownReportTests {
  @Test func report_isPrintedExactly() {
    let expected = #"""
      # Import report

      **2 errors of 1 kind, 1 warning, 1 note.** Nothing was written.

      - run: `20270306-0914-A3`
      - target: `prod`
      - package: `people 5`
      - started: `2027-03-06T14:14:02Z`
      - files: `people.xlsx`

      ## Rows by table

      | table | read | blank | example | skipped | invalid | created | updated | unchanged | deleted |
      | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
      | people | 9 | 0 | 0 | 0 | 3 | 6 | 0 | 0 | 0 |

      ## Errors

      ### `many` is not a whole number

      `people.xlsx › People!D2 (Seats)` · `value.not-integer`

      - read: `many`
      - help: enter a whole number
      - also: `People!D7`: `few` is not a whole number
      - rows: 2, 7 (2 of this kind)

      | row | A Code | B E-mail | C Remark \| \*free\* | D Seats | E PIN |
      | --- | --- | --- | --- | --- | --- |
      | 2 | `A1` |  | ``see `x`\|y <b>`` | **`many`** | `‹secret›` |
      | 7 | `A7` | `‹hidden› (15)` |  | **`few`** |  |

      ## Warnings

      ### host `ana@exmaple.org` looks like `ana@example.org`

      `people.xlsx › People!B7 (E-mail)` · `value.email-typo`

      - read: `ana@exmaple.org`
      - help: check the address

      | row | A Code | B E-mail | D Seats |
      | --- | --- | --- | --- |
      | 7 | `A7` | **`ana@exmaple.org`** | `few` |

      ## Notes

      - `value.normalised`: `a1` was read as `A1` – `people.xlsx › People!A3 (Code)`

      """#
    let text = MarkdownReport().text(of: EvidenceReport.report)
    #expect(text == expected)
  }

  @Test func personalCells_areHidden_whenRedacted() {
    var options = ReportOptions()
    options.isRedacted = true
    let text = MarkdownReport().text(of: EvidenceReport.report, options)
    #expect(!text.contains("exmaple"))
    // What no field is read from may be anybody's.
    #expect(!text.contains("see "))
    #expect(text.contains("`A7`") && text.contains("**`many`**"))
    #expect(!text.contains("1234"))
  }

  @Test func french_isFrench() {
    var options = ReportOptions()
    options.language = "fr"
    let text = MarkdownReport().text(of: EvidenceReport.report, options)
    #expect(text.hasPrefix("# Rapport d'importation\n"))
    #expect(text.contains("\n## Lignes par table\n") && text.contains("\n## Erreurs\n"))
    #expect(text.contains("| ligne | "))
  }

  @Test func notes_areIssues_whenAskedFor() {
    var options = ReportOptions()
    options.showsNotes = true
    let text = MarkdownReport().text(of: EvidenceReport.report, options)
    #expect(text.contains("\n### `a1` was read as `A1`\n"))
    #expect(text.contains("| 3 | **`a1`** |\n"))
  }

  @Test func wideRows_showTheColumnsInQuestion() {
    var report = EvidenceReport.report
    var row = RowEvidence()
    for column in 1...30 {
      row.append(RowEvidence.Cell(column: column, header: "", field: nil, text: "c\(column)"))
    }
    report.issues = IssueCollector()
    report.issues.add(
      Issue("value.required", at: EvidenceReport.place(4, 28, "seats"), arguments: []))
    report.issues.evidence.keep(row, of: RowPlace(source: 1, sheet: "People", row: 4))
    let text = MarkdownReport().text(of: report)
    #expect(text.contains("| row | A | B | C | D | E | F | G | H | I | AB |\n"))
    #expect(
      text.contains(
        "| 4 | `c1` | `c2` | `c3` | `c4` | `c5` | `c6` | `c7` | `c8` | `c9` | **`c28`** |\n"))
    #expect(text.contains("\n20 more columns not shown\n"))
  }

  @Test func manyRowsOfAKind_areCut() {
    var report = EvidenceReport.report
    for row in 20...40 {
      report.issues.add(EvidenceReport.seats(row, "many"))
      report.issues.evidence.keep(
        EvidenceReport.row(["B\(row)", "", "", "many"]),
        of: RowPlace(source: 1, sheet: "People", row: row))
    }
    let text = MarkdownReport().text(of: report)
    #expect(text.contains("| 22 | `B22` |"))
    #expect(!text.contains("`B23`"))
  }

  @Test(
    arguments: [
      ("a *b* _c_ [d](e) <f> & #g", ##"a \*b\* \_c\_ \[d\](e) &lt;f&gt; &amp; \#g"##),
      ("venue_code _x_ a_1", #"venue_code \_x\_ a\_1"#),
      ("`a*b` is <not>", "`a*b` is &lt;not&gt;"), ("one ` alone <b>", #"one \` alone &lt;b&gt;"#),
      ("line\nbreak\u{202E}", "line break"), ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
    ])
  func texts_giveNoMarkup(text: String, expected: String) {
    #expect(Markdown.text(text) == expected)
  }

  @Test(
    arguments: [
      ("a*b", "`a*b`"), ("a`b", "``a`b``"), ("`a``", "``` `a`` ```"), ("", ""), (" x", "`  x `"),
    ])
  func code_isFenced(text: String, expected: String) {
    #expect(Markdown.code(text) == expected)
  }

  @Test func cells_keepTheirBars() {
    var table = MarkdownTable(headings: ["a|b", "c"], leftColumns: 1)
    table.rows = [["`x|y`", #"`p\|q`"#]]
    var sink = ReportBytes()
    table.write(to: &sink)
    #expect(
      String(decoding: sink.bytes, as: UTF8.self) == #"""
        | a\|b | c |
        | --- | --: |
        | `x\|y` | `p\ \|q` |

        """#)
  }
}
