/// Which files of a folder are whole: nobody has written to them for a while.
///
/// Two looks decide, never the age that a file claims: copying programs give a file its old time while they
/// still write, and the clock of a file server is another one.
struct SettlingFiles {
  /// How long a file must stay as it is.
  let settling: Duration
  /// How long a file that lacks its end is waited for; then it is validated as it is, so that whoever sent
  /// it hears that it is damaged.
  let patience: Duration

  private struct Look {
    var stamp: WatchedFile.Stamp
    var since: ContinuousClock.Instant
  }
  private var looks: [String: Look] = [:]

  init(settling: Duration, patience: Duration) {
    self.settling = settling
    self.patience = patience
  }

  /// Takes note of a look at the folder; returns the files that are whole.
  ///
  /// - Parameters:
  ///   - files: those that are to be validated, all of them.
  ///   - hasEnd: whether the end of a file is there, as far as its format tells; asked for files that
  ///     stay as they are.
  mutating func look(
    at files: [WatchedFile], _ now: ContinuousClock.Instant, hasEnd: (WatchedFile) -> Bool
  ) -> [WatchedFile] {
    var next: [String: Look] = [:]
    var whole: [WatchedFile] = []
    for file in files {
      var look = Look(stamp: file.stamp, since: now)
      if let former = looks[file.name], former.stamp == file.stamp { look = former }
      next[file.name] = look
      let rest = look.since.duration(to: now)
      if rest >= settling, rest >= patience || hasEnd(file) { whole.append(file) }
    }
    looks = next
    return whole
  }

  /// Begins to wait anew for a file that could not be handled.
  mutating func restart(_ name: String) { looks[name] = nil }
}
