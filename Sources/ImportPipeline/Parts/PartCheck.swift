import DelimitedText
import RecordMapping
public import Schemas
import TabularCore

/// Reads and validates a part of a file by itself, and writes what its rows came to as a partial.
///
/// Nothing is written but the partial, and the same part gives the same bytes whenever it is read.
public struct PartCheck {
  /// The part that is read.
  public struct Part: Sendable {
    /// Its position among the parts of the run, from 1.
    public var number: Int
    /// Which attempt it is, from 1.
    public var attempt: Int
    /// Its bytes, from 0; `nil` for the whole file.
    public var range: Range<Int>?

    /// A part.
    public init(number: Int, attempt: Int, range: Range<Int>?) {
      self.number = number
      self.attempt = attempt
      self.range = range
    }
  }

  /// What the rows of a part came to.
  public struct Outcome: Sendable {
    /// How many rows were read; `nil` where all are left to the merge.
    public var rows: Int?
    /// How many of them are left to the merge.
    public var unsureRows: Int
  }

  let options: ImportOptions
  let package: DataPackage
  let packageName: String?
  let words: [String]
  let now: String

  /// A check of parts of the one file that the options name.
  ///
  /// - Parameters:
  ///   - packageName: the package's name or path as it was given.
  ///   - words: the options of reading, as words of a command line.
  ///   - now: the clock, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public init(
    options: ImportOptions, package: DataPackage, packageName: String?, words: [String],
    now: String
  ) {
    self.options = options
    var meant = package
    meant.sourceSystem = options.sourceSystem
    self.package = meant
    self.packageName = packageName
    self.words = words
    self.now = now
  }

  /// Reads a part and writes its partial.
  ///
  /// - Parameter store: an empty store, which answers what its engine does with values.
  /// - Throws: `InputFileError`, `PartWriteError`, `StoreError`.
  public func write(_ part: Part, to path: String, store: any RecordStore) throws -> Outcome {
    let file = options.files.first ?? ""
    let open = try OpenFile(path: file, limits: options.limits)
    let range = (part.range ?? 0..<open.byteCount).clamped(to: 0..<open.byteCount)
    var header = PartHeader(
      toolVersion: options.toolVersion, package: packageName, packageHash: package.hash,
      part: part.number, file: file, byteCount: open.byteCount, range: range,
      digest: try PartSet.digest(of: open, range), table: options.table, options: words)
    let session = ImportSession(
      options: options, package: package, store: store, now: now,
      issues: IssueCollector(
        maximumDetails: 1, severityChanges: package.severityChanges, isStrict: false))
    try store.open(package: package, writes: false, now: now)
    defer { store.rollBack() }
    var files = SourceFiles(session)
    files.open()
    guard let input = files.files.first?.input, let dialect = session.dialects[input.name.id],
      let rows = session.sources.first?.rows as? DelimitedRows,
      let cuts = RecordCuts(input.source, dialect: dialect, lineEnding: try rows.lineEnding())
    else { return try leave(header, part, path) }
    header.changesQuoting = try cuts.changesQuoting(range)
    guard let layout = try layout(session) else { return try leave(header, part, path) }
    let begins = range.lowerBound <= cuts.start
    func perform(isQuoted: Bool, atAnyRate: Bool) throws -> Outcome? {
      guard let start = try cuts.cut(from: range.lowerBound, isQuoted: isQuoted),
        let end = try cuts.cut(
          from: range.upperBound, isQuoted: isQuoted != header.changesQuoting),
        let blocks = RecordBlocks(
          input.source, range: start..<max(start, end), dialect: dialect,
          lineEnding: try rows.lineEnding(), limits: options.limits)
      else { return nil }
      var reading = PartHeader.Reading(
        isQuoted: isQuoted, start: start, end: max(start, end),
        fingerprint: layout.digestedFingerprint, keepsValues: layout.keepsValues, rows: 0,
        unsureRows: 0)
      var writer = try PartWriter(path: path, attempt: part.attempt)
      guard try write(blocks, layout, to: &writer, &reading) else { return nil }
      // Where the quotes were taken the wrong way, texts look like rows, and nearly all of those are odd.
      // Or no line end looks like the end of a record.
      let isLikely = reading.rows > 0 && reading.unsureRows * 2 <= reading.rows
      guard atAnyRate || isLikely else { return nil }
      var whole = header
      whole.reading = reading
      try writer.finish(whole)
      return Outcome(rows: reading.rows, unsureRows: reading.unsureRows)
    }
    if let outcome = try perform(isQuoted: false, atAnyRate: begins) { return outcome }
    if !begins {
      if let outcome = try perform(isQuoted: true, atAnyRate: false) { return outcome }
      if let outcome = try perform(isQuoted: false, atAnyRate: true) { return outcome }
    }
    return try leave(header, part, path)
  }

  /// Writes a partial that leaves all rows to the merge.
  private func leave(_ header: PartHeader, _ part: Part, _ path: String) throws -> Outcome {
    var writer = try PartWriter(path: path, attempt: part.attempt)
    try writer.finish(header)
    return Outcome(rows: nil, unsureRows: 0)
  }

  /// How the rows are read by columns apart from their parents; `nil` where the cell-by-cell reading must.
  private func layout(_ session: ImportSession) throws -> BatchLayout? {
    guard session.sources.count == 1, options.corrections == nil, options.attachments == nil,
      let table = session.sources.first?.table, !session.tables[table].foldsKeys
    else { return nil }
    let setup = try SourceSetup(session, sourceIndex: 0, decisions: [:])
    guard var layout = try BatchLayout(setup) else { return nil }
    layout.isApart = true
    layout.keepsValues =
      !layout.isPlain || session.needsOperations || session.validatesConstraints(ofTable: table)
    return layout
  }

  /// Writes the rows of some blocks; `false` when a block has a finding, which only a reading from the file's
  /// beginning can tell.
  private func write(
    _ blocks: RecordBlocks, _ layout: BatchLayout, to writer: inout PartWriter,
    _ reading: inout PartHeader.Reading
  ) throws -> Bool {
    let keeps = layout.keptColumns
    do {
      return try BlockReading(blocks, layout: layout, threads: options.jobs).forEachPart { part in
        var bytes = PartBytes()
        bytes.number(part.offset)
        bytes.number(part.byteCount)
        bytes.number(part.lineCount)
        bytes.number(part.batches.count)
        for batch in part.batches {
          try batch.write(to: &bytes, of: layout, keeps: keeps)
          reading.rows += batch.verdicts.count
          reading.unsureRows += batch.verdicts.count { $0 == .unsure }
        }
        try writer.write(bytes)
        return true
      }
    } catch is BlockReading.CannotSplit {
      return false
    } catch is PartBytes.SecretValue {
      return false
    }
  }
}
