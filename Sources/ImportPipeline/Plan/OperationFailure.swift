public import TabularCore

/// A consumer of operations could not do its part, so the run writes nothing either.
public struct OperationFailure: Error {
  /// What went wrong, for the report.
  public var issue: Issue

  /// A failure that the report tells.
  public init(_ issue: Issue) { self.issue = issue }
}
