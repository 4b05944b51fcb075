import DelimitedText
import Foundation
import ImportPipeline
import TabularCore

/// A copy of a delimited file in which some fields are others.
///
/// A record with a corrected field is written anew in the file's own encoding, delimiter and quote, each
/// field in quotes that was; all other lines are the bytes of the input.
struct FixedLines {
  private let file: ImportReport.File
  private let limits: Limits
  private var encoding: TextEncoding { file.dialect?.encoding ?? .utf8 }

  init(_ file: ImportReport.File, limits: Limits) {
    self.file = file
    self.limits = limits
  }

  /// A record that is written anew, in place of some lines.
  private struct Record {
    /// The lines, from 1.
    var lines: Range<Int>
    var text: String
  }

  /// Writes the copy to a path.
  ///
  /// - Parameter texts: the fields, by the line on which their records begin and their columns.
  func write(
    _ input: InputFile, _ texts: [CellReference: String], to path: String
  ) throws(MarkedCopyError) {
    try CheckedInput.translating {
      let bytes = try CheckedInput.bytes(of: input)
      let output = texts.isEmpty ? bytes : try copy(of: bytes, with: try records(input, texts))
      try Data(output).write(to: URL(fileURLWithPath: path))
    }
  }

  // MARK: Records

  private func records(
    _ input: InputFile, _ texts: [CellReference: String]
  ) throws -> [Record] {
    let changed = Set(texts.keys.map(\.row))
    var records: [Record] = []
    var isOpen = false
    let reader = try DelimitedReader(
      input.source, options: SourceRows.dialect(of: file), limits: limits)
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 1_000) {
      for (index, row) in batch.rows.enumerated() {
        if isOpen, let last = records.last {
          records[records.count - 1].lines = last.lines.lowerBound..<row.number
        }
        isOpen = changed.contains(row.number)
        guard isOpen else { continue }
        let fields = batch.cells(ofRowAt: index).map { cell in
          let place = CellReference(row: row.number, column: Int(cell.column))
          return field(texts[place] ?? batch.text(of: cell), cell.isQuoted, reader.dialect)
        }
        let mark = String(decoding: [reader.dialect.delimiter], as: UTF8.self)
        records.append(
          Record(lines: row.number..<Int.max, text: fields.joined(separator: mark)))
      }
    }
    return records
  }

  /// A field as the file writes it.
  private func field(_ text: String, _ isQuoted: Bool, _ dialect: Dialect) -> String {
    guard dialect.quote != 0 else { return text }
    let special: Set<UInt8> = [dialect.delimiter, dialect.quote, 0x0A, 0x0D]
    guard isQuoted || text.utf8.contains(where: special.contains) else { return text }
    let quote = String(decoding: [dialect.quote], as: UTF8.self)
    return quote + text.replacing(quote, with: quote + quote) + quote
  }

  // MARK: Lines

  private func copy(of bytes: [UInt8], with records: [Record]) throws -> [UInt8] {
    if let text = encoding.wideText(of: bytes) {
      let copied = try copy(ofLines: Array(text.utf8), with: records) { Array($0.utf8) }
      let mark = hasMark(bytes) ? encoding.bytes(of: "\u{FEFF}") ?? [] : []
      return mark + (encoding.bytes(of: String(decoding: copied, as: UTF8.self)) ?? [])
    }
    return try copy(ofLines: bytes, with: records) { text in
      guard let encoded = encoding.bytes(of: text) else {
        throw MarkedCopyError.output(.encoding(name: encoding.displayName))
      }
      return encoded
    }
  }

  private func hasMark(_ bytes: [UInt8]) -> Bool {
    encoding.bytes(of: "\u{FEFF}").map(bytes.starts(with:)) ?? false
  }

  private func copy(
    ofLines bytes: [UInt8], with records: [Record], _ encoded: (String) throws -> [UInt8]
  ) throws -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 1024)
    var rest = records[...]
    var line = 1
    var start = 0
    while start < bytes.count {
      let (contents, end) = Self.line(of: bytes, from: start)
      if let record = rest.first, record.lines.contains(line) {
        if line == record.lines.lowerBound { output += try encoded(record.text) }
        // The line end of its last line is that of the record.
        if line + 1 == record.lines.upperBound || end == bytes.count {
          output += bytes[contents..<end]
          rest.removeFirst()
        }
      } else {
        output += bytes[start..<end]
      }
      start = end
      line += 1
    }
    return output
  }

  /// Where the contents of a line end, and where the line does.
  private static func line(of bytes: [UInt8], from start: Int) -> (contents: Int, end: Int) {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    guard index < bytes.count else { return (index, index) }
    let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
    return (index, index + (isPair ? 2 : 1))
  }
}
