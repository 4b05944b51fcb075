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
         = once corrected: 37 more rows that wait for this are cleared

      error[reference.parent-invalid]: `37` rows of `venues` wait for location `TOR-02`, which has \
      an error
        --> december.xlsx › Locations!A12 (location_code)
         | related   december.xlsx › Venues!4–40: waiting rows
         | related   december.xlsx › Locations!C12 (kind): value.enum-unknown
         = help: correct the parent first

      error[rule.visit-end]: the visit ends at `2027-03-06 08:00`, expected a time after its start \
      `2027-03-06 09:00`
        --> december.xlsx › 'Common visits'!I37 (Available To)
         | read      46452.33333   (shown as 06/03/2027 08:00)
         | related   december.xlsx › 'Common visits'!H37 (start_at): 2027-03-06 09:00
         = help: correct the end
         = rows 37, 52, 60–61 (4 of this kind)

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
    let text = TextReport().text(of: SampleReport.report, options)
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
    options.language = "fr"
    let text = TextReport().text(of: SampleReport.report, options)
    #expect(
      text.hasPrefix(
        """
        erreur[value.enum-unknown] : `phisical` n'est pas une valeur de `kind`, `physical` ou `virtual` est \
        attendu
          --> december.xlsx › Locations!C12 (kind)
           | lu     phisical
           = aide : choisissez dans la liste
        """))
    #expect(text.contains("   = lignes 37, 52, 60–61 (4 de ce genre)\n"))
    #expect(text.contains("\n6 erreurs de 3 genres, 1 avertissement, 14 notes. "))
    #expect(text.contains("vouliez-vous dire `physical` : la seule valeur à une lettre près\n"))
    #expect(text.contains("`37` lignes de `venues` attendent `TOR-02` (lieu), qui a une erreur"))
    #expect(text.contains("Venues!4–40 : lignes en attente\n"))
    #expect(text.contains("\ntable            lues  vides  exemples  sautées  en erreur  créées"))
    #expect(text.hasSuffix(" Rien n'a été écrit. Code de sortie 1.\n"))
  }

  @Test func spanish_saysEverythingInSpanish() {
    var options = ReportOptions()
    options.language = "es"
    let text = TextReport().text(of: SampleReport.report, options)
    #expect(
      text.hasPrefix(
        """
        error[value.enum-unknown]: `phisical` no es un valor de `kind`, se espera `physical` o \
        `virtual`
          --> december.xlsx › Locations!C12 (kind)
           | leído   phisical
           = ayuda: elija de la lista
        """))
    #expect(text.contains("   = filas 37, 52, 60–61 (4 de este tipo)\n"))
    #expect(text.contains("\n6 errores de 3 tipos, 1 advertencia, 14 notas. "))
    #expect(
      text.contains("quizá quiso decir `physical`: el único valor a una letra de distancia\n"))
    #expect(text.contains("Venues!4–40: filas en espera\n"))
    #expect(text.contains("\ntabla            leídas  vacías  ejemplos  omitidas  con error"))
    #expect(text.hasSuffix(" Código de salida 1.\n"))
  }

  @Test func colour_marksSeverityAndArrows_onlyWhenTold() {
    var options = ReportOptions()
    options.usesColour = true
    let text = TextReport().text(of: SampleReport.report, options)
    #expect(text.hasPrefix("\u{1B}[1;31merror[value.enum-unknown]\u{1B}[0m: `phisical`"))
    #expect(text.contains("  \u{1B}[1;34m-->\u{1B}[0m december.xlsx"))
    #expect(!TextReport().text(of: SampleReport.report).contains("\u{1B}"))
  }

  @Test func cleanRun_isOneLine() {
    let run = ImportReport.Run(
      id: "1", mode: "execute", target: "t", startedAt: "",
      conclusion: LocalizedText("9 records were written"),
      isWritten: true)
    #expect(
      TextReport().text(of: ImportReport(run: run))
        == "No errors. 9 records were written. Exit 0.\n")
  }

  /// Errors of `count` kinds in one file.
  private func errors(_ count: Int, in file: String) -> [Issue] {
    (1...count).map { column in
      var issue = required(row: 2, column: column, field: "field\(column)")
      issue.location.file = file
      return issue
    }
  }

  @Test(arguments: [(199, 199), (200, 20)])
  func errorsOfAFile_areNeverCut_belowTwoHundred(found: Int, printed: Int) {
    var report = emptyReport
    for issue in errors(found, in: "items.csv") { report.issues.add(issue) }
    let lines = TextReport().text(of: report).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("error[value.required]") } == printed)
    let rest = lines.first { $0.hasPrefix("and ") }.map(String.init)
    #expect(
      rest
        == (found == printed
          ? nil
          : "and 180 more kinds; --verbose prints all, --report text:PATH writes them to a file"))
    #expect(lines.contains { $0.hasPrefix("value.required ") } == (found != printed))
    #expect(lines.last == "\(found) errors of \(found) kinds. Nothing was written. Exit 1.")
  }

  @Test func manyErrorsOfOneFile_hideNoneOfAnother() {
    var report = emptyReport
    report.issues.maximumDetails = 0
    for issue in errors(300, in: "bad.csv") + errors(30, in: "good.csv") {
      report.issues.add(issue)
    }
    let text = TextReport().text(of: report)
    let places = text.split(separator: "\n").filter { $0.hasPrefix("  --> ") }
    #expect(places.count { $0.contains("good.csv") } == 30)
    #expect(places.count { $0.contains("bad.csv") } == 20)
  }

  @Test func warnings_areCutAtTwentyKinds() {
    var report = emptyReport
    for column in 1...23 {
      var issue = required(row: 2, column: column, field: "field\(column)")
      issue.code = "value.placeholder"
      issue.severity = .warning
      report.issues.add(issue)
    }
    let lines = TextReport().text(of: report).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("warning[value.placeholder]") } == 20)
    #expect(
      lines.contains(
        "and 3 more kinds; --verbose prints all, --report text:PATH writes them to a file"))
  }

  @Test func errorsOfAKind_whoseSentencesDiffer_areAllSaid() {
    var report = emptyReport
    for (row, value) in [(2, "12.5"), (5, "x"), (9, "12.5")] {
      report.issues.add(
        Issue(
          "value.not-integer",
          at: IssueLocation(
            .delimited, file: "items.csv", table: "items", row: row, column: 4, field: "seats"),
          arguments: [IssueArgument("value", value)], value: value))
    }
    #expect(
      TextReport().text(of: report).hasPrefix(
        """
        error[value.not-integer]: `12.5` is not a whole number
          --> items.csv:2:4 (seats)
           | read      12.5
           | also      items.csv:5:4: `x` is not a whole number
           = help: enter a whole number
           = rows 2, 5, 9 (3 of this kind)


        """))
  }

  @Test func fields_areNamedByTheHeaderOfTheirFile_inEverySentence() {
    var report = emptyReport
    report.files = [
      ImportReport.File(
        name: "items.csv", sha256: "", byteCount: 1, kind: "csv",
        sheets: [
          ImportReport.Sheet(
            name: nil, table: "items", headerRow: 1,
            columns: [
              ImportReport.Column(number: 1, header: "Last\nname *", field: "last_name"),
              ImportReport.Column(number: 2, header: "Locked", field: "locked"),
            ])
        ])
    ]
    report.fieldLabels = [
      "items": [
        "last_name": LocalizedText("Surname"),
        "time_zone": LocalizedText("Time zone", ["fr": "Fuseau horaire"]),
      ]
    ]
    report.ruleTexts = [
      "rule.lock": ImportReport.RuleText(
        messages: ["": LocalizedText("a pin is set but `locked` is `no`")],
        help: LocalizedText("set `locked` to `yes`, see `{given}`"), level: 7)
    ]
    report.issues.add(required(row: 2, column: 1, field: "last_name"))
    report.issues.add(
      Issue(
        "header.required-missing",
        at: IssueLocation(
          .delimited, file: "items.csv", table: "items", row: 1, field: "time_zone"),
        variant: "alone", arguments: [IssueArgument("field", "time_zone")]))
    report.issues.add(
      Issue(
        "rule.lock",
        at: IssueLocation(
          .delimited, file: "items.csv", table: "items", row: 2, column: 2, field: "locked"),
        arguments: [IssueArgument("given", "last_name"), IssueArgument("value", "locked")]))
    let text = TextReport().text(of: report)
    for line in [
      "error[value.required]: `Last name` is empty, expected a text",
      "  --> items.csv:2:1 (Last name)",
      "error[header.required-missing]: column `Time zone` is missing",
      "  --> items.csv:1 (Time zone)",
      "error[rule.lock]: a pin is set but `Locked` is `no`",
      "   = help: set `Locked` to `yes`, see `Last name`",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    var options = ReportOptions()
    options.language = "fr"
    #expect(TextReport().text(of: report, options).contains("la colonne `Fuseau horaire` manque\n"))
    // Programs read machine names.
    let json = JSONReport().text(of: report)
    #expect(json.contains("\"field\": \"last_name\""))
    #expect(json.contains("\"arguments\": {\"field\": \"last_name\""))
  }

  @Test func values_areShownAsPeopleWriteThem() {
    var report = emptyReport
    var line = LedgerLine(table: "items")
    line.updated = 1
    report.ledger = [line]
    let money = { ValueForm(.money, currency: $0) }
    report.changes = [
      PlannedChange(
        .update, table: "items", key: ["A-1"], file: "items.csv", row: 2,
        fields: [
          .init(
            "price", before: "187500", after: "130000", beforeForm: money("CAD"),
            afterForm: money("CAD")),
          .init(
            "fee", before: "500", after: "70", beforeForm: money("JPY"), afterForm: money("EUR")),
          .init("cost", before: "", after: "5", afterForm: money("CAD")),
          .init(
            "open", before: "1", after: "0", beforeForm: ValueForm(.truth),
            afterForm: ValueForm(.truth)),
          .init(
            "share", before: "60", after: "62.5", beforeForm: ValueForm(.percent),
            afterForm: ValueForm(.percent)),
        ])
    ]
    let text = TextReport().text(of: report)
    for change in [
      "1875.00 → 1300.00 CAD", "500 JPY → 0.70 EUR", "(empty) → 0.05 CAD", "yes → no",
      "60 → 62.5 %",
    ] { #expect(text.contains(" " + change + "\n"), "\(change)") }
    var options = ReportOptions()
    options.language = "fr"
    #expect(TextReport().text(of: report, options).contains(" oui → non\n"))
    #expect(JSONReport().text(of: report).contains("\"before\": \"187500\", \"after\": \"130000\""))
  }

  @Test func verboseReport_printsAllKinds() {
    var report = emptyReport
    for column in 1...23 {
      report.issues.add(required(row: 2, column: column, field: "field\(column)"))
    }
    var options = ReportOptions()
    options.isVerbose = true
    let lines = TextReport().text(of: report, options).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("error[value.required]") } == 23)
    #expect(!lines.contains { $0.contains("more kinds") || $0.hasPrefix("code ") })
  }

  @Test func notesLeftOut_needNoTable() {
    var report = emptyReport
    report.issues = IssueCollector(maximumDetails: 2)
    for row in 2...9 {
      report.issues.add(
        Issue(
          "value.normalised",
          at: IssueLocation(
            .delimited, file: "items.csv", table: "items", row: row, column: 1, field: "kind"),
          arguments: [IssueArgument("value", "x"), IssueArgument("result", "y")]))
    }
    #expect(
      TextReport().text(of: report) == """
        note[value.normalised]: 8 cells, for example `x` read as `y` (items.csv:2:1)

        No errors, 8 notes. Nothing was written. Exit 1.

        """)
  }

  @Test func codesAreSummedUp_errorsFirst() {
    var report = emptyReport
    report.issues = IssueCollector(maximumDetails: 1)
    let place = IssueLocation(.delimited, file: "items.csv", table: "items", row: 2)
    for _ in 1...2 {
      report.issues.add(Issue("csv.too-few-fields", at: place))
      report.issues.add(required(row: 2, column: 1, field: "name"))
    }
    let lines = TextReport().text(of: report).split(separator: "\n")
    let heading = lines.firstIndex { $0.hasPrefix("code ") } ?? 0
    #expect(
      lines[heading...].prefix(3).map(String.init) == [
        "code                severity  table    found  left out",
        "value.required      error     items        2         1",
        "csv.too-few-fields  warning   items        2         1",
      ])
  }

  @Test func updates_areListedWithBeforeAndAfter_unlessTheyAreMany() {
    var report = emptyReport
    var line = LedgerLine(table: "items")
    line.updated = 2
    report.ledger = [line]
    report.changes = [
      PlannedChange(
        .create, table: "items", key: ["A-1"], file: "items.xlsx", sheet: "Items", row: 2),
      PlannedChange(
        .update, table: "items", key: ["A-2", "7"], file: "items.xlsx", sheet: "Items", row: 3,
        fields: [
          .init("price", before: "180", after: "175"), .init("note", before: "", after: "new"),
        ]),
      PlannedChange(
        .update, table: "items", key: ["A-3"], file: "items.csv", row: 4,
        fields: [.init("pin", before: "1234", after: "9876", isSecret: true)]),
    ]
    let expected = """
      update         at                  field  before → after
      items[A-2/7]   items.xlsx › Items!3  price  180 → 175
                                           note   (empty) → new
      items[A-3]     items.csv:4           pin    ‹secret› → ‹secret›

      """
    let text = TextReport().text(of: report)
    for line in expected.split(separator: "\n").dropFirst() {
      let words = line.split(separator: " ").joined(separator: " ")
      #expect(
        text.split(separator: "\n").contains {
          $0.split(separator: " ").joined(separator: " ") == words
        }, "\(words) is not in \(text)")
    }
    #expect(!text.contains("A-1"))
    report.ledger[0].updated = TextReport.maximumUpdates + 1
    #expect(!TextReport().text(of: report).contains("180 → 175"))
    var options = ReportOptions()
    options.isVerbose = true
    let verbose = TextReport().text(of: report, options)
    #expect(verbose.contains("180 → 175"))
    #expect(verbose.contains("and 19 more updates; --max-details 0 lists all\n"))
  }

  @Test func lines_areWrappedAtSpaces_onlyWhenAWidthIsGiven() {
    var options = ReportOptions()
    options.width = 60
    let text = TextReport().text(of: SampleReport.report, options)
    #expect(
      text.hasPrefix(
        """
        error[value.enum-unknown]: `phisical` is not a `kind`,
            expected `physical` or `virtual`
          --> december.xlsx › Locations!C12 (kind)
        """))
    #expect(
      text.contains("\n6 errors of 3 kinds, 1 warning, 14 notes. Nothing was\nwritten. Exit 1.\n"))
    // Columns of zeros make room.
    #expect(text.contains("\ntable            read  blank  example  invalid  created  updated\n"))
    options.usesColour = true
    let coloured = TextReport().text(of: SampleReport.report, options)
    #expect(coloured.contains("`kind`,\n    expected"))
    // Colours take no column.
    #expect(coloured.hasSuffix("14 notes. Nothing was\nwritten. Exit 1.\n"), "\(coloured)")
    for line in text.split(separator: "\n") where line.contains("related") {
      #expect(line.count <= 60, "\(line)")
    }
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
        "   = rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40 (20 of"
          + " this kind)"))
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
    var options = ReportOptions()
    options.isVerbose = true
    #expect(
      TextReport().text(of: report, options) == """
        Package shop changes severities: rule.price warning.

        Not read: items, orders.

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
