import Foundation
import TestSupport
import Testing

@testable import Submissions

/// Children: bounded, ended, in order.
@Suite(.ownThreads, .timeLimit(.minutes(10))) struct DeskChildTests {
  private func queue(_ program: String, change: (inout ChildLimits) -> Void = { _ in })
    -> ChildQueue
  {
    var limits = ChildLimits()
    limits.slots = 1
    change(&limits)
    return ChildQueue(
      ChildCommand(program: program, environment: ["PATH": "/usr/bin:/bin", "A": "b c'\"$x"]),
      limits)
  }

  /// Waits until something is so; a test that is out of time ends here.
  private func until(_ isSo: () async -> Bool) async throws {
    while !(await isSo()) { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func aChild_hasWhatItIsGiven_andNothingElse() async throws {
    let pipe = Pipe()
    _ = fcntl(pipe.fileHandleForReading.fileDescriptor, F_SETFD, 0)
    let words = ["$HOME `id` ; exit 3", "", "-x", "é\n"]
    let result = await queue("/bin/sh").run(
      ["-c", "ls /proc/self/fd | wc -l; echo \"$A\"; cat; for x; do echo \"[$x]\"; done", "sh"]
        + words)
    #expect(result.ending == .exited(0))
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    // Input, output, errors, and the folder that ls reads.
    #expect(lines.first == "4")
    #expect(lines.dropFirst() == ["b c'\"$x", "[$HOME `id` ; exit 3]", "[]", "[-x]", "[é", "]"])
    withExtendedLifetime(pipe) {}
  }

  @Test func aChild_isBounded() async throws {
    let greedy = await queue("/usr/bin/env") { $0.memory = 300_000 }.run(
      ["python3", "-c", "x = bytearray(400 << 20)"])
    #expect(greedy.ending == .exited(1))
    #expect(String(decoding: greedy.errors, as: UTF8.self).contains("MemoryError"))
    let talkative = await queue("/usr/bin/head") { $0.output = 1_000 }.run(
      ["-c", "3000000", "/dev/zero"])
    #expect(talkative.ending == .exited(0) && talkative.output.count == 1_000)
    // Also what it started ends, and what does not listen to a request is ended by force.
    let slow = await queue("/bin/sh") { $0.seconds = 0 }.run(
      ["-c", "trap '' TERM; sleep 60 & wait; sleep 60"])
    #expect(slow.ending == .timedOut)
    #expect(await queue("/nonexistent").run([]).ending == .exited(127))
    let killed = await queue("/bin/sh").run(["-c", "kill -9 $$"])
    #expect(killed.ending == .signalled(9))
  }

  /// Nobody settles what a child still does, though the server that started it is gone.
  @Test func aLock_lastsAsLongAsTheChild() async throws {
    let scratch = try ScratchFolder()
    let path = scratch.path(of: "lock")
    let go = scratch.path(of: "go")
    var lock = FolderLock(path)
    let descriptor = try #require(lock?.descriptor)
    let queue = queue("/bin/sh")
    let child = Task {
      await queue.start(
        ["-c", "touch \(path).there; until [ -e \(go) ]; do sleep 0.02; done"], usesStore: false,
        variables: [:], held: descriptor)
    }
    try await until { FileManager.default.fileExists(atPath: path + ".there") }
    lock = nil
    #expect(FolderLock(path) == nil)
    _ = try scratch.write("go", "")
    #expect(await child.value.ending == .exited(0))
    #expect(FolderLock(path) != nil)
  }

  @Test func whatNamesTheStore_standsBeforeTheFiles() async throws {
    var command = ChildCommand(program: "/bin/echo", environment: [:])
    command.storeArguments = ["--target", "prod"]
    let queue = ChildQueue(command, ChildLimits())
    let files = await queue.run(["import", "--", "-a.csv"])
    #expect(String(decoding: files.output, as: UTF8.self) == "import --target prod -- -a.csv\n")
    let none = await queue.run(["runs"], usesStore: false)
    #expect(String(decoding: none.output, as: UTF8.self) == "runs\n")
  }

  @Test func children_waitInOrder_andCanBeCancelled() async throws {
    // The first has its place until it is cancelled, however late that is.
    let queue = queue("/bin/sh") { $0.seconds = 100_000 }
    let first = Task { await queue.run(["-c", "sleep 100000"]) }
    try await until { await queue.load.running == 1 }
    let second = Task { await queue.run(["-c", "echo second"]) }
    try await until { await queue.load.waiting == 1 }
    let third = Task { await queue.run(["-c", "echo third"]) }
    try await until { await queue.load.waiting == 2 }
    second.cancel()
    #expect(await second.value.ending == .cancelled)
    first.cancel()
    #expect(await first.value.ending == .cancelled)
    #expect(await third.value.output == Array("third\n".utf8))
    let load = await queue.load
    #expect(load.running == 0 && load.waiting == 0)
  }
}
