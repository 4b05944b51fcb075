import RecordMapping
import TabularCore

extension TablePass {
  /// The values of some rows of this source, which is read again as far as it must be.
  ///
  /// - Parameter ordinals: the rows, by ordinal.
  func valuesAgain(ofRows ordinals: Set<Int>) throws -> [Int: [FieldValue]] {
    let rows = session.tables[table].rows
    var wanted = Dictionary(
      ordinals.map { (rows.number(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var found: [Int: [FieldValue]] = [:]
    let parts = screening?.parts ?? []
    let needed = parts.indices.filter { position in
      let end = position + 1 < parts.count ? parts[position + 1].ordinal : rows.count
      return ordinals.contains { (parts[position].ordinal..<end).contains($0) }
    }
    try source.rows.readAgain(needed.map { parts[$0].part }, maximumRows: Self.batchRows) { batch in
      for index in batch.rows.indices {
        guard let ordinal = wanted.removeValue(forKey: batch.rows[index].number) else { continue }
        found[ordinal] = values(ofRowAt: index, in: batch)
      }
      return !wanted.isEmpty && !session.isCancelled()
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
