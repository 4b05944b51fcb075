import TabularCore
import Testing

@testable import DelimitedText

/// Blocks of whole records: read apart, they give what one reader gives, or a finding tells on them.
struct RecordBlockTests {
  /// The fields of all blocks in order, and the findings; blocks of `size` bytes and more.
  private func read(
    _ bytes: [UInt8], _ dialect: Dialect, size: Int
  ) throws -> (rows: [[String]], findings: Int, blocks: Int) {
    let blocks = try #require(
      RecordBlocks(MemorySource(bytes), dialect: dialect, limits: Limits(), blockSize: size))
    var rows: [[String]] = []
    var findings = 0
    var count = 0
    var batch = RowBatch()
    while let block = try blocks.next() {
      #expect(block.index == count)
      count += 1
      let reader = try blocks.reader(of: block)
      while try reader.next(into: &batch, maximumRows: 3) {
        findings += batch.findings.count
        for index in batch.rows.indices {
          rows.append(batch.cells(ofRowAt: index).map { batch.text(of: $0) })
        }
      }
    }
    return (rows, findings, count)
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\r\n1,\"x\r\ny\"\r\n\r\n\"p\"\"q\n\",z",
    "a\n\"\n\n\n\"\nb\nsep=;\nc;d\n",
    "\u{FEFF}é,ü\n日本,x\n", "sep=;\na;b\n\"1\n2\";3\n", "only", "a\rb\rc",
  ])
  func blocks_readAsTheWholeFile(_ text: String) throws {
    let bytes = Array(text.utf8)
    let whole = Reading(bytes)
    let dialect = try #require(whole.dialect)
    for size in 1...bytes.count + 1 {
      let split = try read(bytes, dialect, size: size)
      #expect(split.rows == whole.rows.map(\.fields), "blocks of \(size)")
      #expect(split.findings == 0)
    }
  }

  @Test func smallBlocks_areMany() throws {
    let bytes = Array(String(repeating: "1,2\n", count: 50).utf8)
    #expect(try read(bytes, Dialect(), size: 8).blocks > 10)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func wrongCut_neverPassesWithoutAFinding(_ seed: UInt64) throws {
    var generator = Samples.Generator(state: seed &* 0xA076_1D64_78BD_642F)
    let pieces = ["a", "5\"", "\"b\nc\"", "\"\"", ",", ",", "\n", "\n", "x"]
    let text = (0..<20).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    let bytes = Array(text.utf8)
    let whole = Reading(bytes, .comma)
    for size in [1, 3, 7, 16] {
      let split = try read(bytes, Dialect(), size: size)
      if split.findings == 0 {
        #expect(split.rows == whole.rows.map(\.fields))
        #expect(whole.findings.isEmpty)
      }
    }
  }

  @Test func otherEncodings_haveNoBlocks() {
    let dialect = Dialect(encoding: .utf16LittleEndian)
    #expect(RecordBlocks(MemorySource([]), dialect: dialect) == nil)
  }
}
