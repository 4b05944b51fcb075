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
    var total = (predicted: 0.0, real: 0.0, isReal: true)
    for time in last.phases {
      let real = real(time.phase)
      let predicted = predicted(time, all) ?? time.seconds
      rows.append([
        time.phase, String(real?.rowCount ?? time.rows), Self.seconds(time.seconds),
        Self.seconds(predicted), real.map { Self.seconds($0.seconds) } ?? "",
        real.map { Self.difference($0.seconds, from: predicted) } ?? "",
      ])
      total.predicted += predicted
      total.real += real?.seconds ?? 0
      total.isReal = total.isReal && real != nil
    }
    rows.append([label("rollBack"), "", Self.seconds(last.rollBackSeconds), "", "", ""])
    rows.append([
      label("total"), "", Self.seconds(last.workSeconds + last.rollBackSeconds),
      Self.seconds(total.predicted), total.isReal ? Self.seconds(total.real) : "",
      total.isReal ? Self.difference(total.real, from: total.predicted) : "",
    ])
    let gates = gates(last)
    return [
      MigrationPage.Section(
        title: label("rehearsals"),
        columns: ["phase", "rows", "rehearsed", "predicted", "real", "delta"].map(label),
        rows: rows, lines: originLines(last)),
      MigrationPage.Section(
        title: label("tableTimes"),
        columns: ["phase", "table", "rowsRehearsed", "rowsReal", "predicted"].map(label),
        rows: last.phases.flatMap { tableRows($0, all) }),
      MigrationPage.Section(
        title: label(gates.allSatisfy(\.isMet) ? "go" : "noGo"),
        columns: ["gate", "status"].map(label),
        rows: gates.map { [$0.name, label($0.isMet ? "holds" : "broken")] },
        lines: [returnLine(last)]),
    ]
  }

  /// The last real round of a phase that succeeded.
  private func real(_ phase: String) -> PhaseResult? {
    state.rounds[phase]?.compactMap(\.result).last(where: \.isSuccess)
  }

  /// How long a phase will take: with the rows of its last round, where it had one.
  private func predicted(_ time: Rehearsal.PhaseTime, _ all: [Rehearsal]) -> Double? {
    let real = real(time.phase)
    return Prediction.seconds(of: time.phase, rows: real?.rowCount ?? time.rows, after: all)
  }

  /// The tables of a phase with their rows, and the part of its work that falls to each by them.
  private func tableRows(_ time: Rehearsal.PhaseTime, _ all: [Rehearsal]) -> [[String]] {
    let real = real(time.phase)
    let count = Double(max(1, real?.rowCount ?? time.rows))
    let work = (predicted(time, all) ?? time.seconds) - time.commandSeconds
    return (time.tables ?? []).map { table in
      let found = real?.tables.filter { $0.name == table.name }.reduce(0) { $0 + $1.rowCount }
      let rows = Double(found ?? table.rowCount)
      return [
        time.phase, table.name, String(table.rowCount), found.map { String($0) } ?? "",
        Self.seconds(work * rows / count),
      ]
    }
  }

  private func originLines(_ rehearsal: Rehearsal) -> [String] {
    var lines: [String] = []
    if let backup = rehearsal.backup {
      lines.append(
        label("restoredFrom", ["backup": backup, "time": rehearsal.backupTime ?? "?"])
          + " (\(Self.seconds(rehearsal.restoreSeconds)) s)")
    }
    if rehearsal.isMasked == true { lines.append(label("masked")) }
    return lines
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
