/// The texts of a table's rows that belong to a row of the SELECT around, joined:
/// `(SELECT group_concat(t.item, ', ') FROM t WHERE t.code = s.code)`.
///
/// In which order SQL joins them is for its planner to say, which may read the table or an index of it. So only texts
/// are joined that have the same order either way; for others the store is asked.
struct JoinedTexts: Hashable {
  /// The table.
  let relation: Relation
  /// The columns of the table that equal something of the SELECT around, and what they equal.
  let columns: [Int]
  let keys: [SQLExpression]
  /// The column that is joined.
  let item: Int
  /// What stands between two texts.
  let separator: String

  /// The texts that a SELECT within an expression joins; `nil` for one that does something else.
  ///
  /// - Parameters:
  ///   - relation: the rows of its source.
  ///   - outer: binds a column of the SELECT around.
  init?(
    _ core: SQLSelect.Core, of relation: Relation,
    outer: (_ table: String?, _ name: String) throws -> SQLExpression
  ) {
    guard !core.isDistinct, core.groups.isEmpty, core.groupCondition == nil,
      core.sources.count == 1, core.sources[0].condition == nil, core.items.count == 1,
      case .expression(.call(let call), _) = core.items[0],
      call.name == "group_concat", !call.isDistinct, !call.isStar, call.window == nil,
      let first = call.arguments.first, let condition = core.condition
    else { return nil }
    let alias = core.sources[0].alias
    func own(_ expression: SQLExpression) -> Int? {
      guard case .column(let table, let name) = expression, table == nil || table == alias else {
        return nil
      }
      return relation.position(of: name)
    }
    func around(_ expression: SQLExpression) -> SQLExpression? {
      guard case .column(let table, let name) = expression, table != alias,
        own(expression) == nil, case .slot(let source, let column)? = try? outer(table, name)
      else { return nil }
      return .slot(source: source, column: column)
    }
    guard let item = own(first) else { return nil }
    switch call.arguments.dropFirst().first {
    case nil: separator = ","
    case .text(let text)?: separator = text
    default: return nil
    }
    var columns: [Int] = []
    var keys: [SQLExpression] = []
    for condition in condition.conjuncts {
      guard case .binary(.equal, let left, let right) = condition else { return nil }
      if let column = own(left), let key = around(right) {
        columns.append(column)
        keys.append(key)
      } else if let column = own(right), let key = around(left) {
        columns.append(column)
        keys.append(key)
      } else {
        return nil
      }
    }
    self.relation = relation
    self.columns = columns
    self.keys = keys
    self.item = item
  }

  static func == (left: Self, right: Self) -> Bool {
    left.relation === right.relation && left.columns == right.columns && left.keys == right.keys
      && left.item == right.item && left.separator == right.separator
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(relation))
    hasher.combine(columns)
    hasher.combine(keys)
    hasher.combine(item)
    hasher.combine(separator)
  }
}

extension QueryScope {
  /// The most pairs of rows whose texts are joined.
  private static let mostJoinedTexts = 1_000_000

  /// Joined texts for each row; NULL where there are none.
  func values(of joined: JoinedTexts) throws -> ColumnVector {
    guard count > 0 else { return .null(0) }
    let (left, right) = try joined.relation.index(over: joined.columns)
      .matches(of: joined.keys.map(values), count: count, limit: Self.mostJoinedTexts)
    let items: [Int32]
    switch try joined.relation.column(joined.item) {
    case .null: return .null(count)
    case .text(let numbers): items = numbers
    case .integer, .real: throw UnsupportedQuery("joined numbers")
    }
    var texts: [[Int32]] = Array(repeating: [], count: count)
    var owners: [Int32] = Array(repeating: ColumnVector.none, count: count)
    for (place, row) in right.enumerated() where items[Int(row)] >= 0 {
      let own = Int(left?[place] ?? Int32(truncatingIfNeeded: place))
      if let last = texts[own].last, last != items[Int(row)] {
        let isOfSameRow = try self.isOfSameRow(owners[own], row, joined.relation)
        guard isOfSameRow, pool.precedes(last, items[Int(row)]) else {
          throw UnsupportedQuery("joined texts whose order is open")
        }
      }
      texts[own].append(items[Int(row)])
      owners[own] = row
    }
    var known: [[Int32]: Int32] = [:]
    return .text(
      texts.map { texts in
        guard !texts.isEmpty else { return ColumnVector.none }
        if let number = known[texts] { return number }
        let number = pool.number(
          of: texts.map(pool.text).joined(separator: joined.separator))
        known[texts] = number
        return number
      })
  }

  /// Whether two rows of a table of items belong to one row of its owner, in which they stand in order.
  private func isOfSameRow(_ first: Int32, _ second: Int32, _ relation: Relation) throws -> Bool {
    guard let place = relation.position(of: "_row"), relation.position(of: "position") != nil,
      case .integer(let rows) = try relation.column(place)
    else { return false }
    return rows[Int(first)] == rows[Int(second)]
      && rows[Int(first)] != ColumnVector.noInteger
  }
}
