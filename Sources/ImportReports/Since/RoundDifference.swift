import ImportPipeline
import TabularCore

/// What became of the issues of an earlier run: fixed, remaining where they were, moved with their rows,
/// and those that are new.
struct RoundDifference: Sendable {
  /// What an issue of this run was in the earlier one.
  enum State: UInt8, Sendable, CaseIterable {
    /// It was not there.
    case new
    /// It was there, in another row or sheet.
    case moved
    /// It was there, in the same row.
    case remaining
  }

  /// The states of the issues, in the order of the report.
  private(set) var states: [State] = []
  /// The issues that are no longer there.
  private(set) var fixed: [EarlierReport.Issue] = []
  /// The report that is compared with.
  let earlier: EarlierReport

  /// Compares the issues of a report, hiding what both reports hide.
  ///
  /// Of issues with one fingerprint those are paired first that lie in the same row, then the others in
  /// the order of both reports.
  init(_ issues: some Collection<Issue>, _ identity: IssueIdentity, since earlier: EarlierReport) {
    self.earlier = earlier
    var open: [String: [Int]] = [:]
    for (index, issue) in earlier.issues.enumerated() {
      open[issue.fingerprint, default: []].append(index)
    }
    states = Array(repeating: .new, count: issues.count)
    var waiting: [(index: Int, fingerprint: String)] = []
    for (index, issue) in issues.enumerated() {
      let fingerprint = identity.fingerprint(of: issue).text
      guard let candidates = open[fingerprint], !candidates.isEmpty else { continue }
      let place = issue.location
      let same = candidates.firstIndex {
        earlier.issues[$0].row == place.row && earlier.issues[$0].sheet == place.sheet
      }
      if let same {
        open[fingerprint]?.remove(at: same)
        states[index] = .remaining
      } else {
        waiting.append((index, fingerprint))
      }
    }
    for (index, fingerprint) in waiting where open[fingerprint]?.isEmpty == false {
      open[fingerprint]?.removeFirst()
      states[index] = .moved
    }
    fixed = open.values.flatMap(\.self).sorted().map { earlier.issues[$0] }
  }

  /// How many issues of this run have a state.
  func count(of state: State) -> Int { states.count { $0 == state } }
}

extension RoundDifference {
  /// `12 fixed, 3 remaining, 1 moved, 2 new`.
  func summary(in language: Language) -> String {
    language.label(
      "since/counts",
      [
        "fixed": fixed.count, "remaining": count(of: .remaining), "moved": count(of: .moved),
        "new": count(of: .new),
      ])
  }

  /// The warning that the earlier report was cut; `nil` where it was not.
  func reservation(in language: Language) -> String? {
    earlier.leftOut > 0 ? language.label("since/cut", ["count": earlier.leftOut]) : nil
  }
}

extension RoundDifference.State {
  /// The word for the state.
  func name(in language: Language) -> String {
    switch self {
    case .new: language.label("since/new")
    case .moved: language.label("since/moved")
    case .remaining: language.label("since/remaining")
    }
  }

  /// The word for programs, in JSON.
  var word: String {
    switch self {
    case .new: "new"
    case .moved: "moved"
    case .remaining: "remaining"
    }
  }
}
