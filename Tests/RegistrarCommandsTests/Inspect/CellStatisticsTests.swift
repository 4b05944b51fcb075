import DelimitedText
import TabularCore
import Testing

@testable import RegistrarCommands

/// Statistics made in parts are those of the whole.
struct CellStatisticsTests {
  private func statistics(_ text: String) throws -> CellStatistics {
    let reader = try DelimitedReader(
      MemorySource(Array(text.utf8)), options: DialectOptions(delimiter: UInt8(ascii: ",")))
    var statistics = CellStatistics()
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 7) { statistics.add(batch, isDelimited: true) }
    return statistics
  }

  private let lines = (0..<40).map {
    "\($0),text \($0 % 3),2024-01-0\($0 % 9 + 1),\($0 % 2 == 0)\n"
  }

  @Test(arguments: [0, 1, 7, 39, 40])
  func parts_appendToTheWhole(_ cut: Int) throws {
    var joined = try statistics(lines[..<cut].joined())
    joined.append(try statistics(lines[cut...].joined()))
    #expect(try joined == statistics(lines.joined()))
  }

  @Test func order_changesTheChecksum() throws {
    #expect(try statistics(lines.joined()) != statistics(lines.reversed().joined()))
  }

  @Test(arguments: ["a,\"x\ny\"\nb,5\n", "a,5\" x\n\"b\n\",1\n", "\"a\"b,1\nc,2\n"])
  func blocks_giveTheStatisticsOfOneReader(_ record: String) throws {
    // Large enough for several blocks; a file with findings is left to one reader.
    let text = String(repeating: record, count: (3 << 20) / record.utf8.count)
    let source = MemorySource(Array(text.utf8))
    let split = BlockStatistics(source, dialect: Dialect(), limits: Limits()).all
    if let split { #expect(try split == statistics(text)) }
    if record.hasPrefix("\"a\"b") { #expect(split == nil) }
  }

  @Test(arguments: [
    ("12", TypedValue.Kind.number, (12.0).bitPattern), ("-0.5", .number, (-0.5).bitPattern),
    ("1e3", .number, (1000.0).bitPattern),
    ("123456789012345678", .number, 1.2345678901234568e17.bitPattern),
    ("TRUE", .boolean, 1), ("false", .boolean, 0), ("1970-01-02", .date, 1),
    ("1969-12-31", .date, UInt64(bitPattern: -1)), ("00:01", .time, 60),
    ("23:59:59", .time, 86_399), ("1970-01-01T00:01:00", .dateTime, 60),
  ])
  func texts_areTyped(_ text: String, _ kind: TypedValue.Kind, _ bits: UInt64) {
    let value = Array(text.utf8).withUnsafeBufferPointer { TypedValue($0) }
    #expect(value.kind == kind)
    #expect(value.bits == bits)
  }

  @Test(arguments: [
    "007", "1.", ".5", "-", "--1", "1,5", "1e", "2024-02-30", "2023-02-29", "2024-13-01", "24:00",
    "10:60", "2024-01-01T", "tru", "truth", "NaN", "inf", "0x1F", "1_000", "1e999", "٣",
  ])
  func otherTexts_areStrings(_ text: String) {
    let value = Array(text.utf8).withUnsafeBufferPointer { TypedValue($0) }
    #expect(value.kind == .string)
  }
}
