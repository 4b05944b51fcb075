import ImportPipeline

/// The parts of Absurd's schema that are used: functions of `absurd.sql` 0.5, called as they are published.
///
/// Nothing of it is kept in this project. `absurdctl init` installs it, or `psql` with the file that comes with a
/// release; see <https://github.com/earendil-works/absurd>.
enum AbsurdEngine {
  /// The releases whose functions are known, up to the last point.
  static let release = "0.5."

  /// The engine's queue for a priority: its claims have no order but that of time.
  static func queue(_ priority: JobPriority) -> String { "registrar_" + priority.rawValue }

  /// The table of attempts.
  static func runs(_ priority: JobPriority) -> String { "absurd.r_" + queue(priority) }

  /// The table of tasks.
  static func tasks(_ priority: JobPriority) -> String { "absurd.t_" + queue(priority) }

  /// The tasks of all queues.
  static let allTasks = JobPriority.allCases.map {
    "SELECT task_id, state, attempts, last_attempt_run FROM \(tasks($0))"
  }.joined(separator: " UNION ALL ")
}
