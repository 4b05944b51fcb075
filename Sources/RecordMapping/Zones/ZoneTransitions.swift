/// The offsets of a time zone from UTC: when each begins, and how much it is.
struct ZoneTransitions: Sendable, Equatable {
  /// The first seconds since 1970-01-01T00:00:00Z of each period after the first, ascending.
  private(set) var starts: [Int64]
  /// The offsets in seconds east of UTC, one more than `starts`.
  private(set) var offsets: [Int32]

  /// A zone that always has one offset.
  init(offset: Int32) {
    starts = []
    offsets = [offset]
  }

  /// Starts another offset; a time that is not later than the last one is ignored.
  mutating func append(start: Int64, offset: Int32) {
    guard starts.last.map({ $0 < start }) ?? true, offsets.last != offset else { return }
    starts.append(start)
    offsets.append(offset)
  }

  /// The offset at an instant.
  func offset(at seconds: Int64) -> Int64 {
    Int64(offsets[period(at: seconds)])
  }

  /// The index of the period that an instant belongs to.
  private func period(at seconds: Int64) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The instants whose local time is `local` (seconds since 1970-01-01T00:00 on the local clock).
  ///
  /// No zone was ever a day and a half away from UTC, so the periods from two days before to two days
  /// after contain all of them.
  func meaning(ofLocal local: Int64) -> ZoneRules.Meaning {
    var index = period(at: local - 172_800)
    let last = period(at: local + 172_800)
    if index == last { return .unique(local - Int64(offsets[index])) }
    var first: Int64?
    var skipped: ZoneRules.Meaning?
    while index <= last {
      let offset = Int64(offsets[index])
      let instant = local - offset
      let begins = index == 0 ? Int64.min : starts[index - 1]
      let ends = index == starts.count ? Int64.max : starts[index]
      if instant >= begins, instant < ends {
        if let first { return .twice(first: first, second: instant) }
        first = instant
      } else if instant >= ends, index < last, local - Int64(offsets[index + 1]) < ends {
        skipped = .gap(
          from: minutesOfDay(ends + offset), to: minutesOfDay(ends + Int64(offsets[index + 1])))
      }
      index += 1
    }
    if let first { return .unique(first) }
    return skipped ?? .unique(local - Int64(offsets[last]))
  }

  private func minutesOfDay(_ local: Int64) -> Int {
    let second = local % 86_400
    return Int(second < 0 ? second + 86_400 : second) / 60
  }
}
