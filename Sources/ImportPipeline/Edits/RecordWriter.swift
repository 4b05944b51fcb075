import DelimitedText
import TabularCore

/// Writes a record of a delimited file anew with other fields.
struct RecordWriter {
  private let dialect: Dialect
  private var encoding: TextEncoding { dialect.encoding }

  init(_ dialect: Dialect) { self.dialect = dialect }

  /// Ways to write a record, from the one that changes least; the caller takes the first that is read as wanted.
  ///
  /// - Parameters:
  ///   - bytes: the record with its line end.
  ///   - cells: its fields as they were read.
  ///   - wanted: the texts of all fields; there may be more than the record has.
  ///   - changed: the columns whose texts are others, from 1.
  /// - Throws: a refusal if the encoding cannot hold a letter.
  func candidates(
    _ bytes: [UInt8], _ cells: [Cell], _ wanted: [String], changed: Set<Int>
  ) throws(EditRefusal) -> [[UInt8]] {
    var result: [[UInt8]] = []
    if encoding.keepsASCII, let ranges = fieldRanges(bytes), ranges.count == cells.count {
      for quotesAll in [false, true] {
        result.append(try spliced(bytes, ranges, cells, wanted, changed, quotesAll: quotesAll))
      }
    }
    for quotesAll in [false, true] {
      let fields = wanted.enumerated().map { index, text in
        let isQuoted = index < cells.count ? cells[index].isQuoted : false
        return field(text, isQuoted || quotesAll && changed.contains(index + 1))
      }
      let record = fields.joined(separator: String(UnicodeScalar(dialect.delimiter)))
      result.append(try encoded(record) + lineEnd(of: bytes))
    }
    return result
  }

  /// The record with some fields replaced where they stand.
  private func spliced(
    _ bytes: [UInt8], _ ranges: [Range<Int>], _ cells: [Cell], _ wanted: [String],
    _ changed: Set<Int>, quotesAll: Bool
  ) throws(EditRefusal) -> [UInt8] {
    var output: [UInt8] = []
    var place = 0
    for (index, range) in ranges.enumerated() where changed.contains(index + 1) {
      output += bytes[place..<range.lowerBound]
      output += try encoded(field(wanted[index], cells[index].isQuoted || quotesAll))
      place = range.upperBound
    }
    let end = ranges.last?.upperBound ?? 0
    output += bytes[place..<end]
    for index in ranges.count..<max(ranges.count, wanted.count) {
      output.append(dialect.delimiter)
      output += try encoded(field(wanted[index], quotesAll && changed.contains(index + 1)))
    }
    return output + bytes[end...]
  }

  /// A field as the file writes it.
  private func field(_ text: String, _ isQuoted: Bool) -> String {
    guard dialect.quote != 0 else { return text }
    let special: Set<UInt8> = [dialect.delimiter, dialect.quote, 0x0A, 0x0D]
    guard isQuoted || text.utf8.contains(where: special.contains) else { return text }
    let quote = String(UnicodeScalar(dialect.quote))
    return quote + text.replacing(quote, with: quote + quote) + quote
  }

  private func encoded(_ text: String) throws(EditRefusal) -> [UInt8] {
    guard let bytes = encoding.bytes(of: text) else { throw .encoding(encoding.displayName) }
    return bytes
  }

  /// The line end of a record; nothing at the end of a file without one.
  private func lineEnd(of bytes: [UInt8]) -> [UInt8] {
    let units = [
      encoding.bytes(of: "\r\n"), encoding.bytes(of: "\n"), encoding.bytes(of: "\r"),
    ]
    for case let unit? in units
    where bytes.count >= unit.count && bytes.suffix(unit.count) == unit[...] {
      return unit
    }
    return []
  }

  /// Where the fields of a record stand (RFC 4180), with their quotes; `nil` if the quotes are not closed.
  private func fieldRanges(_ bytes: [UInt8]) -> [Range<Int>]? {
    let end = bytes.count - lineEnd(of: bytes).count
    var ranges: [Range<Int>] = []
    var index = 0
    while true {
      let start = index
      if dialect.quote != 0, index < end, bytes[index] == dialect.quote {
        index += 1
        while true {
          guard index < end else { return nil }
          guard bytes[index] == dialect.quote else {
            index += 1
            continue
          }
          guard index + 1 < end, bytes[index + 1] == dialect.quote else { break }
          index += 2
        }
        index += 1
      }
      while index < end, bytes[index] != dialect.delimiter { index += 1 }
      ranges.append(start..<index)
      guard index < end else { return ranges }
      index += 1
    }
  }
}
