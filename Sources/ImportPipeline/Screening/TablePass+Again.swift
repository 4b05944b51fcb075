import DelimitedText
import RecordMapping
import TabularCore

extension TablePass {
  /// The values of some rows of this source, which is read again as far as it must be.
  ///
  /// - Parameter ordinals: the rows, by ordinal.
  func valuesAgain(ofRows ordinals: Set<Int>) throws -> [Int: [FieldValue]] {
    let rows = work.tables[table].rows
    var wanted = Dictionary(
      ordinals.map { (rows.number(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var found: [Int: [FieldValue]] = [:]
    func take(_ batch: RowBatch) {
      for index in batch.rows.indices {
        guard let ordinal = wanted.removeValue(forKey: batch.rows[index].number) else { continue }
        found[ordinal] = values(ofRowAt: index, in: batch)
      }
    }
    guard let file = source.rows as? DelimitedRows, let parts = screening?.parts,
      let blocks = try file.blocks()
    else {
      _ = try source.rows.readRows(maximumRows: Self.batchRows) { batch in
        take(batch)
        return !wanted.isEmpty && !work.isCancelled()
      }
      return found
    }
    var batch = RowBatch()
    for (position, part) in parts.enumerated() {
      let end = position + 1 < parts.count ? parts[position + 1].ordinal : rows.count
      guard ordinals.contains(where: { (part.ordinal..<end).contains($0) }) else { continue }
      let block = try blocks.block(
        at: part.offset, byteCount: part.byteCount, index: part.index)
      let reader = try blocks.reader(of: block)
      while try reader.next(into: &batch, maximumRows: Self.batchRows) {
        batch.moveRows(by: part.line)
        take(batch)
      }
    }
    return found
  }

  /// The values that the cells of a row are read as; no value where they are refused.
  private func values(ofRowAt index: Int, in batch: RowBatch) -> [FieldValue] {
    var values = Array(repeating: FieldValue.null, count: fields.readers.count)
    for cell in batch.cells(ofRowAt: index) {
      guard case .field(let field) = target(ofColumn: Int(cell.column)) else { continue }
      let input = CellInput(
        batch.text(of: cell), kind: cell.kind, format: cell.format,
        isWorksheet: source.isWorksheet, countsFrom1904: source.countsFrom1904)
      values[field] =
        (try? fields.readers[field].read(input, in: ReadingContext()))?.value ?? .null
    }
    return values
  }
}
