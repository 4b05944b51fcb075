/// How much of a table one run may change, delete or leave out without anyone's approval.
///
/// A limit that is `nil` is taken from the next level: the target's table, the target, the package's
/// table, the package, the usual limits.
public struct GuardLimits: Sendable, Hashable {
  /// The largest share of the stored records that may change, in percent.
  public var changePercent: Double?
  /// This many records may change whatever their share.
  public var changeRows: Int?
  /// The largest share of the stored records that may be removed, in percent.
  public var deletePercent: Double?
  /// This many records may be deleted whatever their share.
  public var deleteRows: Int?
  /// No more records than this may be deleted, whatever their share.
  public var deleteMost: Int?
  /// The largest share of the rows that may be left out because of errors, in percent.
  public var rejectPercent: Double?
  /// No more rows than this may be left out because of errors.
  public var rejectRows: Int?
  /// Fields whose every value the limits apply to as they do to a table.
  public var scope: [String]?

  /// No limits.
  public init() {}

  /// The usual limits: over 25 % and 20 records changed; over 10 % and 5 records, or over 100 records,
  /// deleted.
  public static var usual: GuardLimits {
    var limits = GuardLimits()
    limits.changePercent = 25
    limits.changeRows = 20
    limits.deletePercent = 10
    limits.deleteRows = 5
    limits.deleteMost = 100
    return limits
  }

  /// These limits, completed by another's.
  public func completed(by other: GuardLimits) -> GuardLimits {
    var limits = self
    limits.changePercent = changePercent ?? other.changePercent
    limits.changeRows = changeRows ?? other.changeRows
    limits.deletePercent = deletePercent ?? other.deletePercent
    limits.deleteRows = deleteRows ?? other.deleteRows
    limits.deleteMost = deleteMost ?? other.deleteMost
    limits.rejectPercent = rejectPercent ?? other.rejectPercent
    limits.rejectRows = rejectRows ?? other.rejectRows
    limits.scope = scope ?? other.scope
    return limits
  }
}
