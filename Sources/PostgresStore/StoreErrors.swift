import ImportPipeline
import TabularCore

/// What an error of the server means for the run.
///
/// - Parameter location: the store's location, for the message.
func storeError(_ error: any Error, location: String, isOpening: Bool = false) -> StoreError {
  if let error = error as? StoreError { return error }
  guard let error = error as? PostgresError else {
    return StoreError("run.internal", variant: "reason", [IssueArgument("reason", "\(error)")])
  }
  if error.isLocked {
    return StoreError(
      "run.locked", variant: "unnamed",
      [
        IssueArgument("run", "unknown"), IssueArgument("user", "another program"),
        IssueArgument("host", location), IssueArgument("time", "an unknown time"),
      ])
  }
  if error.isOutOfSpace {
    return StoreError(
      "store.unreachable", variant: "full",
      [IssueArgument("target", location), IssueArgument("reason", error.reason)])
  }
  if error.lacksPrivilege, let denial = error.denial, denial.hidesRows {
    return StoreError(
      "store.rights-missing", variant: "rows",
      [
        IssueArgument("table", denial.object), IssueArgument("role", denial.role),
        IssueArgument("reason", error.reason),
      ])
  }
  if error.lacksPrivilege, let denial = error.denial {
    return StoreError(
      "store.unreachable", variant: "denied",
      [
        IssueArgument("target", location), IssueArgument("role", denial.role),
        IssueArgument("privilege", denial.privilege), IssueArgument("object", denial.object),
        IssueArgument("reason", error.reason),
      ])
  }
  if error.lacksPrivilege {
    return StoreError("store.rights-missing", [IssueArgument("reason", error.reason)])
  }
  let isOfTheServer = error.sqlState.hasPrefix("53") || error.sqlState.hasPrefix("58")
  if isOfTheServer, !error.isConnectionFailure {
    return StoreError(
      "store.unreachable", variant: isOpening ? "" : "broken",
      [IssueArgument("target", location), IssueArgument("reason", error.reason)],
      isTransient: error.isTransient)
  }
  if error.isConnectionFailure {
    return StoreError(
      "store.unreachable", variant: isOpening ? "" : "lost",
      [IssueArgument("target", location), IssueArgument("reason", error.reason)],
      isTransient: error.isTransient)
  }
  if error.namesNothing {
    return StoreError(
      "store.schema-version", variant: "statement", [IssueArgument("reason", error.reason)])
  }
  if !error.isSyntaxError { return .refused(error.reason) }
  return StoreError(
    "run.internal", variant: "reason", [IssueArgument("reason", error.reason)],
    isTransient: error.isTransient)
}
