import TabularCore

extension TabularCore.Issue {
  /// An issue of any code, with those arguments only that a test of a report needs.
  init(
    _ code: IssueCode, severity: Severity? = nil, at location: IssueLocation, variant: String = "",
    arguments: [IssueArgument] = [], value: String? = nil, shown: String? = nil,
    isSecret: Bool = false, isPersonal: Bool = false, suggestion: Suggestion? = nil,
    related: [RelatedPlace] = [], rows: RowRanges = RowRanges()
  ) {
    self.init(
      .rule(code, variant: variant, arguments: arguments), severity: severity, at: location,
      value: value, shown: shown, isSecret: isSecret, isPersonal: isPersonal,
      suggestion: suggestion, related: related, rows: rows)
  }
}
