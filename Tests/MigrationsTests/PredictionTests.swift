import Foundation
import Testing

@testable import Migrations

/// What rehearsals predict, by recorded timings.
@Suite struct PredictionTests {
  private func isNear(_ found: Double?, _ expected: Double) -> Bool {
    guard let found else { return false }
    return abs(found - expected) < 1e-9
  }

  @Test func oneRehearsal_growsWithItsRows() throws {
    let prediction = try #require(Prediction([(1_000, 2)]))
    #expect(isNear(prediction.seconds(rows: 5_000), 10))
  }

  @Test func twoRehearsals_tellTheFixedPart() throws {
    let prediction = try #require(Prediction([(1_000, 3), (3_000, 5)]))
    #expect(isNear(prediction.base, 2) && isNear(prediction.perRow, 0.001))
    #expect(isNear(prediction.seconds(rows: 10_000), 12))
  }

  /// A line that would cross zero is laid through it; one that would fall is level.
  @Test func noPartIsBelowZero() throws {
    let steep = try #require(Prediction([(1_000, 1), (2_000, 4)]))
    #expect(steep.base == 0 && isNear(steep.perRow, 9_000 / 5_000_000))
    let falling = try #require(Prediction([(1_000, 4), (2_000, 2)]))
    #expect(isNear(falling.base, 3) && falling.perRow == 0)
    #expect(Prediction([]) == nil)
  }

  @Test func commandsAreOfTheLastRehearsal() {
    func rehearsal(_ rows: Int, _ work: Double, _ command: Double) -> Rehearsal {
      var rehearsal = Rehearsal()
      rehearsal.phases = [
        Rehearsal.PhaseTime(
          phase: "a", rows: rows, outcome: "clean",
          timings: [
            PhaseResult.Timing(step: .before, seconds: command),
            PhaseResult.Timing(step: .import, seconds: work),
          ])
      ]
      return rehearsal
    }
    let all = [rehearsal(1_000, 3, 9), rehearsal(3_000, 5, 1)]
    #expect(isNear(Prediction.seconds(of: "a", rows: 5_000, after: all), 8))
    #expect(Prediction.seconds(of: "b", rows: 5_000, after: all) == nil)
  }
}
