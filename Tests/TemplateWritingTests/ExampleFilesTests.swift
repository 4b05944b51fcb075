import Foundation
import Testing

@Suite struct ExampleFilesTests {
  private static let folder = "Templates/exam-platform/examples"

  /// `make examples` writes them again.
  @Test func committedExamples_areWhatTheScriptWrites() throws {
    let examples = try checkoutRoot().appendingPathComponent(Self.folder)
    let scratch = try Scratch()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", examples.appendingPathComponent("make-examples.py").path, scratch.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
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

  @Test func faultySet_plantsManyKindsOfMistakes_inFilesThatExist() throws {
    let folder = try checkoutRoot().appendingPathComponent(Self.folder + "/faulty")
    let data = try Data(contentsOf: folder.appendingPathComponent("planted.json"))
    let planted = try JSONDecoder().decode([Planted].self, from: data)
    #expect(Set(planted.map(\.code)).count >= 60)
    #expect(Set(planted.map(\.severity)) == ["error", "warning"])
    let files = Set(try Scratch.files(below: folder.path).keys).subtracting(["planted.json"])
    #expect(Set(planted.map(\.file)) == files)
  }
}
