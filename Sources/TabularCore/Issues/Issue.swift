/// A finding about the data: what, how bad, where, and the arguments of its message.
///
/// Message and help are computed from the catalog (or the package's rule) when rendered.
public struct Issue: Sendable, Hashable {
  /// What is wrong.
  public var code: IssueCode
  /// How much it matters, after package changes and `--strict`.
  public var severity: Severity
  /// Where it is.
  public var location: IssueLocation
  /// Which template of the code's message applies; `""` is the usual one.
  public var variant: String
  /// The arguments of the message, in the order of the template.
  public var arguments: [IssueArgument]
  /// The value as read, before normalisation, at most 200 characters; `nil` when there is none.
  public var value: String?
  /// The text a spreadsheet shows, when it differs from `value`.
  public var shown: String?
  /// Whether the value is a secret, which is never shown.
  public var isSecret: Bool
  /// Whether the value is personal, hidden when reports are redacted.
  public var isPersonal: Bool
  /// A better value, with the evidence for it.
  public var suggestion: Suggestion?
  /// Other places that belong to the finding.
  public var related: [RelatedPlace]
  /// The rows an issue stands for, when it is reported once for many.
  public var rows: RowRanges

  /// A better value, with the evidence for it.
  public struct Suggestion: Sendable, Hashable {
    /// What is proposed.
    public var text: String
    /// What is proposed as readers of each language call it, where that differs.
    public var shown: LocalizedText?
    /// Why: "the only value within one letter".
    public var evidence: String

    /// A proposal with its evidence.
    public init(_ text: String, shown: LocalizedText? = nil, evidence: String) {
      self.text = text
      self.shown = shown
      self.evidence = evidence
    }

    /// The proposal for readers of a language.
    public func told(in language: Language) -> Suggestion {
      Suggestion(shown?.text(in: language) ?? text, evidence: evidence)
    }
  }

  /// Another place that belongs to a finding.
  public struct RelatedPlace: Sendable, Hashable {
    /// Where.
    public var location: IssueLocation
    /// The rows, when the place is a range of them.
    public var rows: RowRanges
    /// What is there, in a word or two.
    public var label: String

    /// A place with its label.
    public init(_ location: IssueLocation, rows: RowRanges = RowRanges(), label: String) {
      self.location = location
      self.rows = rows
      self.label = label
    }
  }

  /// An issue that says this; the severity defaults to the catalog's (error for codes that are not
  /// listed there).
  public init(
    _ content: IssueContent, severity: Severity? = nil, at location: IssueLocation,
    value: String? = nil, shown: String? = nil, isSecret: Bool = false, isPersonal: Bool = false,
    suggestion: Suggestion? = nil, related: [RelatedPlace] = [], rows: RowRanges = RowRanges()
  ) {
    code = content.code
    self.severity = severity ?? IssueCatalog.definition(of: code)?.severity ?? .error
    self.location = location
    variant = content.variant
    arguments = content.arguments
    self.value = value
    self.shown = shown
    self.isSecret = isSecret
    self.isPersonal = isPersonal
    self.suggestion = suggestion
    self.related = related
    self.rows = rows
  }
}

extension Issue {
  /// The issue with only the last four digits of every card number in its texts: a number may be in a
  /// message about a neighbouring cell as well as in one about its own.
  func withoutCardNumbers() -> Issue {
    var issue = self
    issue.value = value.map(maskingPaymentCards)
    issue.shown = shown.map(maskingPaymentCards)
    issue.location.key = location.key.map(maskingPaymentCards)
    for index in arguments.indices {
      issue.arguments[index].value = maskingPaymentCards(arguments[index].value)
    }
    if let suggestion {
      issue.suggestion = Suggestion(
        maskingPaymentCards(suggestion.text), shown: suggestion.shown,
        evidence: maskingPaymentCards(suggestion.evidence))
    }
    for index in related.indices {
      issue.related[index].label = maskingPaymentCards(related[index].label)
      issue.related[index].location.key = related[index].location.key.map(maskingPaymentCards)
    }
    return issue
  }
}
