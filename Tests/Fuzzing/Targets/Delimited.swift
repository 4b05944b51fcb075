import TabularCore

@testable import DelimitedText

/// Delimited text in all dialects.
let delimitedTargets = [FuzzTarget(name: "csv", take: readDelimited)]

private struct FuzzedReading: Equatable {
  var rows: [[String]] = []
  var lines: [Int] = []
  var findings: [RowFinding] = []
  var error: DelimitedTextError?

  init(_ bytes: [UInt8], _ options: DialectOptions, _ limits: Limits, chunkSize: Int, sample: Int) {
    do throws(DelimitedTextError) {
      let reader = try DelimitedReader(
        MemorySource(bytes), options: options, limits: limits, chunkSize: chunkSize,
        sampleSize: sample)
      var batch = RowBatch()
      while try reader.next(into: &batch, maximumRows: 7) {
        for index in batch.rows.indices {
          rows.append(batch.cells(ofRowAt: index).map { batch.text(of: $0) })
          lines.append(batch.rows[index].number)
        }
        findings += batch.findings
      }
    } catch {
      self.error = error
    }
  }
}

private func readDelimited(_ input: [UInt8]) {
  var bytes = input
  let choice = bytes.takeChoice()
  let chunk = bytes.takeChoice() + 1
  let delimiters: [UInt8?] = [nil, 0x2C, 0x3B, 0x09, 0x7C, 0x61]
  let encodings: [EncodingChoice] = [
    .utf8OrMarked, .detect, .auto, .named(.utf16LittleEndian), .named(.utf32BigEndian),
    .named(.windows1252), .named(.windows1250),
  ]
  var options = DialectOptions()
  options.delimiter = delimiters[choice % delimiters.count]
  options.quote = choice & 64 == 0 ? nil : 0x27
  options.encoding = encodings[choice / 8 % encodings.count]
  var limits = Limits()
  if choice & 128 != 0 { limits[.fieldSize] = 16 }
  // Buffers as large as the usual ones would take most of the time.
  let size = bytes.count + 1
  let whole = FuzzedReading(bytes, options, limits, chunkSize: size, sample: size)
  guard options.delimiter != nil, !isSniffed(options.encoding) else { return }
  let pieces = FuzzedReading(bytes, options, limits, chunkSize: chunk, sample: 0)
  // What came before an error is dropped with the file, so how much of it came is nobody's affair;
  // nor is how much of the text the error can show.
  if let error = whole.error {
    let other = pieces.error
    require(
      other?.code == error.code && other?.row == error.row
        && other?.byteOffset == error.byteOffset, "by \(chunk) bytes: \(other as Any), \(error)")
    return
  }
  require(pieces == whole, "by \(chunk) bytes: \(pieces), at once: \(whole)")
  compareBlocks(bytes, options, limits, whole, size: chunk)
}

/// What an encoding is guessed from depends on how much of the file is seen.
private func isSniffed(_ choice: EncodingChoice) -> Bool {
  choice == .auto || choice == .detect
}

private func compareBlocks(
  _ bytes: [UInt8], _ options: DialectOptions, _ limits: Limits, _ whole: FuzzedReading, size: Int
) {
  do throws(DelimitedTextError) {
    let dialect = try DelimitedReader(
      MemorySource(bytes), options: options, limits: limits, chunkSize: bytes.count + 1,
      sampleSize: 0
    ).dialect
    guard
      let blocks = RecordBlocks(
        MemorySource(bytes), dialect: dialect, limits: limits, blockSize: size)
    else { return }
    var rows: [[String]] = []
    var batch = RowBatch()
    while let block = try blocks.next() {
      let reader = try blocks.reader(of: block)
      while try reader.next(into: &batch, maximumRows: 5) {
        // A finding sends the whole file to one reader.
        guard batch.findings.isEmpty else { return }
        for index in batch.rows.indices {
          rows.append(batch.cells(ofRowAt: index).map { batch.text(of: $0) })
        }
      }
    }
    require(rows == whole.rows, "blocks of \(size) bytes: \(rows), at once: \(whole.rows)")
  } catch {}
}
