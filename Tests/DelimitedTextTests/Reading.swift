import TabularCore
import Testing

@testable import DelimitedText

/// One row as read, in a form that tests can compare.
struct ReadRow: Equatable, CustomTestStringConvertible {
  var line: Int
  var fields: [String]

  init(_ line: Int, _ fields: [String]) {
    self.line = line
    self.fields = fields
  }

  var testDescription: String { "\(line): \(fields)" }
}

/// Everything that comes out of a file.
struct Reading: Equatable {
  var dialect: Dialect?
  var rows: [ReadRow] = []
  var findings: [RowFinding] = []
  var error: DelimitedTextError?

  /// Reads bytes to the end, or to the error.
  ///
  /// A small `sampleSize` makes the scanner meet the chunks' boundaries; the delimiter must then be
  /// given in the options.
  init(
    _ bytes: [UInt8], _ options: DialectOptions = DialectOptions(), limits: Limits = Limits(),
    chunkSize: Int = 256 << 10, sampleSize: Int = 1 << 20, maximumRows: Int = 1000
  ) {
    do throws(DelimitedTextError) {
      let reader = try DelimitedReader(
        MemorySource(bytes), options: options, limits: limits, chunkSize: chunkSize,
        sampleSize: sampleSize)
      dialect = reader.dialect
      var batch = RowBatch()
      while try reader.next(into: &batch, maximumRows: maximumRows) {
        for (index, row) in batch.rows.enumerated() {
          rows.append(ReadRow(row.number, batch.cells(ofRowAt: index).map { batch.text(of: $0) }))
        }
        findings += batch.findings
      }
    } catch {
      self.error = error
    }
  }

  init(_ text: String, _ options: DialectOptions = DialectOptions(), limits: Limits = Limits()) {
    self.init(Array(text.utf8), options, limits: limits)
  }
}

/// Checks that a text reads alike whole, byte by byte, at every split point and row by row.
func expectSameReading(
  _ bytes: [UInt8], _ options: DialectOptions, limits: Limits = Limits(), _ expected: Reading,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let differing = (1...max(1, bytes.count)).first { chunkSize in
    Reading(bytes, options, limits: limits, chunkSize: chunkSize, sampleSize: 0) != expected
  }
  #expect(differing == nil, "chunk size that reads differently", sourceLocation: sourceLocation)
  let single = Reading(bytes, options, limits: limits, maximumRows: 1)
  #expect(single == expected, sourceLocation: sourceLocation)
}

extension DialectOptions {
  /// The delimiter stated, so that nothing depends on the sample.
  static let comma = DialectOptions(delimiter: UInt8(ascii: ","))
}
