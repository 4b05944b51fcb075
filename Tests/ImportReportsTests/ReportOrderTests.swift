import ImportPipeline
import ImportReports
import TabularCore
import Testing

@Suite struct ReportOrderTests {
  private var report: ImportReport {
    ImportReport(
      run: ImportReport.Run(id: "1", mode: "validate", target: "t", startedAt: ""),
      files: [
        ImportReport.File(
          name: "b.xlsx", sha256: "", byteCount: 1, kind: "xlsx",
          sheets: [
            ImportReport.Sheet(name: "Second", table: nil, headerRow: nil),
            ImportReport.Sheet(name: "First", table: nil, headerRow: nil),
          ]),
        ImportReport.File(name: "a.csv", sha256: "", byteCount: 1, kind: "csv"),
      ],
      ruleTexts: [
        "rule.row": ImportReport.RuleText(messages: [:], help: LocalizedText("do"), level: 7),
        "rule.set": ImportReport.RuleText(messages: [:], help: LocalizedText("do"), level: 9),
      ])
  }

  private func issue(
    _ code: IssueCode, _ severity: Severity = .error, sheet: String? = nil, row: Int? = nil,
    column: Int? = nil
  ) -> Issue {
    let form: IssueLocation.Form = sheet == nil ? .delimited : .workbook
    let file = sheet == nil ? "a.csv" : "b.xlsx"
    return Issue(
      code, severity: severity,
      at: IssueLocation(form, file: file, sheet: sheet, row: row, column: column))
  }

  @Test func issues_standBySeverityFileSheetRowLevelColumnCode() {
    let ordered = [
      Issue("store.schema-version", at: IssueLocation(.store)),
      issue("header.repeated", sheet: "Second", row: 1, column: 2),
      issue("value.required", sheet: "Second", row: 9, column: 1),
      issue("value.required", sheet: "First", row: 2, column: 1),
      issue("file.empty"),
      issue("rule.row", row: 1),
      issue("reference.missing", row: 1),
      issue("rule.set", row: 1),
      issue("key.store-taken", row: 1),
      issue("value.required", row: 2, column: 3),
      issue("value.pattern", row: 3, column: 1),
      issue("value.too-long", row: 3, column: 1),
      issue("value.pattern", row: 3, column: 2),
      issue("key.missing", row: 9, column: 3),
      issue("value.required", row: 9, column: 1),
      Issue("guard.plan-stale", at: IssueLocation(.target, file: "prod")),
      issue("sheet.hidden", .warning, sheet: "Second"),
      issue("value.email-typo", .warning, row: 1, column: 1),
      issue("value.normalised", .note, sheet: "Second", row: 1, column: 1),
    ]
    #expect(ReportOrder(report).sorted(IssueList(ordered.reversed())).elementsEqual(ordered))
    #expect(ReportOrder(report).sorted(IssueList(ordered)).elementsEqual(ordered))
  }

  @Test func equalPlaces_keepTheOrderInWhichTheyWereFound() {
    let issues = ["b", "a", "c"].map { value in
      var issue = issue("value.required", row: 2, column: 1)
      issue.value = value
      return issue
    }
    #expect(ReportOrder(report).sorted(IssueList(issues)).compactMap(\.value) == ["b", "a", "c"])
  }

  @Test func codeNobodyDeclares_stillSaysWhatItKnows() {
    let issue = Issue(
      "rule.unknown", at: IssueLocation(.run), arguments: [IssueArgument("price", "3")])
    #expect(IssueMessage().message(of: issue) == "price `3`")
    #expect(IssueMessage().help(of: issue) == "")
  }

  @Test func packageTexts_comeBeforeTheCatalogs() {
    let rule = ImportReport.RuleText(
      messages: ["": LocalizedText("`{n}` is odd", ["fr": "`{n}` est impair"])],
      help: LocalizedText("add {n}"))
    let issue = Issue(
      "rule.custom", at: IssueLocation(.run), arguments: [IssueArgument("n", "3")])
    let messages = IssueMessage(language: "fr", ruleTexts: ["rule.custom": rule])
    #expect(messages.message(of: issue) == "`3` est impair")
    #expect(messages.help(of: issue) == "add 3")
  }
}

@Suite struct IssueMessageTests {
  private let messages = IssueMessage(ruleTexts: [
    "value.required-if": ImportReport.RuleText(
      messages: ["no-site": LocalizedText("`site` is empty because `room` is `{room}`")],
      help: LocalizedText("name the site")),
    "rule.price": ImportReport.RuleText(
      messages: [
        "": LocalizedText("`{n}` is too much"), "low": LocalizedText("`{n}` is too little"),
      ],
      help: LocalizedText("lower it"), helpVariants: ["low": LocalizedText("raise it")]),
  ])

  private func issue(_ code: IssueCode, _ variant: String) -> Issue {
    Issue(
      code, at: IssueLocation(.run), variant: variant,
      arguments: [
        IssueArgument("n", "3"), IssueArgument("room", "R1"), IssueArgument("field", "street"),
        IssueArgument("expected", "a text"), IssueArgument("other", "kind"),
        IssueArgument("found", "physical"),
      ])
  }

  @Test(arguments: [
    ("rule.price", "", "`3` is too much", "lower it"),
    ("rule.price", "low", "`3` is too little", "raise it"),
    ("rule.price", "other", "`3` is too much", "lower it"),
    ("value.required-if", "no-site", "`site` is empty because `room` is `R1`", "name the site"),
    (
      "value.required-if", "",
      "`street` is empty, expected a text because `kind` is `physical`",
      "fill in the cell or change `kind`"
    ),
  ])
  func variant_choosesTheSentenceAndTheHelp(
    code: String, variant: String, message: String, help: String
  ) {
    let issue = issue(IssueCode(rawValue: code), variant)
    #expect(messages.message(of: issue) == message)
    #expect(messages.help(of: issue) == help)
  }
}
