import Foundation

/// A place where tests make a debug build of the tool die, wait or be signalled.
///
/// `REGISTRAR_FAILPOINT=name[@count][:action]` names the place, the passage that counts (the first when
/// none is named) and what happens: `kill` (the default) ends the process at once, `term`, `int`,
/// `hup` and `usr1` send it a signal, `wait=PATH` makes `PATH.reached` and goes on when `PATH` is there. Several are
/// separated by commas. Release builds have none of it.
public enum Failpoint: String, CaseIterable, Sendable {
  /// The store is open.
  case opened
  /// Rows were staged; hit again for every batch.
  case staged
  /// The journal will be written.
  case journalStarting = "journal-starting"
  /// The journal is written.
  case journalWritten = "journal-written"
  /// A table will be merged.
  case tableMerging = "table-merging"
  /// A table is merged.
  case tableMerged = "table-merged"
  /// The run is sealed.
  case sealed
  /// The run will be committed.
  case committing
  /// The run is committed.
  case committed
  /// A report will be written.
  case reporting
  /// A backup is written and not compared yet.
  case backupWritten = "backup-written"
  /// A backup is compared and has not its name yet.
  case backupCompared = "backup-compared"
  /// A backup has its name and is not listed yet.
  case backupNamed = "backup-named"

  #if DEBUG
    private static let plans = (ProcessInfo.processInfo.environment["REGISTRAR_FAILPOINT"] ?? "")
      .split(separator: ",").compactMap { Plan(String($0)) }

    /// Does here what the environment asks for.
    public func pass() {
      for plan in Self.plans { plan.pass(self) }
    }
  #else
    /// Nothing.
    @inlinable public func pass() {}
  #endif
}

#if DEBUG
  import Synchronization

  /// What the environment asks for at one place.
  private final class Plan: Sendable {
    private let point: Failpoint
    private let action: String
    private let count: Int
    private let passages = Atomic<Int>(0)

    init?(_ text: String) {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      let place = (parts.first ?? "").split(separator: "@").map(String.init)
      guard let point = Failpoint(rawValue: place.first ?? "") else { return nil }
      self.point = point
      action = parts.count > 1 ? parts[1] : "kill"
      count = place.count > 1 ? Int(place[1]) ?? 1 : 1
    }

    func pass(_ point: Failpoint) {
      guard point == self.point,
        passages.add(1, ordering: .relaxed).newValue == count
      else { return }
      if action == "term" {
        signal(SIGTERM)
      } else if action == "int" {
        signal(SIGINT)
      } else if action == "hup" {
        signal(SIGHUP)
      } else if action == "usr1" {
        signal(SIGUSR1)
      } else if action.hasPrefix("wait=") {
        wait(String(action.dropFirst(5)))
      } else {
        raise(SIGKILL)
      }
    }

    /// Sends a signal, and waits until the thread that listens for signals has surely received it.
    private func signal(_ number: CInt) {
      // To the process: no other thread would see a signal sent to one thread.
      kill(getpid(), number)
      usleep(1_000_000)
    }

    /// Waits for a file, a minute at most.
    private func wait(_ path: String) {
      _ = FileManager.default.createFile(atPath: path + ".reached", contents: nil)
      for _ in 0..<6_000 where !FileManager.default.fileExists(atPath: path) {
        usleep(10_000)
      }
    }
  }
#endif
