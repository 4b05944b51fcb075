import Foundation
import TabularCore
import TestSupport
import Testing

@testable import DelimitedText

/// Files that nobody in this project made, cut into blocks as several threads get them.
@Suite struct CorpusBlockTests {
  private static let folder = "corpus/csv"

  /// The rows of all blocks in order; `nil` when a block has findings or no end: one reader reads such
  /// a file.
  private static func rows(_ bytes: [UInt8], _ dialect: Dialect, size: Int) -> [[String]]? {
    guard
      let blocks = RecordBlocks(
        MemorySource(bytes), dialect: dialect, limits: Limits(), blockSize: size)
    else { return nil }
    var rows: [[String]] = []
    do throws(DelimitedTextError) {
      var batch = RowBatch()
      while let block = try blocks.next() {
        let reader = try blocks.reader(of: block)
        while try reader.next(into: &batch, maximumRows: 100) {
          guard batch.findings.isEmpty else { return nil }
          rows += batch.rows.indices.map { row in
            batch.cells(ofRowAt: row).map { batch.text(of: $0) }
          }
        }
      }
    } catch {
      return nil
    }
    return rows
  }

  @Test(
    .enabled(
      if: Corpus.obstacle(to: Self.folder).isEmpty,
      Comment(rawValue: Corpus.obstacle(to: Self.folder))))
  func blocksOfAnySize_readAsTheWholeFile() throws {
    var cut = 0
    for path in Corpus.files(of: Self.folder) {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      let whole = Reading(bytes)
      guard let dialect = whole.dialect, whole.error == nil else { continue }
      for size in [17, 1_000, 64 << 10] {
        guard let rows = Self.rows(bytes, dialect, size: size) else { continue }
        #expect(whole.findings.isEmpty, "\(path) in blocks of \(size)")
        #expect(rows == whole.rows.map(\.fields), "\(path) in blocks of \(size)")
        cut += 1
      }
    }
    // A comparison that no file came to would end well, too.
    #expect(cut > 200)
  }
}
