public import TabularCore

/// A migration as its file describes it: where to, when, which phases, what must hold before and after each.
public struct Migration: Sendable {
  /// The file's usual name.
  public static let usualName = "migration.json"

  /// The name, by which the store knows the migration's phases.
  public var name: String
  /// What people call it.
  public var title: LocalizedText
  /// The folder of the file, from which its paths are seen.
  public var folder: String
  /// The project file with the targets; `nil` for the usual one in the working folder.
  public var project: String?
  /// The package of phases that name none.
  public var package: String?
  /// The time zones in which dates are told.
  public var zones: [String]
  /// The dates, in the order of the file.
  public var milestones: [Milestone]
  /// Where the data goes, in the order of the file.
  public var environments: [Environment]
  /// The phases, in order.
  public var phases: [Phase]
  /// What people have to do that belongs to no phase.
  public var checklist: [ChecklistItem]
  /// How long the work on the cut-over day may take, in minutes, and how long the way back must fit in.
  public var window: Window?

  /// The phase with an id.
  public func phase(_ id: String) -> Phase? { phases.first { $0.id == id } }

  /// The environment with a name.
  public func environment(_ name: String) -> Environment? {
    environments.first { $0.name == name }
  }

  /// Every item that somebody ticks, with the phase that it belongs to.
  public var items: [(phase: Phase?, item: ChecklistItem)] {
    checklist.map { (nil, $0) } + phases.flatMap { phase in phase.checklist.map { (phase, $0) } }
  }

  /// A store that the migration is for, or is tried on.
  public struct Environment: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The target of the project file.
    public var target: String?
    /// The location of a store that is no target.
    public var store: ConfiguredText?
    /// The release of the product that runs there.
    public var version: String?
    /// The environment of which it is a copy.
    public var copyOf: String?
    /// Whether it is in production use.
    public var isProduction = false
    /// Addresses of its parts, for people.
    public var addresses: [(name: String, address: String)] = []

    /// Two environments are the same if their names are.
    public static func == (left: Environment, right: Environment) -> Bool {
      left.name == right.name
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// The time in which the migration has to be done.
  public struct Window: Sendable, Hashable {
    /// The milestone at which it begins.
    public var start: String
    /// How long it is, in minutes.
    public var minutes: Int
  }

  /// Something that a person does and ticks.
  public struct ChecklistItem: Sendable, Hashable {
    /// When it has to be ticked.
    public enum Moment: String, Sendable, CaseIterable {
      /// Before the phase runs.
      case before
      /// Before a phase that depends on this one runs.
      case after
    }

    /// The id, unique in the file.
    public var id: String
    /// What is to be done.
    public var title: LocalizedText
    /// When.
    public var when = Moment.before
    /// Whether the phase is refused without it.
    public var isRequired = false
    /// The table whose counts are told with it.
    public var table: String?
    /// The milestone at which it is due.
    public var milestone: String?
  }
}

/// A text of a configuration that may stand elsewhere, so that no secret is in the file.
public enum ConfiguredText: Sendable, Hashable {
  /// The text itself.
  case text(String)
  /// The value of a variable of the environment.
  case variable(String)
  /// The first line of a file, by its path from the folder of the migration.
  case file(String)
}
