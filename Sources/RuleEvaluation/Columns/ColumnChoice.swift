/// One of several columns from which each row takes a value.
struct ColumnChoice {
  /// The values of the rows, or the one value of all rows.
  let values: ColumnVector
  /// Whether all rows have the same value, which stands once.
  let isLiteral: Bool

  /// Whether the value of a row is NULL.
  func isNull(at row: Int) -> Bool { values.isNull(at: isLiteral ? 0 : row) }

  /// For each row the value of one of several columns of one kind.
  ///
  /// - Parameter choice: the place of the column among `columns`, by row.
  /// - Throws: `UnsupportedQuery` where the columns are of several kinds.
  static func merged(
    _ columns: [ColumnChoice], count: Int, _ choice: (Int) -> Int
  ) throws -> ColumnVector {
    switch columns.first(where: { !$0.values.isNull })?.values {
    case nil, .null?: return .null(count)
    case .text?:
      return .text(
        try merged(columns, count, ColumnVector.none, choice) {
          if case .text(let numbers) = $0 { numbers } else { nil }
        })
    case .integer?:
      let parts = try columns.map { column -> IntegerColumn in
        switch column.values {
        case .integer(let values): return values
        case .null: return []
        case .text, .real: throw UnsupportedQuery("a column of several kinds")
        }
      }
      return .integer(
        IntegerColumn(count: count) { row in
          let place = choice(row)
          let part = parts[place]
          return part.isEmpty
            ? ColumnVector.noInteger : part[columns[place].isLiteral ? 0 : row]
        })
    case .real?:
      return .real(
        try merged(columns, count, Double.nan, choice) {
          if case .real(let values) = $0 { values } else { nil }
        })
    }
  }

  private static func merged<Value>(
    _ columns: [ColumnChoice], _ count: Int, _ none: Value, _ choice: (Int) -> Int,
    _ values: (ColumnVector) -> [Value]?
  ) throws -> [Value] {
    let parts = try columns.map { column -> [Value] in
      if column.values.isNull { return [] }
      guard let values = values(column.values) else {
        throw UnsupportedQuery("a column of several kinds")
      }
      return values
    }
    return (0..<count).map { row in
      let place = choice(row)
      let part = parts[place]
      return part.isEmpty ? none : part[columns[place].isLiteral ? 0 : row]
    }
  }
}
