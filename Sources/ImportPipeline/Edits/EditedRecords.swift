import DelimitedText
import TabularCore

/// A delimited file some of whose fields have other texts.
///
/// A field that is changed is written in the file's own encoding, delimiter and quote; every other byte stays. What
/// was written is read back before it counts, so that no other field changes with it.
struct EditedRecords {
  /// A record with other texts.
  private struct Record {
    /// The texts by column.
    var texts: [Int: String]
    /// The bytes of the record with its line end.
    var bytes: [UInt8]
    /// How many lines more it takes.
    var addedLines: Int
  }

  let base: InputFile
  private let dialect: Dialect
  private let limits: Limits
  private let places: RecordPlaces
  /// The changed records, by their positions in the file.
  private var records: [Int: Record] = [:]
  /// The positions of changed records with another number of lines, ascending, each with the lines that it and all
  /// before it add.
  private var shifts: [(index: Int, line: Int, total: Int)] = []

  /// A file without changes.
  init(_ base: InputFile, dialect: Dialect, limits: Limits) throws {
    self.base = base
    self.dialect = dialect
    self.limits = limits
    places = try RecordPlaces(base, dialect: dialect, limits: limits)
  }

  /// Whether any field has another text.
  var isEdited: Bool { !records.isEmpty }

  /// How many fields have other texts.
  var cellCount: Int { records.values.reduce(0) { $0 + $1.texts.count } }

  /// The fields with other texts, by the lines on which their records began.
  var edited: [CellReference] {
    records.flatMap { index, record in
      record.texts.keys.map { CellReference(row: Int(places.lines[index]), column: $0) }
    }
  }

  /// The text that was given to a field of the record that began on a line.
  func text(ofLine line: Int, column: Int) -> String? {
    places.index(ofLine: line).flatMap { records[$0]?.texts[column] }
  }

  /// The file as it would be saved.
  var result: InputFile {
    guard isEdited else { return base }
    let changes = records.sorted { $0.key < $1.key }.map {
      (places.range(of: $0.key), $0.value.bytes)
    }
    return InputFile(
      base,
      replacing: ReplacedBytes(
        changes.lazy.map { (range: $0.0, bytes: $0.1) }, ofFileOf: base.byteCount))
  }

  // MARK: Lines

  /// The line on which a record begins now, given the one on which it began.
  func line(ofOriginal line: Int) -> Int {
    var total = 0
    for shift in shifts {
      guard shift.line < line else { break }
      total = shift.total
    }
    return line + total
  }

  /// The line on which a record began that begins on a line now; `nil` where none begins.
  func originalLine(of line: Int) -> Int? {
    var total = 0
    for shift in shifts {
      // Later records begin behind this one.
      guard line > shift.line + total else { break }
      total = shift.total
    }
    // Within a field that gained lines no record begins.
    let own = line - total
    return places.index(ofLine: own) != nil && self.line(ofOriginal: own) == line ? own : nil
  }

  // MARK: Fields

  /// The fields of the record that began on a line; `nil` where none did.
  func cells(ofLine line: Int, isOriginal: Bool = false) throws -> [EditedCell]? {
    guard let index = places.index(ofLine: line) else { return nil }
    let bytes = try isOriginal ? original(index) : records[index]?.bytes ?? original(index)
    guard let batch = try read(bytes) else { return nil }
    return batch.cells(ofRowAt: 0).map { cell in
      EditedCell(
        column: Int(cell.column), text: batch.text(of: cell), kind: cell.kind,
        format: cell.format, isFormula: false)
    }
  }

  /// Gives a field of the record that began on a line another text; `nil` gives it back what it had.
  ///
  /// - Returns: whether later records begin on other lines now.
  mutating func setText(_ text: String?, ofLine line: Int, column: Int) throws -> Bool {
    guard let index = places.index(ofLine: line) else { throw EditRefusal.unknownPlace(.row) }
    var texts = records[index]?.texts ?? [:]
    texts[column] = text
    let before = records[index]?.addedLines ?? 0
    if texts.isEmpty {
      records[index] = nil
    } else {
      let own = try original(index)
      let bytes = try written(own, texts)
      records[index] = Record(
        texts: texts, bytes: bytes, addedLines: lineCount(bytes) - lineCount(own))
    }
    guard before != records[index]?.addedLines ?? 0 else { return false }
    countLines()
    return true
  }

  private mutating func countLines() {
    shifts = []
    var total = 0
    for (index, record) in records.sorted(by: { $0.key < $1.key }) where record.addedLines != 0 {
      total += record.addedLines
      shifts.append((index, Int(places.lines[index]), total))
    }
  }

  private func original(_ index: Int) throws -> [UInt8] {
    let range = places.range(of: index)
    return try RecordPlaces.bytes(of: base, at: range.lowerBound, count: range.count)
  }

  /// The record that bytes are; `nil` unless they are one.
  private func read(_ bytes: [UInt8]) throws -> RowBatch? {
    let reader = try DelimitedReader(
      MemorySource(bytes), options: DialectOptions(dialect), limits: limits)
    var batch = RowBatch()
    guard try reader.next(into: &batch, maximumRows: 2), batch.rowCount == 1 else { return nil }
    return batch
  }

  private func lineCount(_ bytes: [UInt8]) -> Int {
    let narrow = dialect.encoding.wideText(of: bytes).map { Array($0.utf8) } ?? bytes
    var count = 0
    for (index, byte) in narrow.enumerated() {
      // Of CR LF the second counts.
      let isPair = byte == 0x0D && index + 1 < narrow.count && narrow[index + 1] == 0x0A
      if byte == 0x0A || byte == 0x0D, !isPair { count += 1 }
    }
    return count
  }

  // MARK: Writing

  /// The bytes of a record with other texts.
  private func written(_ bytes: [UInt8], _ texts: [Int: String]) throws -> [UInt8] {
    guard let batch = try read(bytes) else { throw EditRefusal.unwritable }
    let cells = Array(batch.cells(ofRowAt: 0))
    let width = max(cells.count, texts.keys.max() ?? 0)
    let wanted = (1...width).map { column in
      texts[column] ?? (column <= cells.count ? batch.text(of: cells[column - 1]) : "")
    }
    let writer = RecordWriter(dialect)
    for candidate in try writer.candidates(bytes, cells, wanted, changed: Set(texts.keys)) {
      guard let result = try read(candidate) else { continue }
      let read = result.cells(ofRowAt: 0).map(result.text(of:))
      if read == wanted, result.findings.count <= batch.findings.count { return candidate }
    }
    throw EditRefusal.unwritable
  }
}
