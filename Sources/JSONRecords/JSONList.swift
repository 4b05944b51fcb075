import JSONText
public import TabularCore

/// A list of records in a JSON file, which can be read as often as needed.
///
/// Nothing of its records is kept but their number and the names of their members.
public struct JSONList: Sendable {
  /// The name of the member that holds the list; `nil` for a list that is the whole file.
  public let name: String?
  /// How many records the list has.
  public let recordCount: Int

  let source: any JSONSource
  let form: RecordWalk.Form
  let start: JSONCursor.Place
  let tree: ColumnTree
  let maximumBytes: Int

  /// The columns, in the order in which their members appear in the file.
  public var columns: [JSONColumn] { tree.columns }

  /// The JSON pointer of the list: `/users`; empty for a list that is the whole file.
  public var pointer: String { name.map { "/" + pointerToken($0) } ?? "" }

  /// The JSON pointer of a record, by its number from 1: `/users/2`; empty where each line is a document.
  func pointer(ofRecord row: Int) -> String {
    form == .array ? "\(pointer)/\(row - 1)" : pointer
  }

  func makeWalk() -> RecordWalk {
    RecordWalk(JSONCursor(source, at: start), form: form, limit: maximumBytes)
  }

  /// A reader of the records from the first one on.
  ///
  /// - Parameter items: how the arrays of each column become cells, by column from 0; columns beyond it
  ///   hold lists.
  public func makeReader(items: [JSONItems] = []) -> JSONRecordReader {
    JSONRecordReader(self, items: items)
  }

  /// The header: row 0, with a cell per column.
  public var header: RowBatch {
    var batch = RowBatch()
    appendHeader(to: &batch)
    return batch
  }

  /// Appends the header to a batch, as row 0.
  func appendHeader(to batch: inout RowBatch) {
    batch.beginRow(number: 0)
    for (index, column) in columns.enumerated() {
      let header = column.header
      batch.appendCell(column: index + 1, kind: header.isEmpty ? .blank : .text, text: header)
    }
  }
}
