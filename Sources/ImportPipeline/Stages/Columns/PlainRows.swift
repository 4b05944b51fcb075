import RecordMapping
import TabularCore

/// What is kept of the rows of a plain table, which are not staged where nobody asks for them: the hash of
/// each row's values, and the rows that repeat a key.
struct PlainRows {
  /// A repeat of a key with the row as it was read, to be reported with the first row's values.
  struct Repeat {
    var row: PendingRow
    var key: String
    var first: Int
    var isIdentical: Bool

    var code: IssueCode { isIdentical ? "key.repeated-identical" : "key.repeated" }
  }

  /// The ordinal of the source's first row.
  let firstOrdinal: Int
  /// The fields that have a value, by index, in the order in which they are hashed.
  private let fields: [Int]
  /// The hash of the values of each row, in order of ordinals.
  private var hashes: [UInt64] = []
  /// Repeats whose first rows are read again at the end.
  var deferred: [Repeat] = []

  init(firstOrdinal: Int, fields: [Int]) {
    self.firstOrdinal = firstOrdinal
    self.fields = fields
  }

  /// Appends the hash of the next row's values.
  mutating func append(_ hash: UInt64) { hashes.append(hash) }

  /// The hash of a row's values.
  func hash(ofRow ordinal: Int) -> UInt64 { hashes[ordinal - firstOrdinal] }

  /// The hash of values, as batches make it.
  func hash(of values: [FieldValue]) -> UInt64 {
    fields.reduce(ByteHash.seed) { values[$1].hash($0) }
  }

  /// The values of the first rows of repeats: the source is read again as far as it must be, which costs
  /// something only where a repeat is told.
  ///
  /// - Parameters:
  ///   - rows: the rows of the run's table.
  ///   - parts: the parts of the source, each with the ordinal of its first row.
  func firstValues(
    in rows: RowList, of setup: SourceSetup, parts: [(ordinal: Int, part: SourcePart)]
  ) throws -> [Int: [FieldValue]] {
    guard !deferred.isEmpty else { return [:] }
    let ordinals = Set(deferred.map(\.first))
    var wanted = Dictionary(
      ordinals.map { (rows.number(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var found: [Int: [FieldValue]] = [:]
    let needed = parts.indices.filter { position in
      let end = position + 1 < parts.count ? parts[position + 1].ordinal : rows.count
      return ordinals.contains { (parts[position].ordinal..<end).contains($0) }
    }
    try setup.source.rows.readAgain(
      needed.map { parts[$0].part }, maximumRows: SourcePass.batchRows
    ) { batch in
      for index in batch.rows.indices {
        guard let ordinal = wanted.removeValue(forKey: batch.rows[index].number) else { continue }
        found[ordinal] = Self.values(ofRowAt: index, in: batch, setup)
      }
      return !wanted.isEmpty && !setup.session.isCancelled()
    }
    return found
  }

  /// The values that the cells of a row are read as; no value where they are refused.
  private static func values(
    ofRowAt index: Int, in batch: RowBatch, _ setup: SourceSetup
  ) -> [FieldValue] {
    let readers = setup.fields.readers
    var values = Array(repeating: FieldValue.null, count: readers.count)
    for cell in batch.cells(ofRowAt: index) {
      guard case .field(let field) = setup.target(ofColumn: Int(cell.column)) else { continue }
      let input = CellInput(
        batch.text(of: cell), kind: cell.kind, format: cell.format,
        isWorksheet: setup.source.isWorksheet, countsFrom1904: setup.source.countsFrom1904)
      values[field] = (try? readers[field].read(input, in: ReadingContext()))?.value ?? .null
    }
    return values
  }
}
