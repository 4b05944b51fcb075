/// A project file: the named stores that imports go to, and what each requires of them.
public struct Project: Sendable {
  /// The file's usual name.
  public static let usualName = "registrar.json"

  /// A named store, and what guards it.
  public struct Target: Sendable, Hashable {
    /// A backup that must exist before anything is written.
    public struct Backup: Sendable, Hashable {
      /// The folder in which backups lie, relative to the project file.
      public var folder: String
      /// The oldest one that is accepted, in hours.
      public var maximumAgeHours: Double

      /// A folder of backups and how old they may be.
      public init(folder: String, maximumAgeHours: Double = 24) {
        self.folder = folder
        self.maximumAgeHours = maximumAgeHours
      }
    }

    /// The name.
    public var name: String
    /// The store's location; a path of a file is relative to the project file.
    public var store: String
    /// Whether it is in production use.
    public var isProduction = false
    /// The package, by name or path, when the command names none.
    public var package: String?
    /// The IANA time zone of records that name none; `nil` for that of the package.
    public var timeZone: String?
    /// How long a validation of the same files stays valid, in hours.
    public var validationHours = 24.0
    /// The backup that must exist.
    public var backup: Backup?
    /// After how many days runs no longer need what they replaced; `nil` for what the package says.
    public var retentionDays: Int?
    /// When changes are accepted; `nil` for always.
    public var maintenance: Maintenance?
    /// The limits for every table.
    public var guards = GuardLimits()
    /// The limits of single tables, by machine name.
    public var tableGuards: [String: GuardLimits] = [:]

    /// A target by its name and store.
    public init(name: String, store: String) {
      self.name = name
      self.store = store
    }
  }

  /// The folder of the file.
  public var folder: String
  /// The targets, in the order of the file.
  public var targets: [Target]

  /// The target with a name.
  public func target(named name: String) -> Target? {
    targets.first { $0.name == name }
  }
}
