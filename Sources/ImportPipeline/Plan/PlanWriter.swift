import Crypto
import Foundation
import Schemas
import TabularCore

/// Writes a plan line by line to a temporary file and moves it into place at the end.
///
/// Only the owner can read the file, since it holds values of records. Nothing is left behind when
/// it is not finished.
final class PlanWriter {
  /// Why a plan cannot be written.
  struct Failure: Error {
    /// The file's name, last path component.
    var file: String
    /// The system's reason.
    var reason: String
  }

  private let file: PrivateFile<Failure>
  private var digest = SHA256()
  private var tables: [PlanSummary.Table] = []
  private var states: [SHA256] = []
  private var places: [String: Int] = [:]
  private var count = 0

  /// Begins a plan at a path.
  init(path: String, header: PlanHeader) throws(Failure) {
    file = try PrivateFile(path: path) { path, reason in
      Failure(file: path.split(separator: "/").last.map(String.init) ?? path, reason: reason)
    }
    try write(PlanLine(header))
  }

  /// Writes all operations of a run and puts the file in its place; returns what it holds.
  func write(_ operations: OperationStream) throws -> PlanSummary {
    for table in operations.tables {
      add(table.name, stored: try operations.storedCount(of: table.name))
    }
    var batches = operations.batches(.rows)
    while let batch = try batches.next() {
      for operation in batch.operations { try write(operation) }
    }
    return try finish()
  }

  /// Adds a table; tables come parents first.
  ///
  /// - Parameter stored: how many records the table holds.
  func add(_ table: String, stored: Int) {
    places[table] = tables.count
    tables.append(PlanSummary.Table(table: table, stored: stored))
    states.append(SHA256())
  }

  /// Writes an operation of a table that was added.
  func write(_ operation: PlanOperation) throws(Failure) {
    guard let place = places[operation.table] else {
      preconditionFailure("the table of an operation is added before the operation is written")
    }
    switch operation.kind {
    case .create: tables[place].created += 1
    case .update: tables[place].updated += 1
    case .delete: tables[place].deleted += 1
    case .keep: tables[place].kept += 1
    }
    if !operation.state.isEmpty { states[place].update(data: Array(operation.state.utf8)) }
    count += 1
    try write(PlanLine(operation))
  }

  /// Writes the last lines and puts the file in its place; returns what it holds.
  func finish() throws(Failure) -> PlanSummary {
    for index in tables.indices { tables[index].state = states[index].finalize().hexadecimal }
    try write(PlanLine(tables))
    let summary = PlanSummary(
      tables: tables, operationCount: count, digest: digest.finalize().hexadecimal)
    try write(PlanLine(operationCount: count, digest: summary.digest))
    try file.finish()
    return summary
  }

  private func write(_ line: PlanLine) throws(Failure) {
    var bytes = line.bytes
    bytes.append(UInt8(ascii: "\n"))
    digest.update(data: bytes)
    try file.write(bytes)
  }
}
