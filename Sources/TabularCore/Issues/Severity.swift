/// How much an issue matters.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Imported; nothing to do.
  case note
  /// Imported; someone should look.
  case warning
  /// Not imported.
  case error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// Notes before warnings before errors.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}
