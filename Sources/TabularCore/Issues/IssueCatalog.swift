/// The codes of the tool itself, with their severities and sentences.
public enum IssueCatalog {
  /// Every code, in the order of the areas.
  public static let definitions: [IssueDefinition] =
    [
      fileIssues, zipIssues, xmlIssues, csvIssues, workbookIssues, sheetIssues, headerIssues,
      valueIssues, numberIssues, dateIssues, wordIssues, rowIssues, keyIssues, referenceIssues,
      tableIssues, ruleIssues, storeIssues, guardIssues, runIssues, emitIssues, schemaIssues,
    ].flatMap { $0 }

  private static let byCode: [IssueCode: IssueDefinition] = Dictionary(
    definitions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The definition of a code, or `nil` for one that only a package knows.
  public static func definition(of code: IssueCode) -> IssueDefinition? { byCode[code] }

  /// A sentence of the catalog in both languages.
  static func text(_ english: String, _ french: String) -> LocalizedText {
    LocalizedText(english, french: french)
  }
}
