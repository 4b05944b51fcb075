import Foundation
import TestSupport
import Testing

/// `ImportService` is for every front end: it neither speaks nor listens by itself.
@Suite struct ServiceTests {
  @Test func theServiceUsesNoCommandLineAndNoEnvironment() throws {
    let folder = try Repository.path(of: "Sources/ImportService")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 10)
    let forbidden = [
      "ArgumentParser", "print(", "ProcessInfo", "CommandLine", "getenv", "exit(", "FileHandle",
      "currentDirectoryPath", "STDERR", "STDOUT", "stderr", "stdout", "readLine", "isatty",
      "PackageLocator()",
    ]
    for file in files {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      for word in forbidden {
        #expect(!text.contains(word), "\(file) uses \(word)")
      }
    }
  }
}
