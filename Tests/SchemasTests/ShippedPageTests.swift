import Foundation
import Schemas
import TabularCore
import TestSupport
import Testing

/// The page of each shipped package is there, and names its tables and rules.
@Suite struct ShippedPageTests {
  private static let packages = [
    "exam-platform", "student-management", "training-center", "hq-field", "oneroster",
  ]

  @Test(arguments: packages) func everyTableAndRule_isOnThePage(name: String) throws {
    let page = try MarkdownPage("Schemas/\(name)/README.md")
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/\(name)"))
    let rows = page.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    for table in package.tables {
      let row = rows.first { $0.hasPrefix("| `\(table.name)` |") }
      let text = try #require(row, "\(table.name)")
      for field in table.naturalKey { #expect(text.contains("`\(field)`"), "\(table.name)") }
      for parent in Set(table.references.map(\.table)) {
        #expect(text.contains("`\(parent)`"), "\(table.name) refers to \(parent)")
      }
    }
    for code in Set(package.tables.flatMap(\.rules).map(\.code.rawValue)) {
      #expect(rows.contains { $0.hasPrefix("| `\(code)` |") }, "\(code)")
    }
  }
}
