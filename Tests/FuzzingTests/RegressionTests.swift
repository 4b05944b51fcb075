import Foundation
import TestSupport
import Testing

@testable import FuzzTargets

/// Every input that ever broke a reader, and some that were made to.
///
/// They take the entry that libFuzzer calls; a broken promise ends the process with its words.
@Suite struct RegressionTests {
  /// An input below `Tests/Fuzzing/Regressions`, in the folder of its target.
  struct Regression: Sendable, CustomTestStringConvertible {
    var target: String
    var path: String

    var testDescription: String { "\(target)/\((path as NSString).lastPathComponent)" }
  }

  private static func regressions() throws -> [Regression] {
    let root = try Repository.path(of: "Tests/Fuzzing/Regressions")
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: root).sorted().flatMap { target in
      try files.contentsOfDirectory(atPath: "\(root)/\(target)").sorted().map {
        Regression(target: target, path: "\(root)/\(target)/\($0)")
      }
    }
  }

  @Test func everyTargetHasInputs() throws {
    let targets = Set(try Self.regressions().map(\.target))
    #expect(targets == Set(FuzzTarget.all.map(\.name)))
  }

  /// In a process of its own: some of them take all the memory that SQLite may have in a process.
  @Test func inputsBreakNoPromise() async {
    await #expect(processExitsWith: .success) {
      for regression in try RegressionTests.regressions() {
        let target = try #require(FuzzTarget.all.first { $0.name == regression.target })
        let input = try Data(contentsOf: URL(fileURLWithPath: regression.path))
        // The time that the processor worked: other tests may keep it busy.
        let started = clock()
        target.take([UInt8](input))
        let taken = Double(clock() - started) / 1_000_000
        precondition(taken < 60, "\(regression.testDescription) takes \(taken) s")
      }
    }
  }
}
