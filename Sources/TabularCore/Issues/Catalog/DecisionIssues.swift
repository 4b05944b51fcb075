extension IssueCatalog {
  /// Issues of decisions that people keep beside their files: corrections of spellings, accepted findings.
  static let decisionIssues: [IssueDefinition] = [
    IssueDefinition(
      "decision.field-unknown", .error, when: "a decision names a field that the package lacks"),
    IssueDefinition(
      "decision.refused", .error,
      when:
        "a decision that cannot hold: it contradicts another, or is about what nobody may decide",
      variants: ["secret", "severity", "code"]),
    IssueDefinition(
      "decision.expired", .warning, when: "the last day of a decision has passed",
      variants: ["waiver"], kindArguments: ["value", "found"], isKeptWhole: true),
    IssueDefinition(
      "decision.waived", .note, when: "somebody accepts what was found here",
      kindArguments: ["found", "author", "reason"], isKeptWhole: true),
    IssueDefinition(
      "decision.unused", .note, when: "nothing in the files needed a decision",
      variants: ["undecided", "waiver", "changed"], kindArguments: ["value", "found", "field"],
      isKeptWhole: true),
  ]
}

// MARK: Contents

extension IssueContent {
  /// A decision names a field that the package lacks.
  public static func decisionFieldUnknown(field: String, package: String) -> IssueContent {
    IssueContent("decision.field-unknown", "", ["field": field, "package": package])
  }

  /// Why a decision cannot hold.
  public enum RefusedDecision: Sendable {
    /// The decision on a line before says something else.
    case repeated(value: String, line: Int)
    /// The field holds secrets.
    case secret(field: String)
    /// The finding is an error that the store could not bear.
    case severity(found: String)
    /// There is no such code.
    case code(found: String)
  }

  /// A decision cannot hold.
  public static func decisionRefused(_ why: RefusedDecision) -> IssueContent {
    let code: IssueCode = "decision.refused"
    return switch why {
    case .repeated(let value, let line): IssueContent(code, "", ["value": value, "line": line])
    case .secret(let field): IssueContent(code, "secret", ["field": field])
    case .severity(let found): IssueContent(code, "severity", ["found": found])
    case .code(let found): IssueContent(code, "code", ["found": found])
    }
  }

  /// Which decision has ended.
  public enum ExpiredDecision: Sendable {
    /// That a text means another.
    case correction(value: String)
    /// That somebody accepts a finding.
    case waiver(found: String, author: String)
  }

  /// A decision has ended; `date` was its last day.
  public static func decisionExpired(_ what: ExpiredDecision, date: String) -> IssueContent {
    let code: IssueCode = "decision.expired"
    return switch what {
    case .correction(let value): IssueContent(code, "", ["value": value, "date": date])
    case .waiver(let found, let author):
      IssueContent(code, "waiver", ["found": found, "author": author, "date": date])
    }
  }

  /// What was found is accepted; `line` is where that stands in its file.
  public static func decisionWaived(
    found: String, author: String, reason: String, date: String, line: Int
  ) -> IssueContent {
    IssueContent(
      "decision.waived", "",
      ["found": found, "author": author, "reason": reason, "date": date, "line": line])
  }

  /// Which decision nothing needed.
  public enum UnusedDecision: Sendable {
    /// No cell has the text.
    case correction(value: String)
    /// The text has no meaning yet.
    case undecided(value: String)
    /// Nothing is found that was accepted.
    case waiver(found: String)
    /// What was accepted is found, but its cell or its rule is another one now.
    case changed(found: String)
  }

  /// Nothing needed a decision about a field.
  public static func decisionUnused(_ what: UnusedDecision, field: String) -> IssueContent {
    let code: IssueCode = "decision.unused"
    return switch what {
    case .correction(let value): IssueContent(code, "", ["value": value, "field": field])
    case .undecided(let value): IssueContent(code, "undecided", ["value": value, "field": field])
    case .waiver(let found): IssueContent(code, "waiver", ["found": found, "field": field])
    case .changed(let found): IssueContent(code, "changed", ["found": found, "field": field])
    }
  }

  /// Cells were read as a correction says; `line` is where the correction stands in its file.
  public static func valueCorrected(
    value: String, result: String, count: Int, reason: String, author: String, line: Int
  ) -> IssueContent {
    IssueContent(
      "value.corrected", "",
      [
        "value": value, "result": result, "count": count, "reason": reason, "author": author,
        "line": line,
      ])
  }
}
