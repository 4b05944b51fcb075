import Foundation
public import ImportPipeline
public import ImportService
import RecordMapping
public import Schemas
import TabularCore

/// The events of migrations that a store keeps, and their writer.
public struct MigrationJournal: Sendable {
  /// The command of the records of events.
  public static let command = "migrate"

  private let service: ImportService
  private let choice: StoreChoice

  /// The journal of a store.
  public init(_ service: ImportService, _ choice: StoreChoice) {
    self.service = service
    self.choice = choice
  }

  /// The events, the first one first; none of a store that does not exist yet.
  public func events() throws(ServiceFailure) -> [RecordedEvent] {
    let location = try service.location(of: choice)
    let isThere = try ServiceFailure.asking { () throws(StoreError) in
      try location.holdsAnything()
    }
    guard isThere else { return [] }
    let decoder = JSONDecoder()
    return try service.runs(of: choice).runs.reversed().compactMap { run in
      guard run.command == Self.command,
        let event = try? decoder.decode(MigrationEvent.self, from: Data(run.optionsJSON.utf8))
      else { return nil }
      return RecordedEvent(
        id: run.id, time: run.finishedAt, operatorName: run.operatorName, host: run.host,
        event: event)
    }
  }

  /// Writes an event, sealed, in a transaction of its own; makes the store where there is none.
  ///
  /// - Returns: the id of its record.
  @discardableResult
  public func write(
    _ event: MigrationEvent, package: DataPackage, outcome: RunOutcome = .clean
  ) throws(ServiceFailure) -> String {
    let location = try service.location(of: choice)
    let isThere = try ServiceFailure.asking { () throws(StoreError) in
      try location.holdsAnything()
    }
    if !isThere { _ = try service.makeStore(choice, for: package) }
    let connection = try service.connection(to: choice, writes: true)
    let author = service.surroundings.author
    let now = service.surroundings.clock.now()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(event)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return try ServiceFailure.asking { () throws(StoreError) in
      try connection.inTransaction(writes: true) { () throws(StoreError) in
        let id = try RunRecords.unusedID(prefix: RunID.prefix(now), in: connection)
        let record = RunRecord(
          id: id, command: Self.command, operatorName: author.operatorName, host: author.host,
          toolVersion: author.toolVersion, package: package.name, packageHash: package.hash,
          zoneData: ZoneRules.dataVersion, optionsJSON: json, target: connection.location,
          startedAt: now, finishedAt: now, outcome: outcome.rawValue,
          exitCode: Int(outcome.exitCode))
        try RunRecords.write(record, in: connection)
        try RunRecords.finish(record, in: connection)
        return id
      }
    }
  }
}
