import Foundation
import TabularCore
import TestSupport
import Testing

@testable import DelimitedText

/// Generated records in every dialect: each way of writing and of reading them gives the same rows.
@Suite struct DifferentialRecordTests {
  /// Some records, and how to write them.
  private struct Sample {
    var records: [[String]]
    var delimiter: Character
    var quote: Character
    var lineEnd: String
    var endsWithLine: Bool

    init(_ random: inout Samples.Generator) {
      let delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
      let quote = ["\"", "\"", "'"].randomElement(using: &random) ?? "\""
      self.delimiter = Character(delimiter)
      self.quote = Character(quote)
      lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
      endsWithLine = Bool.random(using: &random)
      let pieces = [
        "a", "12", " ", "é", "ÿ", "x y", quote, quote, delimiter, "\n", "\r\n", "\\", "'", "",
      ]
      let width = Int.random(in: 2...5, using: &random)
      records = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...3, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
      }
    }

    /// The text; a field is quoted where it must be, and now and then where it need not.
    func text(_ random: inout Samples.Generator) -> String {
      let mark = String(quote)
      let lines = records.map { record in
        record.map { field in
          let needs =
            field.contains(quote) || field.contains(delimiter)
            || field.unicodeScalars.contains { $0 == "\n" || $0 == "\r" }
          guard needs || Int.random(in: 0..<4, using: &random) == 0 else { return field }
          return mark + field.replacing(mark, with: mark + mark) + mark
        }.joined(separator: String(delimiter))
      }
      return lines.joined(separator: lineEnd) + (endsWithLine ? lineEnd : "")
    }

    var options: DialectOptions {
      DialectOptions(delimiter: delimiter.asciiValue, quote: quote.asciiValue)
    }
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func records_readAsWrittenInEveryChunkingAndEncoding(_ seed: UInt64) throws {
    var random = Samples.Generator(state: seed &* 0xA076_1D64_78BD_642F)
    let sample = Sample(&random)
    let text = sample.text(&random)
    let bytes = Array(text.utf8)
    let whole = Reading(bytes, sample.options)
    #expect(whole.rows.map(\.fields) == sample.records)
    #expect(whole.findings.isEmpty && whole.error == nil)
    expectSameReading(bytes, sample.options, whole)
    for encoding in [
      TextEncoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
      .windows1252, .iso8859Part1,
    ] {
      var options = sample.options
      options.encoding = .named(encoding)
      let encoded = Samples.encode(text, encoding)
      for chunkSize in [1, 2, 3, 5, 7, 64, encoded.count + 1] {
        let read = Reading(encoded, options, chunkSize: chunkSize, sampleSize: 0)
        #expect(read.rows == whole.rows, "\(encoding) by \(chunkSize)")
        #expect(read.error == nil)
      }
    }
    let marked = Reading([0xEF, 0xBB, 0xBF] + bytes, sample.options)
    #expect(marked.rows == whole.rows)
    #expect(marked.dialect?.hasByteOrderMark == true)
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func blocks_readAsTheWhole(_ seed: UInt64) throws {
    var random = Samples.Generator(state: seed &* 0xE703_7ED1_A0B4_28DB)
    let sample = Sample(&random)
    let bytes = Array(sample.text(&random).utf8)
    let whole = Reading(bytes, sample.options)
    let dialect = try #require(whole.dialect)
    for size in [1, 2, 3, 8, 21, bytes.count + 1] {
      let blocks = try #require(
        RecordBlocks(MemorySource(bytes), dialect: dialect, limits: Limits(), blockSize: size))
      var rows: [[String]] = []
      var findings = 0
      var batch = RowBatch()
      while let block = try blocks.next() {
        let reader = try blocks.reader(of: block)
        while try reader.next(into: &batch, maximumRows: 2) {
          findings += batch.findings.count
          for index in batch.rows.indices {
            rows.append(batch.cells(ofRowAt: index).map { batch.text(of: $0) })
          }
        }
      }
      // A finding sends the whole file to one reader; without one the blocks are right.
      if findings == 0 { #expect(rows == whole.rows.map(\.fields), "blocks of \(size)") }
    }
  }

  private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")
    .split(separator: ":").map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let script = """
    import csv, json, sys
    for path in sys.argv[1:]:
        name = path.rsplit("/", 1)[1]
        delimiter, quote = chr(int(name.split("-")[1])), chr(int(name.split("-")[2]))
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter=delimiter, quotechar=quote, strict=True)
            print(json.dumps([row for row in reader if row]))
    """

  @Test(.enabled(if: python != nil, "there is no python3: nothing is compared"))
  func python_readsTheSame() throws {
    let folder = try ScratchFolder()
    var paths: [String] = []
    var readings: [[[String]]] = []
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = Samples.Generator(state: seed &* 0xD6E8_FEB8_6659_FD93)
      let sample = Sample(&random)
      let text = sample.text(&random)
      let marks = "\(sample.delimiter.asciiValue ?? 0)-\(sample.quote.asciiValue ?? 0)"
      paths.append(try folder.write("\(seed)-\(marks)-sample.csv", text))
      readings.append(Reading(text, sample.options).rows.map(\.fields))
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = [try folder.write("script.py", Self.script)] + paths
    let output = try folder.write("output", "")
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    try process.start()
    process.waitUntilExit()
    let lines = String(decoding: try folder.contents(of: "output"), as: UTF8.self)
      .split(separator: "\n")
    try #require(lines.count == readings.count)
    for (line, reading) in zip(lines, readings) {
      let other = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String]]
      #expect(reading == other)
    }
  }
}
