/// The codes of the tool itself, with their severities and sentences.
public enum IssueCatalog {
  /// Every code, in the order of the areas.
  public static let definitions: [IssueDefinition] =
    [
      fileIssues, zipIssues, xmlIssues, csvIssues, jsonIssues, exchangeIssues, itemIssues,
      workbookIssues,
      sheetIssues,
      headerIssues, valueIssues, numberIssues, dateIssues, wordIssues, rowIssues, keyIssues,
      referenceIssues,
      tableIssues, ruleIssues, storeIssues, guardIssues, migrationGuardIssues, runIssues,
      migrationRunIssues, emitIssues, systemEmissionIssues, schemaIssues,
      decisionIssues,
    ].flatMap { $0 }

  /// Codes that no command raises any more, and why; they have no page and never get another meaning.
  public static let retired: [(code: IssueCode, reason: LocalizedText)] = [
    "row.example-edited"
  ].map { code in
    (IssueCode(rawValue: code), LocalizedText(each: { $0.text("retired/\(code)") ?? "" }))
  }

  private static let byCode: [IssueCode: IssueDefinition] = Dictionary(
    definitions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The definition of a code, or `nil` for one that only a package knows.
  public static func definition(of code: IssueCode) -> IssueDefinition? { byCode[code] }
}
