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
}
