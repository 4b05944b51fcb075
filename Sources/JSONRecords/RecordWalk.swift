import JSONText

/// Goes from record to record of a list.
struct RecordWalk {
  /// How the records of a list follow each other.
  enum Form: Hashable, Sendable {
    /// As items of an array.
    case array
    /// Each on lines of its own; one record alone is such a list too.
    case lines
  }

  /// A record as it stands in the file.
  struct Record {
    /// Where it begins.
    var place: JSONCursor.Place
    /// What it is.
    var node: JSONNode
  }

  private(set) var cursor: JSONCursor
  private let form: Form
  private let limit: Int
  private var bytes: [UInt8] = []
  private var lastLine: Int?
  private var isAtEnd = false

  /// A walk from the place behind the array's bracket, or from the first line on.
  ///
  /// - Parameter limit: the most bytes of a record.
  init(_ cursor: JSONCursor, form: Form, limit: Int) {
    self.cursor = cursor
    self.form = form
    self.limit = limit
  }

  /// The next record; `nil` behind the last one, where the array's bracket is passed.
  mutating func next() throws(JSONRecordsError) -> Record? {
    guard let place = try nextPlace() else { return nil }
    return Record(place: place, node: try value(at: place))
  }

  /// Passes a record without parsing it; where it begins, or `nil` behind the last one.
  mutating func skip() throws(JSONRecordsError) -> JSONCursor.Place? {
    guard let place = try nextPlace() else { return nil }
    try cursor.takeValue(into: &bytes, limit: limit)
    lastLine = cursor.place.line
    return place
  }

  /// Parses the value at a place that `cursor` has reached.
  private mutating func value(at place: JSONCursor.Place) throws(JSONRecordsError) -> JSONNode {
    let node = try cursor.parseValue(with: &bytes, limit: limit)
    lastLine = cursor.place.line
    return node
  }

  private mutating func nextPlace() throws(JSONRecordsError) -> JSONCursor.Place? {
    guard !isAtEnd else { return nil }
    let byte = try cursor.skipSpace()
    switch form {
    case .lines:
      guard byte != nil else {
        isAtEnd = true
        return nil
      }
      guard lastLine.map({ $0 < cursor.place.line }) ?? true else {
        throw .malformed("there is text after the end of the value", at: cursor.place)
      }
    case .array:
      if byte == UInt8(ascii: "]") {
        cursor.advance()
        isAtEnd = true
        return nil
      }
      if lastLine != nil {
        guard byte == UInt8(ascii: ",") else {
          throw .malformed("`,` or `]` is expected", at: cursor.place)
        }
        cursor.advance()
        _ = try cursor.skipSpace()
      }
    }
    return cursor.place
  }
}

extension JSONCursor {
  /// Takes and parses the value that begins here.
  ///
  /// - Parameter bytes: memory to use.
  mutating func parseValue(
    with bytes: inout [UInt8], limit: Int
  ) throws(JSONRecordsError) -> JSONNode {
    let start = place
    try takeValue(into: &bytes, limit: limit)
    if bytes.isEmpty, try peek() != nil { throw .malformed("a value is expected", at: start) }
    do throws(JSONError) {
      return try JSONParser.parse(bytes, line: start.line, column: start.column)
    } catch {
      throw .malformed(error.problem, line: error.line, column: error.column)
    }
  }
}
