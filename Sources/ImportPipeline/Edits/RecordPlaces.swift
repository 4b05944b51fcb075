import DelimitedText
import TabularCore

/// Where the records of a delimited file are: the line on which each begins, and its first byte.
struct RecordPlaces {
  /// The physical lines, from 1, ascending.
  private(set) var lines: [Int32] = []
  /// The offsets of the first bytes, and behind the last one the size of the file.
  private(set) var offsets: [Int] = []

  /// How many records there are, blank lines among them.
  var count: Int { lines.count }

  /// Finds the records of a file by reading it once.
  ///
  /// - Parameter dialect: how a run reads the file.
  init(_ input: InputFile, dialect: Dialect, limits: Limits) throws {
    let reader = try DelimitedReader(input.source, options: .init(dialect), limits: limits)
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: 4_096) {
      for row in batch.rows { lines.append(Int32(clamping: row.number)) }
    }
    offsets.reserveCapacity(lines.count + 1)
    var ends = LineEnds(dialect.encoding)
    var line = 1
    var place = 0
    var next = 0
    func note(_ offset: Int) {
      while next < lines.count, Int(lines[next]) == line {
        offsets.append(offset)
        next += 1
      }
    }
    note(ends.markLength(dialect))
    while true {
      let chunk = try Self.bytes(of: input, at: place, count: 1 << 18)
      guard !chunk.isEmpty else { break }
      ends.forEachEnd(in: chunk, at: place, isLast: place + chunk.count >= input.byteCount) {
        line += 1
        note($0)
      }
      place += chunk.count
    }
    // Lines that nobody finds are at the end of the file.
    while offsets.count <= lines.count { offsets.append(input.byteCount) }
  }

  /// The place of the record that begins on a line, from 0; `nil` for none.
  func index(ofLine line: Int) -> Int? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if Int(lines[middle]) < line { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && Int(lines[low]) == line ? low : nil
  }

  /// The bytes of a record with its line end.
  func range(of index: Int) -> Range<Int> {
    offsets[index]..<max(offsets[index], offsets[index + 1])
  }

  /// Bytes of a file; fewer than `count` only at its end.
  static func bytes(of input: InputFile, at offset: Int, count: Int) throws -> [UInt8] {
    let wanted = max(0, min(count, input.byteCount - offset))
    var failure: (any Error)?
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, done in
      while done < wanted {
        do {
          let room = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[done..<wanted])
          let got = try input.source.read(into: room, at: offset + done)
          guard got > 0 else { return }
          done += got
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}

/// Finds the ends of lines in bytes of an encoding: LF, CR, or both.
private struct LineEnds {
  private let unit: Int
  private let isBig: Bool
  /// Whether the last unit was a CR whose LF may follow.
  private var isPending = false

  init(_ encoding: TextEncoding) {
    switch encoding {
    case .utf16LittleEndian: (unit, isBig) = (2, false)
    case .utf16BigEndian: (unit, isBig) = (2, true)
    case .utf32LittleEndian: (unit, isBig) = (4, false)
    case .utf32BigEndian: (unit, isBig) = (4, true)
    default: (unit, isBig) = (1, false)
    }
  }

  /// The length of the byte order mark.
  func markLength(_ dialect: Dialect) -> Int {
    guard dialect.hasByteOrderMark else { return 0 }
    return dialect.encoding == .utf8 ? 3 : unit
  }

  /// Gives where the line behind each end begins.
  mutating func forEachEnd(
    in bytes: [UInt8], at offset: Int, isLast: Bool, _ body: (Int) -> Void
  ) {
    var index = 0
    while index + unit <= bytes.count {
      let code = code(of: bytes, at: index)
      if isPending {
        isPending = false
        if code == 0x0A {
          body(offset + index + unit)
          index += unit
          continue
        }
        body(offset + index)
      }
      if code == 0x0A {
        body(offset + index + unit)
      } else if code == 0x0D {
        isPending = true
      }
      index += unit
    }
    guard isLast, isPending else { return }
    isPending = false
    body(offset + index)
  }

  /// The unit at an index; only line ends are told from others.
  private func code(of bytes: [UInt8], at index: Int) -> UInt8 {
    guard unit > 1 else { return bytes[index] }
    let own = isBig ? index + unit - 1 : index
    for other in index..<index + unit where other != own && bytes[other] != 0 { return 0xFF }
    return bytes[own]
  }
}

extension DialectOptions {
  /// The options that read a file as it was read.
  init(_ dialect: Dialect) {
    self.init(acceptsDelimiterTie: true)
    encoding = .named(dialect.encoding)
    delimiter = dialect.delimiter
    quote = dialect.quote
  }
}
