public import Schemas
public import TabularCore

/// What guards a run: the target's limits and conditions, and what was approved.
public struct GuardPolicy: Sendable {
  /// An exact count that a named person lets pass.
  public struct Approval: Sendable, Hashable {
    /// The guard's code.
    public var code: IssueCode
    /// The count.
    public var count: Int

    /// An approval of a count.
    public init(code: IssueCode, count: Int) {
      self.code = code
      self.count = count
    }
  }

  /// A backup that must be there before anything is written.
  public struct Backup: Sendable, Hashable {
    /// The age of the newest one in hours; `nil` when there is none.
    public var ageHours: Double?
    /// The greatest age that counts, in hours.
    public var limitHours: Double

    /// A rule and how the newest backup stands to it.
    public init(ageHours: Double?, limitHours: Double) {
      self.ageHours = ageHours
      self.limitHours = limitHours
    }
  }

  /// A target that accepts changes at some times only.
  public struct Maintenance: Sendable, Hashable {
    /// Whether it does now.
    public var isOn: Bool
    /// The hours of the day in which it does, `22:00` and `05:00 America/Toronto`; `nil` where a file says so.
    public var hours: Hours?

    /// Two times of day, as people are told them.
    public struct Hours: Sendable, Hashable {
      /// The first minute.
      public var from: String
      /// The minute after the last one, with the zone.
      public var to: String

      /// Two times of day.
      public init(from: String, to: String) {
        self.from = from
        self.to = to
      }
    }

    /// What a target accepts, and whether it does now.
    public init(isOn: Bool, hours: Hours? = nil) {
      self.isOn = isOn
      self.hours = hours
    }

    /// The variant of the issue that it is not on, and what it tells.
    public var refusal: (variant: String, arguments: [IssueArgument]) {
      guard let hours else { return ("", []) }
      return ("window", [IssueArgument("from", hours.from), IssueArgument("to", hours.to)])
    }
  }

  /// What a store in production use asks of a run, and how the command meets it.
  ///
  /// The project file declares a target to be in production use, and a store may know it by itself.
  public struct Production: Sendable, Hashable {
    /// Whether the project file says so.
    public var isDeclared = false
    /// The name that the command gives a second time.
    public var confirmedName: String?
    /// Whether the clock was set by hand.
    public var isClockSet = false
    /// How long a clean validation of the same files counts, in hours.
    public var validationHours = 24.0

    /// A command that meets nothing, for a target that is not declared.
    public init() {}
  }

  /// The codes of guards whose counts can be approved.
  public static let approvable: [IssueCode] = [
    "guard.change-limit", "guard.delete-limit", "guard.reject-limit",
  ]

  /// The target's limits for every table.
  public var limits = GuardLimits()
  /// The target's limits for single tables, by machine name.
  public var tableLimits: [String: GuardLimits] = [:]
  /// Fields for whose every value the limits hold, besides those of the limits themselves.
  public var scope: [String] = []
  /// The counts that were approved.
  public var approvals: [Approval] = []
  /// Who approved them.
  public var approver: String?
  /// The backup that must be there; `nil` when none is asked for.
  public var backup: Backup?
  /// Whether changes are accepted now; `nil` for always.
  public var maintenance: Maintenance?
  /// What production asks, and how the command meets it.
  public var production = Production()

  /// The usual limits, and nothing else.
  public init() {}

  /// The limits of a table: of the target's table, the target, the table, the package, the usual ones.
  func limits(of table: TableSchema, in package: DataPackage) -> GuardLimits {
    (tableLimits[table.name] ?? GuardLimits()).completed(by: limits).completed(by: table.guards)
      .completed(by: package.guards).completed(by: .usual)
  }

  /// The fields of a table, by index, for whose every value its limits hold.
  func scope(of table: TableSchema, in package: DataPackage) -> [Int] {
    let names = scope + (limits(of: table, in: package).scope ?? [])
    var indexes: [Int] = []
    for index in names.compactMap(table.fieldIndex(named:)) where !indexes.contains(index) {
      indexes.append(index)
    }
    return indexes
  }
}
