import Foundation
import TestSupport
import Testing

/// The page about several machines does what it says of schedulers, as far as those are here.
@Suite struct SchedulerPageTests {
  private static let path =
    "Sources/RegistrarCommands/RegistrarCommands.docc/WhenOneMachineIsNotEnough.md"
  private static let parts = 5

  /// How the script of the page is started for each part.
  enum Scheduler: CaseIterable {
    case gnuParallel
    case slurmArray

    var line: String {
      let parts = SchedulerPageTests.parts
      return switch self {
      case .gnuParallel: "seq \(parts) | parallel --halt now,fail=1 bash part.sh {} \(parts)"
      // What Slurm gives each task of an array.
      case .slurmArray:
        """
        for part in $(seq \(parts)); do
          SLURM_ARRAY_TASK_ID=$part SLURM_ARRAY_TASK_COUNT=\(parts) SLURM_CPUS_PER_TASK=1 bash part.sh
        done
        """
      }
    }
  }

  @Test(arguments: Scheduler.allCases)
  func partsAreReadAsThePageSays(_ scheduler: Scheduler) throws {
    let tool = try Registrar()
    let page = try MarkdownPage(Self.path)
    let script = try #require(page.blocks(in: "bash").first { $0.contains("#!/bin/bash") })
    try tool.scratch.write("part.sh", script.joined(separator: "\n") + "\n")
    let rows = (1...60).map { number in
      "L-\(number),Site \(number),\(number % 7 == 0 ? "Nowhere/Land" : "America/Toronto"),virtual"
    }
    try tool.scratch.write(
      "locations.csv",
      (["location_code,name,time_zone,kind"] + rows).joined(separator: "\n") + "\n")
    let variables = ["FILE": "locations.csv", "PACKAGE": "exam-platform"]
    let read = try tool.shell(scheduler.line, environment: variables)
    #expect(read.status == 0, "\(read.output)\(read.errors)")
    let merge = #"registrar merge-reports "$FILE".*.part --package "$PACKAGE" --offline"#
    let isOnPage = page.blocks(in: "console").joined().contains("$ " + merge)
    #expect(isOnPage)
    let merged = try tool.shell(merge + " --report ndjson", environment: variables)
    let alone = try tool.shell(
      "registrar import locations.csv --package exam-platform --validate --offline --report ndjson",
      environment: variables)
    #expect(merged.status == 1 && alone.status == 1, "\(merged.errors)\(alone.errors)")
    #expect(Self.issues(merged.output) == Self.issues(alone.output))
    #expect(Self.issues(alone.output).count == 8)
  }

  /// The issues of a report, without the id of its run.
  private static func issues(_ report: String) -> [String] {
    report.split(separator: "\n").filter { $0.contains(#""type": "issue""#) }
      .map { String($0).replacing(/"runId": "[^"]*"/, with: "") }
  }
}
