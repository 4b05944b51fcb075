import Foundation
import TestSupport
import Testing

/// What the documentation refers to is there.
@Suite struct DocumentationTests {
  /// The pages that lead people through the code: what they name must exist.
  private static let guides = [
    "Sources/ImportPipeline/ImportPipeline.docc/Contributing.md", lifeOfARow,
  ]
  private static let lifeOfARow = "Templates/exam-platform/examples/TheLifeOfARow.md"

  /// Links to files of the checkout, `[text](path)` and `[name]: path`, from the folder of the page.
  @Test func everyLink_leadsToAFile() throws {
    for page in try MarkdownPage.all() {
      let folder = try URL(fileURLWithPath: Repository.path(of: page.path))
        .deletingLastPathComponent()
      for target in Self.links(in: page.prose) {
        let path = target.split(separator: "#", omittingEmptySubsequences: false)[0]
        guard !path.isEmpty, !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
        let file = folder.appendingPathComponent(String(path)).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: file), "\(page.path): \(target)")
      }
    }
  }

  /// `[text]` in prose needs its `[text]: path` below.
  @Test func everyNamedLink_isDefined() throws {
    let page = try MarkdownPage("README.md")
    let definitions = page.prose.matches(of: #/(?m)^\[([^\]]+)\]:/#).map { String($0.1) }
    #expect(!definitions.isEmpty)
    for name in definitions {
      #expect(page.prose.ranges(of: "[\(name)]").count > 1, "nothing refers to [\(name)]")
    }
    let withoutCode = page.prose.replacing(/`[^`\n]*`/, with: "")
    for match in withoutCode.matches(of: /\[([^\]\n]+)\](?![(:])/) {
      #expect(definitions.contains(String(match.1)), "[\(match.1)] leads nowhere")
    }
  }

  /// `<doc:Page>` names a page of the same catalog.
  @Test func everyReference_leadsToAPageOfItsCatalog() throws {
    for page in try MarkdownPage.all() {
      let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
      for match in page.prose.matches(of: /<doc:([^>]+)>/) {
        let file = "\(folder)/\(match.1).md"
        #expect(throws: Never.self, "\(page.path): \(match.1)") { try Repository.path(of: file) }
      }
    }
  }

  /// A guide names paths and files that exist, and types and functions that are declared.
  @Test(arguments: guides)
  func everyName_isOfSomethingThatExists(guide: String) throws {
    let page = try MarkdownPage(guide)
    let files = try Self.files()
    let targets = Set(
      files.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
    let names = Set(files.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    let declared = try Self.declaredNames(in: files.filter { $0.hasSuffix(".swift") })
    var count = 0
    for span in page.codeSpans {
      if span.wholeMatch(of: /[A-Za-z.\-]+(\/[A-Za-z0-9.\-+]+)+/) != nil {
        let isThere = files.contains { $0 == span || $0.hasSuffix("/" + span) }
        let isFolder = files.contains { $0.hasPrefix(span + "/") || $0.contains("/" + span + "/") }
        #expect(isThere || isFolder, "\(guide): \(span)")
        count += 1
      } else if span.wholeMatch(of: /[A-Za-z+]+\.(swift|json|md)/) != nil {
        #expect(names.contains(span), "\(guide): \(span)")
        count += 1
      } else if let match = span.wholeMatch(
        of: /([A-Z][A-Za-z]+)?\.?([a-z][A-Za-z]+\([a-zA-Z_:]*\))?/)
      {
        if let type = match.1, !names.contains(String(type)) {
          let isKnown = declared.contains(String(type)) || targets.contains(String(type))
          #expect(isKnown, "\(guide): \(span)")
          count += 1
        }
        if let function = match.2?.prefix(while: { $0 != "(" }) {
          #expect(declared.contains(String(function)), "\(guide): \(span)")
        }
      }
    }
    #expect(count > 20, "the guide names what it speaks of")
  }

  /// The row whose life is told stands in the example file as it is quoted.
  @Test func theRow_isThatOfTheExample() throws {
    let page = try MarkdownPage(Self.lifeOfARow)
    let file = "Templates/exam-platform/examples/clean/location_proctors-2027-01.csv"
    #expect(page.prose.contains("(clean/location_proctors-2027-01.csv)"))
    let lines = try String(contentsOfFile: Repository.path(of: file), encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    let quoted = try #require(page.blocks(in: "").first)
    #expect(quoted.first == lines.first.map(String.init))
    #expect(quoted.last == String(lines[3]))
  }

  private static func links(in prose: String) -> [String] {
    prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
      + prose.matches(of: #/(?m)^\[[^\]]+\]: (\S+)/#).map { String($0.1) }
  }

  /// The files of the checkout that documentation speaks of.
  private static func files() throws -> [String] {
    let root = try URL(fileURLWithPath: Repository.path(of: "Package.swift"))
      .deletingLastPathComponent()
    let folders = ["Sources", "Tests", "Schemas", "Templates", ".ci"]
    return try ["Makefile", "Package.swift"]
      + folders.flatMap { folder in
        try FileManager.default.subpathsOfDirectory(
          atPath: root.appendingPathComponent(folder).path
        ).map { folder + "/" + $0 }
      }
  }

  /// The names of types, functions and properties that files declare.
  private static func declaredNames(in files: [String]) throws -> Set<String> {
    let keywords = Set(
      ["struct", "class", "enum", "protocol", "func", "var", "let"].map { Array($0.utf8) })
    var names: Set<String> = []
    for file in files {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: Repository.path(of: file)))
      var isDeclared = false
      for word in bytes.split(whereSeparator: { !isLetterOrDigit($0) }) {
        if isDeclared { names.insert(String(decoding: word, as: UTF8.self)) }
        isDeclared = keywords.contains(Array(word))
      }
    }
    return names
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: false
    }
  }
}
