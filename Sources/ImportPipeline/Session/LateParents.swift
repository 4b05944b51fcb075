/// The parents that the rows of a table name in the same table, by one field.
struct LateParents {
  /// The parent of a record.
  enum Parent {
    /// A row of the run, by its ordinal.
    case row(Int)
    /// A stored record, or a row known by another name, by its key.
    case key(String)
  }

  /// The ordinals of parents that are rows; -1 where there is none.
  private var rows: [Int32] = []
  private var keys: [Int: String] = [:]

  /// The parent of a row; `nil` when it names none.
  subscript(ordinal: Int) -> Parent? {
    if let row = row(of: ordinal) { return .row(row) }
    return keys[ordinal].map(Parent.key)
  }

  /// The row that is the parent of a row; `nil` when there is none or it is known by its key.
  func row(of ordinal: Int) -> Int? {
    guard ordinal < rows.count, rows[ordinal] >= 0 else { return nil }
    return Int(rows[ordinal])
  }

  /// Whether the parent of a row is known by its key.
  func hasKey(of ordinal: Int) -> Bool { !keys.isEmpty && keys[ordinal] != nil }

  /// Sets the row that is the parent of another.
  mutating func set(row: Int, of ordinal: Int) {
    if rows.count <= ordinal {
      rows.append(contentsOf: repeatElement(-1, count: ordinal + 1 - rows.count))
    }
    rows[ordinal] = Int32(truncatingIfNeeded: row)
  }

  /// Sets the key of a row's parent.
  mutating func set(_ key: String, of ordinal: Int) { keys[ordinal] = key }
}
