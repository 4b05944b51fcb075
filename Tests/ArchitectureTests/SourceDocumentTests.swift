import Foundation
import TestSupport
import Testing

/// The page that says where each line of the source documents holds names tests that exist, and leaves out no
/// line.
@Suite struct SourceDocumentTests {
  /// A row of the page.
  private struct Line: Hashable {
    var document: String
    var lines: String
  }

  private static let path = "Schemas/migrations/source-documents.md"

  /// The cells of the rows, by document and lines.
  private static func rows() throws -> [Line: [String]] {
    let text = try String(contentsOfFile: Repository.path(of: path), encoding: .utf8)
    return rows(of: text, heading: #/^## (\d\d\d) /#)
  }

  private static func rows(
    of text: String, heading: Regex<(Substring, Substring)>
  ) -> [Line: [String]] {
    var rows: [Line: [String]] = [:]
    var document: String?
    for line in text.split(separator: "\n") {
      if let match = line.firstMatch(of: heading) {
        document = String(match.1)
      } else if line.hasPrefix("#") {
        document = nil
      } else if let document, line.hasPrefix("| ") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells[0] != "Lines", !cells[0].hasPrefix("---") else { continue }
        rows[Line(document: document, lines: cells[0])] = Array(cells.dropFirst())
      }
    }
    return rows
  }

  @Test func everyRow_namesWhatShowsIt() throws {
    let folder = try Repository.path(of: "Tests")
    var functions: [String: Set<String>] = [:]
    for file in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      let found = Set(text.matches(of: /func (\w+)/).map { String($0.1) })
      for suite in text.matches(of: /struct (\w+)/) {
        functions[String(suite.1), default: []].formUnion(found)
      }
    }
    let rows = try Self.rows()
    #expect(rows.count > 100)
    for (line, cells) in rows {
      let shown = cells.count == 2 ? cells[1] : ""
      #expect(!shown.isEmpty, "\(line)")
      let named = shown.matches(of: /`(\w+)\.(\w+)`/)
      for test in named {
        let isThere = functions[String(test.1)]?.contains(String(test.2)) == true
        #expect(isThere, "\(line): \(test.1).\(test.2)")
      }
      #expect(!named.isEmpty || shown == "not addressed", "\(line): \(shown)")
    }
  }

  private static let model = Corpus.folder.map { $0 + "/domain.md" } ?? ""

  @Test(.enabled(if: FileManager.default.fileExists(atPath: model), "there is no domain.md"))
  func everyLine_ofTheDocumentsIsThere() throws {
    let text = try String(contentsOfFile: Self.model, encoding: .utf8)
    let start = try #require(text.range(of: "\n## 13. ")?.upperBound)
    let end = text[start...].range(of: "\n## 14. ")?.lowerBound ?? text.endIndex
    let asked = Self.rows(of: String(text[start..<end]), heading: #/^### 13\.\d (\d\d\d)_/#)
    #expect(asked.count > 100)
    let missing = Set(asked.keys).subtracting(try Self.rows().keys)
    #expect(missing.map { "\($0.document) \($0.lines)" }.sorted() == [])
  }
}
