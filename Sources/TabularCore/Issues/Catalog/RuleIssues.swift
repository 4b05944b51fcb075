extension IssueCatalog {
  /// Issues of the rules that the tool itself applies; all other rules come with a package.
  static let ruleIssues: [IssueDefinition] = [
    IssueDefinition(
      "rule.identity-missing", .error, level: 7, when: "none of the identity columns is filled",
      variants: ["several"], fieldArguments: ["first", "second", "names"]),
    IssueDefinition(
      "rule.identity-disagrees", .error, level: 7,
      when: "the identity columns resolve to different records"),
    IssueDefinition(
      "rule.money-pair", .error, level: 7,
      when: "amount without currency, currency without amount, or a symbol against the currency",
      variants: ["no-amount", "symbol"]),
    IssueDefinition(
      "rule.custom", .error, level: 7, when: "a rule expression of the package is false",
      variants: ["unnamed"], kindArguments: ["rule"], isWaivable: true),
  ]
}

// MARK: Contents

extension IssueContent {
  /// No field is filled that would name a record; `names` are the fields that could.
  public static func ruleIdentityMissing(names: [String]) -> IssueContent {
    IssueContent(
      "rule.identity-missing", names.count == 2 ? "" : "several",
      [
        "first": names.first ?? "", "second": names.dropFirst().first ?? "",
        "names": names.joined(separator: ", "),
      ])
  }

  /// Two fields name different records: `field` the one with the key `first`, `other` with its `value`
  /// the one with the key `second`.
  public static func ruleIdentityDisagrees(
    field: String, first: String, other: String, value: String, second: String
  ) -> IssueContent {
    IssueContent(
      "rule.identity-disagrees", "",
      ["field": field, "first": first, "other": other, "value": value, "second": second])
  }

  /// How an amount and its currency do not go together.
  public enum MoneyFault: Sendable {
    /// The amount has no currency.
    case noCurrency
    /// The currency has no amount.
    case noAmount
    /// The sign in the amount is not that of the currency `found`.
    case symbol(found: String)
  }

  /// An amount and its currency do not go together.
  public static func ruleMoneyPair(
    _ fault: MoneyFault, field: String, value: ShownText, other: String
  ) -> IssueContent {
    let code: IssueCode = "rule.money-pair"
    return switch fault {
    case .noCurrency: IssueContent(code, "", ["field": field, "value": value, "other": other])
    case .noAmount:
      IssueContent(code, "no-amount", ["field": field, "value": value, "other": other])
    case .symbol(let found):
      IssueContent(
        code, "symbol", ["field": field, "value": value, "other": other, "found": found])
    }
  }
}
