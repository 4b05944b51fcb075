import JSONText
import TabularCore

/// Reads a file for the first time: decides what its lists are, and finds their columns.
struct DocumentReading {
  private let source: any JSONSource
  private let limits: Limits
  private var cursor: JSONCursor
  private var bytes: [UInt8] = []

  init(_ source: any JSONSource, limits: Limits) {
    self.source = source
    self.limits = limits
    cursor = JSONCursor(source)
  }

  private var maximumBytes: Int { limits[.recordSize] }

  mutating func read(
    isLines: Bool, keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) -> (lists: [JSONList], others: [JSONDocument.Member]) {
    try skipByteOrderMark()
    let byte = try cursor.skipSpace()
    let start = cursor.place
    switch byte {
    case UInt8(ascii: "["):
      cursor.advance()
      let list = try readList(named: nil, form: .array, keepsWhole)
      try expectEnd()
      return ([list], [])
    case UInt8(ascii: "{"):
      if !isLines, let members = try readMembers(keepsWhole) { return members }
      cursor.move(to: start)
      return ([try readList(named: nil, form: .lines, keepsWhole)], [])
    case nil: throw .malformed("the file breaks off where a value is expected", at: start)
    default: throw .malformed("`[` or `{` is expected", at: start)
    }
  }

  /// Passes the mark of UTF-8; other encodings are refused by theirs, or by the zeros of their letters.
  private mutating func skipByteOrderMark() throws(JSONRecordsError) {
    var first: [UInt8] = []
    while first.count < 4, let byte = try cursor.peek() {
      first.append(byte)
      cursor.advance()
    }
    let isWide = first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF])
    guard !isWide, !first.contains(0) else {
      throw JSONRecordsError(
        .jsonMalformed(.encoding, line: 1, column: 1), line: 1, lineColumn: 1)
    }
    let isMarked = first.starts(with: [0xEF, 0xBB, 0xBF])
    cursor.move(to: JSONCursor.Place(offset: isMarked ? 3 : 0, line: 1, column: 1))
  }

  private mutating func expectEnd() throws(JSONRecordsError) {
    guard try cursor.skipSpace() == nil else {
      throw .malformed("there is text after the end of the value", at: cursor.place)
    }
  }

  /// Reads the list whose first record may begin here.
  private mutating func readList(
    named name: String?, form: RecordWalk.Form, _ keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) -> JSONList {
    let start = cursor.place
    var walk = RecordWalk(cursor, form: form, limit: maximumBytes)
    var search = ColumnSearch(limits: limits)
    while let record = try walk.next() { try search.add(record, keepsWhole) }
    cursor = walk.cursor
    return JSONList(
      name: name, recordCount: search.recordCount, source: source, form: form, start: start,
      tree: search.tree, maximumBytes: maximumBytes)
  }

  /// Reads the members of the object that begins here; `nil` unless the file is an object of lists.
  private mutating func readMembers(
    _ keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) -> (
    lists: [JSONList], others: [JSONDocument.Member]
  )? {
    cursor.advance()
    var lists: [JSONList] = []
    var others: [JSONDocument.Member] = []
    var repeated: JSONRecordsError?
    var byte = try cursor.skipSpace()
    while byte != UInt8(ascii: "}") {
      let start = cursor.place
      guard byte == UInt8(ascii: "\"") else {
        throw .malformed("a member's name is expected", at: start)
      }
      let name = try cursor.parseValue(with: &bytes, limit: maximumBytes).string ?? ""
      guard try cursor.skipSpace() == UInt8(ascii: ":") else {
        throw .malformed("`:` is expected after a member's name", at: cursor.place)
      }
      cursor.advance()
      if let list = try readListMember(named: name, into: &others, keepsWhole) {
        if repeated == nil, lists.contains(where: { $0.name == name }) {
          repeated = JSONRecordsError(
            .jsonRepeatedMember(name: name), line: start.line, lineColumn: start.column)
        }
        lists.append(list)
      }
      byte = try cursor.skipSpace()
      if byte == UInt8(ascii: ",") {
        cursor.advance()
        byte = try cursor.skipSpace()
        guard byte == UInt8(ascii: "\"") else {
          throw .malformed("a member's name is expected", at: cursor.place)
        }
      } else if byte != UInt8(ascii: "}") {
        throw .malformed("`,` or `}` is expected", at: cursor.place)
      }
    }
    cursor.advance()
    let line = cursor.place.line
    if let byte = try cursor.skipSpace() {
      guard byte == UInt8(ascii: "{"), cursor.place.line > line else {
        throw .malformed("there is text after the end of the value", at: cursor.place)
      }
      return nil
    }
    guard
      lists.contains(where: { $0.recordCount > 0 }) || !lists.isEmpty && others.isEmpty
    else { return nil }
    if let repeated { throw repeated }
    return (lists, others)
  }

  /// Reads the value of a member: a list if it is an array that is empty or begins with an object, else
  /// one of the others.
  private mutating func readListMember(
    named name: String, into others: inout [JSONDocument.Member],
    _ keepsWhole: (String) -> Bool
  ) throws(JSONRecordsError) -> JSONList? {
    if try cursor.skipSpace() == UInt8(ascii: "[") {
      let start = cursor.place
      cursor.advance()
      let inner = cursor.place
      let byte = try cursor.skipSpace()
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "]") {
        cursor.move(to: inner)
        return try readList(named: name, form: .array, keepsWhole)
      }
      cursor.move(to: start)
    }
    let place = cursor.place
    _ = try cursor.parseValue(with: &bytes, limit: maximumBytes)
    others.append(
      JSONDocument.Member(
        name: name,
        place: JSONPlace(
          pointer: "/" + pointerToken(name), line: place.line, column: place.column)))
    return nil
  }
}
