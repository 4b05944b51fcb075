public import Schemas
import Synchronization

/// The checks that the commands make on every package they load.
///
/// Set once, before the first command runs, by whoever connects readers of cells and SQLite.
public enum SchemaChecks {
  private static let checks = Mutex(PackageChecks())

  /// The checks in use.
  public static var current: PackageChecks {
    checks.withLock { $0 }
  }

  /// Replaces the checks in use.
  public static func use(_ new: PackageChecks) {
    checks.withLock { $0 = new }
  }
}
