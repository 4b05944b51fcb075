public import Schemas
public import TabularCore

/// What guards a run: the target's limits and conditions, and what was approved.
public struct GuardPolicy: Sendable {
  /// An exact count that a named person approved.
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

  /// A backup that must exist before anything is written.
  public struct Backup: Sendable, Hashable {
    /// The age of the newest one in hours; `nil` when there is none.
    public var ageHours: Double?
    /// The greatest age that is accepted, in hours.
    public var limitHours: Double

    /// A rule, and the age of the newest backup.
    public init(ageHours: Double?, limitHours: Double) {
      self.ageHours = ageHours
      self.limitHours = limitHours
    }
  }

  /// A target that accepts changes at some times only.
  public struct Maintenance: Sendable, Hashable {
    /// Whether it accepts changes now.
    public var isOn: Bool
    /// The hours in which it accepts changes, `22:00` and `05:00 America/Toronto`; `nil` where a
    /// file decides.
    public var hours: Hours?

    /// Two times of day, as messages show them.
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

    /// The times of day between which the target accepts changes.
    public var window: (from: String, to: String)? { hours.map { ($0.from, $0.to) } }
  }

  /// What a production store requires of a run, and what the command provides.
  ///
  /// The project file declares a target to be in production use, or the store itself knows that it
  /// is.
  public struct Production: Sendable, Hashable {
    /// Whether the project file says so.
    public var isDeclared = false
    /// The target's name, repeated on the command line as a confirmation.
    public var confirmedName: String?
    /// Whether the clock was set by hand.
    public var isClockSet = false
    /// How long a clean validation of the same files stays valid, in hours.
    public var validationHours = 24.0

    /// A command that provides nothing, for a target that is not declared.
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
  /// Fields whose every value the limits apply to, besides the fields that the limits name.
  public var scope: [String] = []
  /// The counts that were approved.
  public var approvals: [Approval] = []
  /// Who approved them.
  public var approver: String?
  /// The largest share of a table's rows, in percent, that this run may leave out because of errors; a target
  /// that allows less keeps its limit.
  public var maximumErrorPercent: Double?
  /// The backup that must exist; `nil` when none is required.
  public var backup: Backup?
  /// Whether changes are accepted now; `nil` for always.
  public var maintenance: Maintenance?
  /// What production requires, and what the command provides.
  public var production = Production()

  /// The usual limits, and nothing else.
  public init() {}

  /// The limits of a table; the most specific one counts: the target's for the table, the target's,
  /// the table's, the package's, the usual ones.
  func limits(of table: TableSchema, in package: DataPackage) -> GuardLimits {
    var all = (tableLimits[table.name] ?? GuardLimits()).completed(by: limits)
      .completed(by: table.guards).completed(by: package.guards).completed(by: .usual)
    if let own = maximumErrorPercent { all.rejectPercent = min(own, all.rejectPercent ?? own) }
    return all
  }

  /// The fields of a table, by index, whose every value the limits apply to.
  func scope(of table: TableSchema, in package: DataPackage) -> [Int] {
    let names = scope + (limits(of: table, in: package).scope ?? [])
    var indexes: [Int] = []
    for index in names.compactMap(table.fieldIndex(named:)) where !indexes.contains(index) {
      indexes.append(index)
    }
    return indexes
  }
}
