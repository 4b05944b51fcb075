import JSONText
public import TabularCore

/// Reads the records of a list as batches of rows: the header as row 0, then each record under its number.
///
/// Each record has a cell in every column, which is blank where the member is missing or null.
public final class JSONRecordReader {
  private let list: JSONList
  private let cells: RecordCells
  private var walk: RecordWalk
  private var row = -1

  /// The bytes and cells at which a batch ends early.
  private static let mostBytes = 4 << 20
  private static let mostCells = 1 << 18

  init(_ list: JSONList, items: [JSONItems]) {
    self.list = list
    cells = RecordCells(list.tree, items: items)
    walk = list.makeWalk()
  }

  /// Fills a batch with the next rows, at most `maximumRows`; false when there are none left.
  public func next(
    into batch: inout RowBatch, maximumRows: Int
  ) throws(JSONRecordsError) -> Bool {
    batch.removeAll()
    if row < 0 {
      row = 0
      list.appendHeader(to: &batch)
    }
    while batch.rowCount < maximumRows, batch.byteCount < Self.mostBytes,
      batch.cells.count < Self.mostCells
    {
      guard let record = try walk.next() else { break }
      row += 1
      cells.append(record.node, row: row, to: &batch)
    }
    return batch.rowCount > 0
  }
}
