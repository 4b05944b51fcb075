/// The codes of the tool itself, with their severities and sentences.
public enum IssueCatalog {
  /// Every code, in the order of the areas.
  public static let definitions: [IssueDefinition] =
    [
      fileIssues, zipIssues, xmlIssues, csvIssues, workbookIssues, sheetIssues, headerIssues,
      valueIssues, numberIssues, dateIssues, wordIssues, rowIssues, keyIssues, referenceIssues,
      tableIssues, ruleIssues, storeIssues, guardIssues, runIssues, emitIssues, schemaIssues,
    ].flatMap { $0 }

  /// Codes that no command raises, and why: their pages are gone, and the codes are never given another
  /// meaning.
  public static let retired: [(code: IssueCode, reason: LocalizedText)] = [
    (
      "row.example-edited",
      text(
        "templates carry no example row to compare with; rows marked `#EXAMPLE` are left out",
        "les modèles n'ont pas de ligne d'exemple à comparer ; les lignes marquées `#EXAMPLE` sont"
          + " laissées de côté")
    ),
    (
      "reference.file-missing",
      text("no field names a file beside the table", "aucun champ ne nomme un fichier joint")
    ),
    ("emit.refused", nothingSent), ("emit.outcome-unknown", nothingSent),
    ("emit.unmapped", nothingSent),
  ]

  private static let nothingSent = text(
    "nothing is sent to other systems", "rien n'est envoyé à d'autres systèmes")

  private static let byCode: [IssueCode: IssueDefinition] = Dictionary(
    definitions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

  /// The definition of a code, or `nil` for one that only a package knows.
  public static func definition(of code: IssueCode) -> IssueDefinition? { byCode[code] }

  /// A sentence of the catalog in both languages.
  static func text(_ english: String, _ french: String) -> LocalizedText {
    LocalizedText(english, french: french)
  }
}
