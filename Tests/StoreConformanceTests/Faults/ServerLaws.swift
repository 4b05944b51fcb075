import Foundation
import ImportPipeline
import StoreTesting
import TestSupport
import Testing

/// The server goes down under a run, as the whole tool meets it.
@Suite("Faults: server", .serialized)
struct ServerLaws {
  @Test func aServerThatStopsUnderARunLeavesTheStoreAsItWas() throws {
    let bench = try FaultBench(.postgresql, hasOwnServer: true)
    let server = try #require(bench.server)
    for place in ["staged@1", "table-merged@1", "committing"] {
      let signal = "go-\(UUID().uuidString)"
      let running = try bench.tool.startExecution(
        FaultBench.files,
        ["REGISTRAR_FAILPOINT": "\(place):wait=\(bench.tool.scratch.path(of: signal))"])
      try running.waitForFile(bench.tool.scratch.path(of: signal + ".reached"))
      server.stop()
      try bench.tool.scratch.write(signal, "")
      // A run that was about to commit asks the server what became of it, until it is back.
      if place == "committing" { server.start() }
      let result = try running.result()
      if place != "committing" { server.start() }
      #expect(result.status == 6, "\(place): \(result.output)")
      #expect(
        result.output.contains(
          "error[store.unreachable]: the connection to the store of target `"),
        "\(place): \(result.output)")
      #expect(
        result.output.contains("Rolled back, nothing was written. Exit 6."),
        "\(place): \(result.output)")
      #expect(try bench.check(place) == false, "\(place)")
      try bench.giveIdsBack()
    }
    try bench.checkNext("a server that was stopped three times")
  }
}
