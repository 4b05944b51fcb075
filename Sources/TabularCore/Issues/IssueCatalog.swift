/// The codes of the tool itself, with their severities and sentences.
public enum IssueCatalog {
  /// Every code, in the order of the areas.
  public static let definitions: [IssueDefinition] =
    []

  private static let byCode: [IssueCode: IssueDefinition] = Dictionary(
    uniqueKeysWithValues: definitions.map { ($0.code, $0) })

  /// The definition of a code, or `nil` for one that only a package knows.
  public static func definition(of code: IssueCode) -> IssueDefinition? { byCode[code] }
}
