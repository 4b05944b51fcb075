import Foundation
import ImportPipeline

/// Something that happened to a migration, as the store of its environment keeps it.
///
/// An event is a record among the runs of the store, sealed like them: nobody can change it later without
/// breaking the chain, it is in every backup, and it is the same on every host.
public struct MigrationEvent: Sendable, Hashable, Codable {
  /// What happened.
  public enum Kind: String, Sendable, Codable {
    /// A round of a phase began.
    case began
    /// A round of a phase ended.
    case ended
    /// Somebody ticked an item of a checklist.
    case ticked
    /// The migration was rehearsed on a copy.
    case rehearsed
  }

  /// What happened.
  public var kind: Kind
  /// The migration's name.
  public var migration: String
  /// The environment's name.
  public var environment: String
  /// The phase.
  public var phase: String?
  /// The round of the phase, from 1.
  public var round: Int?
  /// The process that began a round.
  public var process: Int32?
  /// The item that was ticked.
  public var item: String?
  /// Who did what the item says; who ran the tool is kept with the record.
  public var person: String?
  /// What the person had to say.
  public var note: String?
  /// How a round ended.
  public var result: PhaseResult?
  /// What a rehearsal found.
  public var rehearsal: Rehearsal?

  /// An event of a migration in an environment.
  public init(
    _ kind: Kind, migration: String, environment: String, phase: String? = nil,
    round: Int? = nil
  ) {
    self.kind = kind
    self.migration = migration
    self.environment = environment
    self.phase = phase
    self.round = round
  }
}

/// An event with the record that the store keeps of it.
public struct RecordedEvent: Sendable, Hashable {
  /// The id of the record.
  public var id: String
  /// When, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public var time: String
  /// Who ran the tool.
  public var operatorName: String
  /// On which machine.
  public var host: String
  /// What happened.
  public var event: MigrationEvent
}
