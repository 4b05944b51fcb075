import Foundation
import Schemas
import TabularCore
import TemplateWriting
import Testing

@Suite struct CommittedTemplatesTests {
  /// `make templates` writes them again.
  @Test(arguments: shippedPackages)
  func committedTemplates_areWhatTheCommandWrites(name: String) throws {
    let root = try checkoutRoot()
    let package = try PackageLoader.load(path: root.appendingPathComponent("Schemas/\(name)").path)
    let scratch = try Scratch()
    for language in Language.spoken {
      let folder = scratch.path + (language == .english ? "" : "/" + language.rawValue)
      let writer = TemplateWriter(package: package, language: language)
      for format in TemplateFormat.allCases {
        try writer.writeAll(to: folder, format: format)
      }
    }
    let written = try Scratch.files(below: scratch.path)
    let committed = try Scratch.files(
      below: root.appendingPathComponent("Templates/\(name)").path
    ).filter { !$0.key.hasPrefix("examples/") }

    #expect(committed.keys.sorted() == written.keys.sorted())
    // One workbook and one text per table, one workbook with all, in every language.
    #expect(written.count == (package.tables.count * 2 + 1) * Language.spoken.count)
    let stale = written.keys.sorted().filter { written[$0] != committed[$0] }
    #expect(stale == [], "run make templates")
  }
}
