import Testing

@testable import SystemEmission

/// How fast requests follow each other.
@Suite struct EmissionPaceTests {
  @Test func requestsSlowDown_andRecover() {
    var gate = RateGate(perSecond: 100, atOnce: 4)
    #expect(gate.delay(now: 0) == 0)
    #expect(abs(gate.delay(now: 0) - 0.01) < 1e-9)
    #expect(gate.width == 4)
    // Asked for patience: all wait for that long, and come more slowly after it.
    gate.refuse(for: 2, now: 1)
    #expect(gate.delay(now: 1) == 2)
    #expect(gate.delay(now: 3) > 0.049)
    #expect(gate.width == 2)
    gate.fail()
    #expect(gate.width == 1)
    #expect(gate.slowdowns == 2)
    for _ in 0..<60 { gate.answer(after: 0.01) }
    #expect(gate.width == 4)
    _ = gate.delay(now: 100)
    #expect(abs(gate.delay(now: 100) - 0.01) < 1e-9)
  }

  @Test func answersThatTakeLong_slowRequestsDown() {
    var gate = RateGate(perSecond: 100, atOnce: 2)
    for _ in 0..<10 { gate.answer(after: 0.1) }
    gate.answer(after: 2)
    #expect(gate.slowdowns == 1)
    #expect(gate.width == 1)
    _ = gate.delay(now: 10)
    #expect(gate.delay(now: 10) > 0.49)
    // Long answers are usual after some time.
    for _ in 0..<60 { gate.answer(after: 2) }
    let slowed = gate.slowdowns
    for _ in 0..<10 { gate.answer(after: 2) }
    #expect(gate.slowdowns == slowed)
  }
}
