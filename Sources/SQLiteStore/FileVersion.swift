import Foundation

/// What tells whether anybody has written to a database file, without asking the database.
///
/// A connection of SQLite only knows of changes since it was opened (`PRAGMA data_version`). Between connections the
/// times and sizes of the file and of its log tell. The file is never opened for it: closing it would take away the
/// locks that connections of the process hold (https://www.sqlite.org/howtocorrupt.html, 2.2).
enum FileVersion {
  /// Times of files are as coarse as the ticks of the system: what was written less than so many seconds ago may be
  /// written again within the same tick.
  private static let tick = 0.1

  /// The version of the file at a path; `nil` where it cannot be told, or was written to just now.
  static func text(of path: String) -> String? {
    guard let file = part(path), part(path + "-journal") == nil else { return nil }
    // A log without frames is made and removed by connections that only read.
    let log = part(path + "-wal").flatMap { $0.size > 0 ? $0 : nil }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard seconds(now) - max(file.time, log?.time ?? 0) > tick else { return nil }
    return file.text + (log.map { "|" + $0.text } ?? "")
  }

  private static func part(_ path: String) -> (text: String, size: Int, time: Double)? {
    var state = stat()
    guard stat(path, &state) == 0 else { return nil }
    let (written, changed) = (state.st_mtim, state.st_ctim)
    let numbers = [
      Int(state.st_dev), Int(state.st_ino), Int(state.st_size), written.tv_sec, written.tv_nsec,
      changed.tv_sec, changed.tv_nsec,
    ]
    return (
      numbers.map { String($0) }.joined(separator: " "), Int(state.st_size),
      max(seconds(written), seconds(changed))
    )
  }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
