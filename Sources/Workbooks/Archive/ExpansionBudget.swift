import TabularCore

/// Counts the expanded size of the members of an archive, whatever their headers claim.
///
/// A member that is read twice counts once, with the larger of the two sizes.
final class ExpansionBudget {
  private let limits: Limits
  private var expanded: [Int]
  private var total = 0

  /// A budget for an archive's members.
  init(limits: Limits, memberCount: Int) {
    self.limits = limits
    expanded = Array(repeating: 0, count: memberCount)
  }

  /// Notes that a member has delivered `count` bytes; throws once a limit is exceeded.
  func note(_ count: Int, of index: Int, compressedSize: Int, name: String) -> WorkbookError? {
    if count > expanded[index] {
      total += count - expanded[index]
      expanded[index] = count
    }
    if total > limits[.inflatedSize] {
      return WorkbookError(
        .zipBomb(.inflatedSize(limit: limits[.inflatedSize], size: compressedSize)), part: name)
    }
    let (allowed, isEnough) = compressedSize.multipliedReportingOverflow(
      by: limits[.inflationRatio])
    if count > 1 << 20, !isEnough, count > allowed {
      return WorkbookError(
        .zipBomb(.inflationRatio(limit: limits[.inflationRatio])), part: name)
    }
    return nil
  }
}
