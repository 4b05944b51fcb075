import DelimitedText
import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// A file of a dump.
struct DumpFile {
  let form: TableForm
  let path: String

  /// The path of a table's file in a folder.
  static func path(of table: TableSchema, in folder: String) -> String {
    (folder.hasSuffix("/") || folder.isEmpty ? folder : folder + "/") + table.name + ".csv"
  }

  /// A cell as it is written; one that would be read otherwise stands in quotes.
  static func cell(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\n")
        && byte != UInt8(ascii: "\r")
    }
    let hasEdge = text.first == " " || text.last == " "
    return isPlain && !hasEdge ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Reads the records in batches until `take` returns `false`.
  ///
  /// - Throws: an error for a file that lacks a field of the table, and for one that is not sorted.
  func read(_ take: ([ComparedRecord]) -> Bool) throws {
    let reader: DelimitedReader
    do {
      reader = try DelimitedReader(
        try InputFile(path: path).source, options: DialectOptions(delimiter: UInt8(ascii: ",")))
    } catch {
      throw DataCareError.unreadable(file: path, reason: "it cannot be opened as a file of a dump")
    }
    var batch = RowBatch()
    var places: [Int?]?
    var last: String?
    while try next(reader, into: &batch) {
      var records: [ComparedRecord] = []
      for index in batch.rows.indices {
        let cells = batch.cells(ofRowAt: index)
        guard let places else {
          places = try self.places(cells.map { batch.text(of: $0) })
          continue
        }
        var values = [FieldValue](repeating: .null, count: form.schema.fields.count)
        for (cell, place) in zip(cells, places) {
          guard let place else { continue }
          let text = batch.text(of: cell)
          if !text.isEmpty { values[place] = .text(text) }
        }
        let key = form.sortText(ofDumped: values)
        if let last, byteOrder(last, key) > 0 {
          throw DataCareError.unreadable(
            file: path, reason: "line \(batch.rows[index].number) is not in the order of the keys")
        }
        last = key
        records.append(ComparedRecord(key: key, id: nil, values: values, isText: true))
      }
      guard records.isEmpty || take(records) else { return }
    }
  }

  private func next(_ reader: DelimitedReader, into batch: inout RowBatch) throws -> Bool {
    do {
      return try reader.next(into: &batch, maximumRows: 256)
    } catch {
      throw DataCareError.unreadable(file: path, reason: "it is no delimited text")
    }
  }

  /// The field of each column, by index.
  private func places(_ header: [String]) throws(DataCareError) -> [Int?] {
    let places = header.map(form.schema.fieldIndex(named:))
    if let lacking = form.fields.first(where: { !places.contains($0) }) {
      throw .unreadable(
        file: path, reason: "it has no column `\(form.schema.fields[lacking].name)`")
    }
    return places
  }
}
