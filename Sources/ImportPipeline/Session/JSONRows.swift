import JSONRecords
import TabularCore

/// The records of a list of a JSON file, behind its header, which is row 0.
struct JSONRows: RowSource {
  let list: JSONList
  /// How the arrays of each column become cells, by column from 0.
  var items: [JSONItems] = []

  func readRows(
    maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws -> SourceSummary? {
    let reader = list.makeReader(items: items)
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: maximumRows) {
      guard body(&batch) else { return nil }
    }
    return SourceSummary()
  }

  func readColumns(
    _ layout: BatchLayout, threads: Int, _ body: (ColumnBatch, SourcePart?) throws -> Bool
  ) throws -> SourceSummary? {
    let reader = BatchReader(layout)
    return try WorksheetReading(self, width: layout.width).forEachBatch { batch in
      let read = try reader.read(batch)
      return try body(read, nil) ? read.batch : nil
    }
  }

  func readAgain(
    _ parts: [SourcePart], maximumRows: Int, _ body: (inout RowBatch) -> Bool
  ) throws {
    _ = try readRows(maximumRows: maximumRows, body)
  }
}
