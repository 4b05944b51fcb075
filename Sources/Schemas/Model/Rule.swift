public import TabularCore

/// A rule of a package: when it is violated, where the issue is shown, what it says.
public struct Rule: Sendable {
  /// What the rule looks at.
  public enum Scope: Sendable, Hashable {
    /// One row: an SQL expression over the row's fields, true when violated.
    ///
    /// Fields have their machine names: instants as UTC text with `<name>_local` beside them, Booleans as
    /// 0 and 1, money in minor units. Also available: `_now` and `_today` (UTC), `_creates` (1 when the
    /// row creates a record), `minutes_between(a, b)`, `local_date(x)`, `local_time(x)`, `fold(x)`.
    case row(violatedWhen: String)
    /// Whole tables: a SELECT over the tables as they would be after the import.
    ///
    /// Every table is a view by its machine name: one column per field as in row rules, `_row`
    /// (the row of this run, or NULL for a stored record that the run does not touch), `_creates`;
    /// every list field is a view `<table>__<field>` with `_row`, the table's key fields, `position`
    /// (from 1) and `item`. The SELECT returns one line per violation: `at_row`, optionally
    /// `at_table` (default: the rule's table), `at_field`, `related_row`, `related_table`,
    /// `related_field`; every other column is an argument of the message. Lines whose `at_row` is
    /// NULL are dropped.
    case set(query: String, tables: [String])
  }

  /// The cell that a row rule's issue points to.
  public enum Place: Sendable, Hashable {
    /// The first of these fields whose column is present.
    case fields([String])
    /// An SQL expression that gives the field's name.
    case expression(String)
  }

  /// The code: `rule.…` of the package's own, or one of the tool's.
  public var code: IssueCode
  /// The severity.
  public var severity: Severity
  /// What the rule looks at.
  public var scope: Scope
  /// Where the issue is shown; for set rules the default of `at_field`.
  public var place: Place
  /// Which template of a code of the tool applies.
  public var variant: String
  /// SQL expressions of the message's arguments (row rules).
  public var arguments: [String: String]
  /// Fields of the same row named as related places.
  public var related: [String]
  /// The message template; `nil` for a code of the tool.
  public var message: LocalizedText?
  /// What to do; `nil` for a code of the tool.
  public var help: LocalizedText?
  /// What the code means, for `explain`.
  public var explanation: LocalizedText?

  /// A rule.
  public init(
    code: IssueCode, severity: Severity = .error, scope: Scope, place: Place,
    variant: String = "", arguments: [String: String] = [:], related: [String] = [],
    message: LocalizedText? = nil, help: LocalizedText? = nil, explanation: LocalizedText? = nil
  ) {
    self.code = code
    self.severity = severity
    self.scope = scope
    self.place = place
    self.variant = variant
    self.arguments = arguments
    self.related = related
    self.message = message
    self.help = help
    self.explanation = explanation
  }
}

/// When a field that is otherwise optional must have a value.
public struct ConditionalRequirement: Sendable, Hashable {
  /// An SQL expression over the row's fields, true when the field is required.
  public var condition: String
  /// Why, for the message: "`kind` is `physical`".
  public var reason: LocalizedText
  /// The cell to show when the field's own column is absent.
  public var otherwiseAt: [String]

  /// A condition with its reason.
  public init(condition: String, reason: LocalizedText, otherwiseAt: [String] = []) {
    self.condition = condition
    self.reason = reason
    self.otherwiseAt = otherwiseAt
  }
}
