import DelimitedText
import RecordMapping
import TabularCore

/// The records of a delimited file whose parts were read before: what each row came to is taken from the
/// partials, and a row is read from the file only where they leave it open.
///
/// Which of both ways a part was read is proved here: the quotes of all parts before it are known. A part that
/// took the wrong one, or was read otherwise than this run reads, is read again; so the result never depends on
/// how the file was cut.
struct PartedRows: RowSource {
  let whole: DelimitedRows
  let parts: [PartFile]

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    try whole.readRows(maximumRows: maximumRows, body)
  }

  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws {
    try whole.readAgain(parts, maximumRows: maximumRows, body)
  }

  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary? {
    let reader = try DelimitedReader(
      whole.file.source, options: whole.options, limits: whole.limits)
    guard
      let cuts = RecordCuts(
        whole.file.source, dialect: reader.dialect, lineEnding: reader.lineEnding),
      let blocks = try whole.blocks()
    else { throw BlockReading.CannotSplit() }
    let fingerprint = layout.digestedFingerprint
    let completion = BatchReader(layout)
    var next = SourcePart(index: 0, offset: 0, byteCount: 0, line: 0)
    var isQuoted = false
    var position = cuts.start
    for part in parts {
      let header = part.header
      let isQuotedAfter = isQuoted != header.changesQuoting
      guard let cut = try cuts.cut(from: header.range.upperBound, isQuoted: isQuotedAfter) else {
        throw BlockReading.CannotSplit()
      }
      let end = max(position, cut)
      let goesOn: Bool
      if let reading = header.reading, layout.corrections == nil, reading.isQuoted == isQuoted,
        reading.start == position, reading.end == end, reading.fingerprint == fingerprint,
        reading.keepsValues || !layout.keepsValues
      {
        goesOn = try read(part, reading, layout, completion, blocks, &next, body)
      } else {
        goesOn = try read(
          position..<end, dialect: reader.dialect, lineEnding: reader.lineEnding, layout,
          threads: threads, &next, body)
      }
      guard goesOn else { return nil }
      position = end
      isQuoted = isQuotedAfter
    }
    return SourceSummary()
  }

  /// Gives the rows of a partial, whose blocks must follow one another from its start to its end.
  private func read(
    _ part: PartFile, _ reading: PartHeader.Reading, _ layout: BatchLayout,
    _ completion: BatchReader, _ blocks: RecordBlocks, _ next: inout SourcePart,
    _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> Bool {
    var kept = layout
    kept.keepsValues = reading.keepsValues
    let keeps = kept.keptColumns
    var position = reading.start
    do {
      let isWhole = try part.forEachBlock { block in
        next.offset = try block.number()
        next.byteCount = try block.number()
        let lineCount = try block.number()
        guard next.offset == position, next.byteCount <= Self.mostBlockBytes,
          next.byteCount <= reading.end - position, lineCount <= next.byteCount + 1
        else { throw PartReader.Damage() }
        position += next.byteCount
        for index in 0..<(try block.count()) {
          var batch = try ColumnBatch(from: &block, of: layout, keeps: keeps)
          batch.batch.moveRows(by: next.line)
          let rows = KeptRows(blocks, part: next, index: index)
          if layout.watchesCells {
            try batch.takeCells(of: rows)
          } else {
            batch.kept = rows
          }
          completion.complete(&batch)
          guard try body(batch, next) else { return false }
        }
        next.line += lineCount
        next.index += 1
        return true
      }
      guard !isWhole || position == reading.end else { throw PartReader.Damage() }
      return isWhole
    } catch is PartReader.Damage {
      throw PartError(part.path, .damaged)
    }
  }

  private static let mostBlockBytes = 64 << 20

  /// Reads the rows of a part of the file.
  private func read(
    _ range: Range<Int>, dialect: Dialect, lineEnding: LineEnding, _ layout: BatchLayout,
    threads: Int, _ next: inout SourcePart,
    _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> Bool {
    guard !range.isEmpty else { return true }
    guard
      let blocks = RecordBlocks(
        whole.file.source, range: range, dialect: dialect, lineEnding: lineEnding,
        limits: whole.limits)
    else { throw BlockReading.CannotSplit() }
    let threads = min(threads, 1 + range.count / RecordBlocks.usualBlockSize)
    return try BlockReading(blocks, layout: layout, threads: threads)
      .forEachBatch(from: &next, body)
  }
}

extension ColumnBatch {
  /// Takes the cells of the batch's rows, and lets texts of values stand behind theirs.
  fileprivate mutating func takeCells(of rows: KeptRows) throws {
    var whole = try rows.rows(like: batch)
    let shift = batch.arena.withUnsafeBytes { whole.appendBytes($0) }
    for index in values.indices where values[index].kind == .text {
      values[index] = ColumnValue(
        offset: values[index].offset + shift, length: values[index].length)
    }
    batch = whole
  }
}

extension BatchLayout {
  /// The SHA-256 of the fingerprint.
  var digestedFingerprint: String {
    var digest = ByteDigest()
    Array(fingerprint.utf8).withUnsafeBytes { digest.update($0) }
    return digest.text
  }
}
