import ImportPipeline
import TabularCore

/// What an error of the server means for the run.
///
/// - Parameter location: the store's location, for the message.
func storeError(_ error: any Error, location: String, isOpening: Bool = false) -> StoreError {
  if let error = error as? StoreError { return error }
  guard let error = error as? PostgresError else {
    return StoreError(.runInternal(.other(reason: "\(error)")))
  }
  if error.isLocked {
    return StoreError(
      .runLocked(by: .unnamed(host: location)))
  }
  if error.isOutOfSpace {
    return StoreError(
      .storeUnreachable(.trouble(.full, reason: error.reason), target: location))
  }
  if error.lacksPrivilege, let denial = error.denial, denial.hidesRows {
    return StoreError(
      .storeRightsMissing(
        .rows(table: denial.object, role: denial.role, reason: error.reason)))
  }
  if error.lacksPrivilege, let denial = error.denial {
    return StoreError(
      .storeUnreachable(
        .denied(
          role: denial.role, privilege: denial.privilege, object: denial.object,
          reason: error.reason),
        target: location))
  }
  if error.lacksPrivilege {
    return StoreError(.storeRightsMissing(.other(reason: error.reason)))
  }
  let isOfTheServer = error.sqlState.hasPrefix("53") || error.sqlState.hasPrefix("58")
  if isOfTheServer, !error.isConnectionFailure {
    return StoreError(
      .storeUnreachable(
        .trouble(isOpening ? .opening : .broken, reason: error.reason), target: location),
      isTransient: error.isTransient)
  }
  if error.isConnectionFailure {
    return StoreError(
      .storeUnreachable(
        .trouble(isOpening ? .opening : .lost, reason: error.reason), target: location),
      isTransient: error.isTransient)
  }
  if error.namesNothing {
    return StoreError(
      .storeSchemaVersion(.statement(reason: error.reason)))
  }
  if !error.isSyntaxError { return .refused(error.reason) }
  return StoreError(
    .runInternal(.other(reason: error.reason)),
    isTransient: error.isTransient)
}
