import CLibPQ

/// The rows that a statement returned, as texts.
final class PostgresRows {
  /// Type numbers of PostgreSQL's catalog whose text form differs from the tool's.
  enum TypeNumber {
    static let int8: UInt32 = 20
    static let int2: UInt32 = 21
    static let int4: UInt32 = 23
    static let timestamp: UInt32 = 1114
    static let timestamptz: UInt32 = 1184
    static let float4: UInt32 = 700
    static let float8: UInt32 = 701
    static let numeric: UInt32 = 1700
    static let boolean: UInt32 = 16
  }

  private let result: OpaquePointer
  /// How many rows there are.
  let count: Int
  /// How many columns each has.
  let columnCount: Int

  /// Takes ownership of a result.
  init(_ result: OpaquePointer) {
    self.result = result
    count = Int(PQntuples(result))
    columnCount = Int(PQnfields(result))
  }

  deinit { PQclear(result) }

  /// The names of the columns.
  var columnNames: [String] {
    (0..<columnCount).map { column in
      PQfname(result, Int32(column)).map { String(cString: $0) } ?? ""
    }
  }

  /// The number of a column's type.
  func type(ofColumn column: Int) -> UInt32 { PQftype(result, Int32(column)) }

  /// How many rows the statement changed.
  var changedCount: Int {
    PQcmdTuples(result).map { Int(String(cString: $0)) ?? 0 } ?? 0
  }

  /// A value; `nil` for NULL.
  func text(_ row: Int, _ column: Int) -> String? {
    guard PQgetisnull(result, Int32(row), Int32(column)) == 0,
      let bytes = PQgetvalue(result, Int32(row), Int32(column))
    else { return nil }
    let length = Int(PQgetlength(result, Int32(row), Int32(column)))
    return bytes.withMemoryRebound(to: UInt8.self, capacity: length) { pointer in
      String(decoding: UnsafeBufferPointer(start: pointer, count: length), as: UTF8.self)
    }
  }

  /// Calls a body with the bytes of a value, which end in zero; `nil` for NULL.
  func withBytes<Result>(
    _ row: Int, _ column: Int, _ body: ((text: UnsafePointer<CChar>, count: Int)) -> Result
  ) -> Result? {
    guard PQgetisnull(result, Int32(row), Int32(column)) == 0,
      let bytes = PQgetvalue(result, Int32(row), Int32(column))
    else { return nil }
    return body((UnsafePointer(bytes), Int(PQgetlength(result, Int32(row), Int32(column)))))
  }

  /// A whole number; `nil` for NULL and anything else.
  func integer(_ row: Int, _ column: Int) -> Int? { text(row, column).flatMap { Int($0) } }
}
