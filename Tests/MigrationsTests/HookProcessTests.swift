import Foundation
import ImportService
import Testing

@testable import Migrations

/// Commands of phases end in one of a few ways, and each is told.
@Suite struct HookProcessTests {
  private func run(
    _ command: [String], timeout: Double = 20, _ variables: [String: String] = [:]
  ) -> (result: HookResult, tail: String) {
    var environment = variables
    environment["PATH"] = "/usr/bin:/bin"
    return HookProcess(
      hook: Hook(id: "h", command: command, timeout: timeout), moment: .before, folder: "/tmp",
      environment: environment
    ).run(cancellation: nil)
  }

  @Test func statusAndOutput_areRecorded() {
    let (sound, _) = run(["sh", "-c", "printf abc"])
    #expect(sound.ending == .exited(0) && sound.isSuccess)
    #expect(sound.outputBytes == 3)
    // SHA-256 of "abc", FIPS 180-2, B.1.
    #expect(
      sound.outputSHA256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let (failed, tail) = run(["sh", "-c", "echo no >&2; exit 7"])
    #expect(failed.ending == .exited(7) && !failed.isSuccess && tail == "no\n")
  }

  /// What a command leaves behind can be ended like any other process.
  @Test func aCommand_getsEverySignal() {
    let (_, tail) = run(["grep", "SigBlk", "/proc/self/status"])
    #expect(tail == "SigBlk:\t0000000000000000\n")
  }

  @Test func aSignal_isTold() {
    #expect(run(["sh", "-c", "kill -9 $$"]).result.ending == .killed(9))
  }

  /// What the command started ends with it, and does not keep the phase waiting.
  @Test func aCommandThatTakesTooLong_isEndedWithWhatItStarted() throws {
    let (result, tail) = run(
      ["sh", "-c", "sleep 600 & echo $!; trap '' TERM; wait; sleep 600"], timeout: 0.3)
    #expect(result.ending == .timedOut)
    let child = try #require(Int32(tail.trimmingCharacters(in: .whitespacesAndNewlines)))
    // A process that is killed ends at its next turn, and init may be slow to bury it.
    var state: String?
    for _ in 0..<500 {
      state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      if state == nil || state?.contains(") Z ") == true { return }
      usleep(20_000)
    }
    Issue.record("still there: \(state ?? "")")
  }

  @Test func whatACommandLeavesRunning_keepsNobodyWaiting() {
    let (result, _) = run(["sh", "-c", "sleep 30 & exit 0"])
    #expect(result.ending == .exited(0) && result.seconds < 25)
  }

  @Test func aProgramThatIsNotThere_isTold() {
    #expect(run(["no-such-program"]).result.ending == .notStarted("no such program"))
    #expect(run(["./no-such-program"]).result.ending == .notStarted("no such program"))
  }

  @Test func muchOutput_isCountedAndNotKept() {
    let (result, tail) = run(["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"])
    #expect(result.outputBytes == 3_000_000 && tail.utf8.count == HookProcess.tailLength)
  }
}
