import GRDB
import ImportPipeline
import TabularCore

/// What an error of the database means for the run.
///
/// - Parameter location: the store's location, for the message.
func storeError(_ error: any Error, location: String, isOpening: Bool = false) -> StoreError {
  if let error = error as? StoreError { return error }
  guard let error = error as? DatabaseError else {
    return StoreError(.runInternal(.other(reason: "\(error)")))
  }
  switch error.resultCode {
  case .SQLITE_BUSY, .SQLITE_LOCKED:
    return StoreError(
      .runLocked(by: .unnamed(host: "this machine")))
  case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
    return .refused(reason(of: error))
  case .SQLITE_ERROR:
    return statementError(reason(of: error))
  case .SQLITE_MISUSE, .SQLITE_RANGE, .SQLITE_INTERRUPT:
    return StoreError(
      .runInternal(.other(reason: reason(of: error))))
  case .SQLITE_READONLY where !isOpening, .SQLITE_PERM where !isOpening,
    .SQLITE_AUTH where !isOpening:
    return StoreError(
      .storeUnreachable(
        .trouble(.readOnly, reason: reason(of: error)), target: location))
  case .SQLITE_FULL:
    return StoreError(
      .storeUnreachable(
        .trouble(.full, reason: reason(of: error)), target: location))
  default:
    return StoreError(
      .storeUnreachable(
        .trouble(isOpening ? .file : .broken, reason: reason(of: error)), target: location))
  }
}

/// A statement that cannot be run.
///
/// The database lacks something it names, or a condition or trigger of the database failed. Only
/// invalid SQL is a fault of this tool.
private func statementError(_ reason: String) -> StoreError {
  if reason.hasPrefix("no such ") || reason.contains(" has no column named ") {
    return StoreError(
      .storeSchemaVersion(.statement(reason: reason)))
  }
  guard !reason.hasPrefix("near "), !reason.contains("syntax error") else {
    return StoreError(.runInternal(.other(reason: reason)))
  }
  return .refused(reason)
}

/// Why a statement failed, in words without values of rows.
func reason(of error: DatabaseError) -> String {
  switch error.resultCode {
  case .SQLITE_NOTADB: return "the file is not an SQLite database"
  case .SQLITE_CANTOPEN: return "the file cannot be opened"
  case .SQLITE_READONLY: return "the file or its folder cannot be written"
  case .SQLITE_FULL: return "the disk is full"
  case .SQLITE_CORRUPT: return "the database is damaged"
  case .SQLITE_PERM, .SQLITE_AUTH: return "permission denied"
  case .SQLITE_IOERR: return "the disk cannot be read or written"
  default: break
  }
  let message = error.message ?? error.resultCode.description
  for (start, words) in constraintWords where message.hasPrefix(start) {
    return words + message.dropFirst(start.count)
  }
  return message
}

/// The beginnings of SQLite's constraint messages, and what is said instead.
private let constraintWords = [
  ("UNIQUE constraint failed: ", "not unique: "),
  ("NOT NULL constraint failed: ", "no value: "),
  ("CHECK constraint failed: ", "check failed: "),
  ("FOREIGN KEY constraint failed", "a record that is referred to is missing"),
]
