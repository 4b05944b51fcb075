import JSONText

/// A place in a JSON file.
public struct JSONPlace: Sendable, Hashable {
  /// The JSON pointer (RFC 6901); in a file of lines, that within the record.
  public var pointer: String
  /// The line, from 1.
  public var line: Int
  /// The column in characters (Unicode scalars), from 1.
  public var column: Int
}

extension JSONList {
  /// Where the list begins: its bracket, or its first line.
  public var place: JSONPlace {
    JSONPlace(
      pointer: pointer, line: start.line, column: start.column - (form == .array ? 1 : 0))
  }

  /// Where a column's member stands first.
  ///
  /// - Parameter number: the column's number, from 1.
  public func place(ofColumn number: Int) -> JSONPlace? {
    guard columns.indices.contains(number - 1) else { return nil }
    let column = columns[number - 1]
    return JSONPlace(
      pointer: pointer(ofRecord: column.first.row) + Self.pointer(column.path),
      line: column.first.line, column: column.first.column)
  }

  /// Where records and their members stand.
  ///
  /// The list is read once more, no further than the last record that is asked for.
  ///
  /// - Parameter wanted: the numbers of columns by the numbers of records, both from 1; column 0 is the
  ///   record itself. A member that a record lacks has the place of what should hold it.
  public func places(
    of wanted: [Int: Set<Int>]
  ) throws(JSONRecordsError) -> [Int: [Int: JSONPlace]] {
    var found: [Int: [Int: JSONPlace]] = [:]
    var walk = makeWalk()
    let last = wanted.keys.max() ?? 0
    var row = 1
    while row <= last {
      if let numbers = wanted[row] {
        guard let record = try walk.next() else { break }
        var places: [Int: JSONPlace] = [:]
        for number in numbers { places[number] = place(ofColumn: number, in: record, row: row) }
        found[row] = places
      } else if try walk.skip() == nil {
        break
      }
      row += 1
    }
    return found
  }

  private func place(ofColumn number: Int, in record: RecordWalk.Record, row: Int) -> JSONPlace {
    let path = columns.indices.contains(number - 1) ? columns[number - 1].path : []
    var node = record.node
    for name in path {
      // Of a member that stands twice the second is meant.
      guard let inner = node.members?.last(where: { $0.name == name })?.value else { break }
      node = inner
    }
    return JSONPlace(
      pointer: pointer(ofRecord: row) + Self.pointer(path), line: node.line, column: node.column)
  }

  private static func pointer(_ path: [String]) -> String {
    path.map { "/" + pointerToken($0) }.joined()
  }
}
