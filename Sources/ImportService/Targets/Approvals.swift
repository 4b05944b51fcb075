public import ImportPipeline

/// Which exact counts may pass a guard, and who says so.
public struct Approvals: Sendable, Hashable {
  /// The counts.
  public var counts: [GuardPolicy.Approval]
  /// Who approves; kept with the run.
  public var approver: String?

  /// Approvals of a person.
  public init(_ counts: [GuardPolicy.Approval] = [], by approver: String? = nil) {
    self.counts = counts
    self.approver = approver
  }

  /// Adds what is approved to what guards a run.
  func add(to policy: inout GuardPolicy) {
    policy.approvals = counts
    policy.approver = approver
  }
}
