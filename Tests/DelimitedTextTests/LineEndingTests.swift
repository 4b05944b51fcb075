import TabularCore
import Testing

@testable import DelimitedText

/// How the lines of a file end, and which records end unlike the others.
@Suite struct LineEndingTests {
  @Test(
    arguments: [
      ("a,b\r\n1,2\r\n3,4\r\n", .pair), ("a,b\n1,2\n", .lineFeed), ("a,b\r1,2\r", .carriageReturn),
      ("a,b", .lineFeed), ("a,b\r\n1,\"x\ny\nz\"\r\n", .pair), ("a,b\n1,2\r\n3,4\r\n", .pair),
      ("a\r\n1\n2\r3", .pair), ("\"a\r\nb\r\n", .pair),
    ] as [(String, LineEnding)])
  func lineEnding_isThatOfMostLines(_ text: String, _ ending: LineEnding) throws {
    let reader = try DelimitedReader(MemorySource(Array(text.utf8)))
    #expect(reader.dialect.lineEnding == ending)
  }

  @Test(arguments: ["a,b\r\n1,2\r3,4\r\n5,6\n\n7,8\r\n9,1", "a\r\n\"x\ny\"\r\n1\r\n2\n3"])
  func recordsBesideAForeignEnd_areMarkedAtAnySplit(_ text: String) throws {
    let bytes = Array(text.utf8)
    let whole = try marks(bytes, chunkSize: 1 << 16)
    #expect(whole.contains { $0.hasSuffix("true false") })
    #expect(whole.contains { $0.hasSuffix("true") })
    for size in 1...bytes.count {
      #expect(try marks(bytes, chunkSize: size) == whole, "chunks of \(size)")
    }
    let reader = try DelimitedReader(MemorySource(bytes))
    for size in 1...bytes.count {
      guard
        let blocks = RecordBlocks(
          MemorySource(bytes), dialect: reader.dialect, limits: Limits(), blockSize: size)
      else { continue }
      var found: [String] = []
      while let block = try blocks.next() {
        let part = try blocks.reader(of: block)
        var batch = RowBatch()
        while try part.next(into: &batch, maximumRows: 10) { found += lines(of: batch) }
      }
      #expect(found.map(Self.withoutNumber) == whole.map(Self.withoutNumber), "blocks of \(size)")
    }
  }

  private static func withoutNumber(_ line: String) -> String {
    String(line.drop { $0 != " " })
  }

  private func marks(_ bytes: [UInt8], chunkSize: Int) throws -> [String] {
    let reader = try DelimitedReader(
      MemorySource(bytes), options: DialectOptions(), limits: Limits(), chunkSize: chunkSize,
      sampleSize: 1 << 16)
    var batch = RowBatch()
    var lines: [String] = []
    while try reader.next(into: &batch, maximumRows: 3) { lines += self.lines(of: batch) }
    return lines
  }

  private func lines(of batch: RowBatch) -> [String] {
    batch.rows.map { "\($0.number) \($0.cellCount) \($0.endsUnlikeOthers) \($0.followsUnlikeEnd)" }
  }
}
