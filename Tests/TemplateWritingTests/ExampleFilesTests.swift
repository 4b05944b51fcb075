import Foundation
import TestSupport
import Testing

@Suite struct ExampleFilesTests {
  /// `make examples` writes them again.
  @Test(arguments: shippedPackages)
  func committedExamples_areWhatTheScriptWrites(package: String) throws {
    let examples = try checkoutRoot().appendingPathComponent("Templates/\(package)/examples")
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", examples.appendingPathComponent("make-examples.py").path, scratch.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.start()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    for set in ["clean", "faulty"] {
      let written = try Scratch.files(below: "\(scratch.path)/\(set)")
      let committed = try Scratch.files(below: examples.appendingPathComponent(set).path)
      #expect(written.keys.sorted() == committed.keys.sorted())
      let stale = written.keys.sorted().filter { written[$0] != committed[$0] }
      #expect(stale == [], "run make examples")
    }
  }

  /// A mistake that the demo is to show: its code, and the file it stands in.
  private struct Planted: Decodable {
    var code: String
    var severity: String
    var file: String
  }

  @Test(arguments: [
    ("exam-platform", 60), ("student-management", 15), ("training-center", 18), ("hq-field", 12),
  ])
  func faultySet_plantsManyKindsOfMistakes_inFilesThatExist(package: String, kinds: Int) throws {
    let folder = try checkoutRoot().appendingPathComponent("Templates/\(package)/examples/faulty")
    let data = try Data(contentsOf: folder.appendingPathComponent("planted.json"))
    let planted = try JSONDecoder().decode([Planted].self, from: data)
    #expect(Set(planted.map(\.code)).count >= kinds)
    #expect(Set(planted.map(\.severity)).isSubset(of: ["error", "warning"]))
    let files = Set(try Scratch.files(below: folder.path).keys).subtracting(["planted.json"])
    #expect(Set(planted.map(\.file)) == files)
  }
}
