import Foundation
import TabularCore

/// Rehearsal and real run side by side, and whether the migration may go on.
extension MigrationReport {
  /// A condition of the decision, and whether it is met.
  struct Gate {
    var name: String
    var isMet: Bool
  }

  /// The last rehearsal, and the gates of the decision; none before the first rehearsal.
  public var rehearsalSections: [MigrationPage.Section] { rehearsals }

  /// Whether all gates of a rehearsal are met.
  public func isGo(_ rehearsal: Rehearsal) -> Bool { gates(rehearsal).allSatisfy(\.isMet) }

  var rehearsals: [MigrationPage.Section] {
    guard let last = state.rehearsals.last?.event.rehearsal else { return [] }
    let all = state.rehearsals.compactMap(\.event.rehearsal)
    var rows: [[String]] = []
    for time in last.phases {
      let real = state.rounds[time.phase]?.last?.result
      let predicted = Prediction.seconds(
        of: time.phase, rows: real?.rowCount ?? time.rows, after: all)
      rows.append([
        time.phase, String(time.rows), Self.seconds(time.seconds),
        predicted.map(Self.seconds) ?? "", real.map { Self.seconds($0.seconds) } ?? "",
        real.map { Self.difference($0.seconds, from: predicted ?? time.seconds) } ?? "",
      ])
    }
    rows.append([label("rollBack"), "", Self.seconds(last.rollBackSeconds), "", "", ""])
    rows.append([
      label("total"), String(last.rowCount),
      Self.seconds(last.workSeconds + last.rollBackSeconds), "", "", "",
    ])
    let gates = gates(last)
    return [
      MigrationPage.Section(
        title: label("rehearsals"),
        columns: ["phase", "read", "rehearsed", "predicted", "real", "delta"].map(label),
        rows: rows),
      MigrationPage.Section(
        title: label(gates.allSatisfy(\.isMet) ? "go" : "noGo"),
        columns: ["gate", "status"].map(label),
        rows: gates.map { [$0.name, label($0.isMet ? "holds" : "broken")] },
        lines: [returnLine(last)]),
    ]
  }

  func gates(_ rehearsal: Rehearsal) -> [Gate] {
    var gates = [
      Gate(
        name: label("gatePhases"),
        isMet: !rehearsal.phases.isEmpty
          && rehearsal.phases.allSatisfy { ["clean", "warnings"].contains($0.outcome) }),
      Gate(name: label("gateVerify"), isMet: rehearsal.isVerified),
      Gate(name: label("gateRollBack"), isMet: rehearsal.isRolledBack),
    ]
    if let window = state.migration.window {
      gates.append(
        Gate(
          name: label("gateWindow"),
          isMet: rehearsal.workSeconds + rehearsal.rollBackSeconds
            <= Double(window.minutes) * 60))
    }
    return gates
  }

  /// The latest time at which the way back still fits into the window.
  func lastReturn(_ rehearsal: Rehearsal) -> Date? {
    guard let window = state.migration.window, let start = calendar?[window.start] else {
      return nil
    }
    let end = start.instant.addingTimeInterval(Double(window.minutes) * 60)
    return end.addingTimeInterval(-rehearsal.rollBackSeconds)
  }

  private func returnLine(_ rehearsal: Rehearsal) -> String {
    guard let time = lastReturn(rehearsal) else { return label("noWindow") }
    let zones = state.migration.zones.isEmpty ? ["UTC"] : state.migration.zones
    let texts = zones.map { MilestoneCalendar.Entry.text(time, in: $0) }
    return label("lastReturn", ["time": texts.joined(separator: "; ")])
  }

  private static func difference(_ real: Double, from expected: Double) -> String {
    let difference = real - expected
    let sign = difference < 0 ? "-" : "+"
    guard expected > 0 else { return sign + seconds(abs(difference)) }
    let percent = Int((abs(difference) / expected * 100).rounded())
    return "\(sign)\(seconds(abs(difference))) (\(sign)\(percent) %)"
  }
}
