import Foundation
import ImportPipeline
import TabularCore
import TestSupport
import Testing

/// Files that nobody in this project made, in random parts.
@Suite(
  .enabled(
    if: Corpus.obstacle(to: "corpus/csv").isEmpty,
    Comment(rawValue: Corpus.obstacle(to: "corpus/csv"))))
struct PartedCorpusTests {
  /// A file as a table of its own headers; `nil` for one that has none.
  private func setting(_ path: String) throws -> PartSetting? {
    guard let (sheet, texts) = CorpusFileTests.header(of: path) else { return nil }
    let scratch = try ScratchFolder()
    guard let package = try CorpusFileTests.package(texts, in: scratch) else { return nil }
    return PartSetting(scratch: scratch, package: package, table: "rows", sheet: sheet)
  }

  @Test func delimitedFilesInRandomParts_giveTheReportOfOneMachine() throws {
    var numbers = SeededNumbers(seed: 18)
    var compared = 0
    var settled = 0
    for path in Corpus.files(of: "corpus/csv") {
      guard let setting = try setting(path) else { continue }
      let result = try setting.compare([path], using: &numbers)
      compared += 1
      settled += result.settled
      if let difference = result.difference { Issue.record("\(path)\n\(difference)") }
    }
    #expect(compared > 80)
    #expect(settled > 500)
  }

  /// Workbooks are a part each.
  @Test func workbooks_giveTheReportOfOneMachine() throws {
    var compared = 0
    for path in Corpus.files(of: "corpus/xlsx") {
      guard let setting = try setting(path) else { continue }
      let partial = try setting.read(path, nil, part: 1).path
      let found = try setting.merged([path], [partial])
      compared += 1
      if found != setting.whole([path]) { Issue.record("\(path)") }
    }
    #expect(compared > 100)
  }
}
