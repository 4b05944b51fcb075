import CSheetXML
import TabularCore
import TestSupport
import Testing

@testable import Workbooks

/// Worksheets that nobody in this project made: read ahead by a thread or not, plain rows the short way
/// or all by libxml2 alone.
@Suite struct CorpusSheetTests {
  private static let folder = "corpus/xlsx"

  /// The bytes of a member; `nil` when there is none or it cannot be read.
  private static func bytes(of name: String, in archive: borrowing ZipArchive) -> [UInt8]? {
    guard let member = try? archive.member(name) else { return nil }
    var bytes: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      guard let start = buffer.baseAddress else { return }
      while case let count = member.read(into: start, capacity: buffer.count), count > 0 {
        bytes += buffer[..<count]
      }
    }
    return member.failure == nil ? bytes : nil
  }

  @Test(
    .enabled(
      if: Corpus.obstacle(to: Self.folder).isEmpty,
      Comment(rawValue: Corpus.obstacle(to: Self.folder))))
  func everyWay_readsTheSame() throws {
    let limits = Limits()
    var rows = 0
    for path in Corpus.files(of: Self.folder) {
      guard let file = try? RandomAccessFile(path: path, limits: limits),
        let archive = try? ZipArchive(file, limits: limits)
      else { continue }
      let strings = Self.bytes(of: "xl/sharedStrings.xml", in: archive) ?? []
      for number in 1...20 {
        let name = "xl/worksheets/sheet\(number).xml"
        guard let bytes = Self.bytes(of: name, in: archive), bytes.count < 2 << 20 else { continue }
        let expected = try SheetOutcome.lines(
          of: bytes, strings: strings, limits: sx_limits(limits), avoidsLane: true)
        for (readsAhead, pieceSize) in [(false, Int.max), (true, Int.max), (true, 999)] {
          let found = try SheetOutcome.lines(
            of: bytes, strings: strings, limits: sx_limits(limits), avoidsLane: false,
            readsAhead: readsAhead, pieceSize: pieceSize)
          #expect(found == expected, "\(path) \(name), ahead: \(readsAhead), pieces: \(pieceSize)")
        }
        rows += expected.count - 1
      }
    }
    // A comparison that no sheet came to would end well, too.
    #expect(rows > 10_000)
  }
}
