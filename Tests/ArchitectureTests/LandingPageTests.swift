import Foundation
import TestSupport
import Testing

/// Each library has a page that says what it is for, with an example that a test of it runs.
@Suite struct LandingPageTests {
  /// The names of the libraries, as the manifest has them.
  private static func libraries() throws -> [String] {
    let manifest = try String(contentsOfFile: Repository.path(of: "Package.swift"), encoding: .utf8)
    return manifest.ranges(of: "    library(").compactMap { range in
      let parts = manifest[range.upperBound...].split(
        separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
      return parts.count == 3 ? String(parts[1]) : nil
    }
  }

  private static func page(of library: String) throws -> MarkdownPage {
    try MarkdownPage("Sources/\(library)/\(library).docc/\(library).md")
  }

  @Test func everyLibrary_hasAPageWithAnExample() throws {
    let libraries = try Self.libraries()
    #expect(libraries.count >= 13)
    for library in libraries {
      let page = try Self.page(of: library)
      #expect(page.text.hasPrefix("# ``\(library)``\n"), "\(library)")
      #expect(page.blocks(in: "swift").count == 1, "\(library)")
    }
  }

  /// The lines of an example stand in a test of its library, one after another, perhaps further in.
  @Test func everyExample_isTheCodeOfATest() throws {
    for library in try Self.libraries() {
      let example = try #require(try Self.page(of: library).blocks(in: "swift").first, "\(library)")
      let isRun = try Self.tests(of: library).contains { Self.contains($0, example) }
      #expect(isRun, "the example of \(library) is not what a test of it runs")
    }
  }

  /// The lines of each test file of a library.
  private static func tests(of library: String) throws -> [[String]] {
    let folder = try Repository.path(of: "Tests/\(library)Tests")
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
      .map { name in
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
  }

  private static func contains(_ lines: [String], _ example: [String]) -> Bool {
    let imports = example.filter { $0.hasPrefix("import ") }
    guard imports.allSatisfy({ lines.contains($0) || lines.contains("@testable " + $0) }) else {
      return false
    }
    let code = Array(example.drop { $0.hasPrefix("import ") || $0.isEmpty })
    guard let first = code.first, lines.count >= code.count else { return false }
    return (0...(lines.count - code.count)).contains { start in
      let indentation = String(lines[start].prefix { $0 == " " })
      guard lines[start] == indentation + first else { return false }
      return zip(lines[start...], code).allSatisfy { line, shown in
        line == (shown.isEmpty ? "" : indentation + shown)
      }
    }
  }
}
