/// Which findings somebody accepts, so that they are told as that instead of as problems.
public struct IssueAcceptance: Sendable {
  /// The codes of which a finding is accepted.
  public let codes: Set<IssueCode>
  private let accept: @Sendable (Issue, Severity) -> IssueContent?

  /// An acceptance.
  ///
  /// - Parameters:
  ///   - codes: the only codes that are asked about.
  ///   - accept: what is told instead of an issue with a severity before `--strict`; `nil` if it is not
  ///     accepted.
  public init(
    codes: Set<IssueCode>, _ accept: @escaping @Sendable (Issue, Severity) -> IssueContent?
  ) {
    self.codes = codes
    self.accept = accept
  }

  /// The note that stands for an accepted issue; `nil` for one that is not accepted.
  func note(for issue: Issue, severity: Severity) -> Issue? {
    guard let content = accept(issue, severity) else { return nil }
    return Issue(
      content, at: issue.location, value: issue.value, shown: issue.shown,
      isPersonal: issue.isPersonal, related: issue.related, rows: issue.rows)
  }
}
