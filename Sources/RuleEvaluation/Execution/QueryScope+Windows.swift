extension QueryScope {
  /// The values of a window function.
  func windowValues(of call: SQLExpression.Call) throws -> ColumnVector {
    guard let window = call.window, !call.isDistinct else {
      throw UnsupportedQuery("a window over DISTINCT")
    }
    let key = WindowOrder.Key(partition: window.partition, order: window.order)
    let order = try latest.order(key, of: self) ?? WindowOrder(key, of: self)
    defer { latest.keep(order, key, of: self) }
    if let kind = Aggregate(rawValue: call.name) {
      return try runningValues(
        kind, of: call.arguments.first.map(values), order, frame: window.frame)
    }
    // These depend on the order of rows; where it is not decided, the engine of the store decides.
    if order.hasTies { throw UnsupportedQuery("a window whose order is not decided") }
    switch call.name {
    case "row_number":
      var numbers = IntegerColumn(repeating: 0, count: count)
      var number: Int64 = 0
      for place in 0..<count {
        number = order.beginsPartition[place] ? 1 : number + 1
        numbers[Int(order.rows[place])] = number
      }
      return .integer(numbers)
    case "first_value":
      var rows: [Int32] = Array(repeating: ColumnVector.none, count: count)
      var first = ColumnVector.none
      for place in 0..<count {
        let begins = order.beginsPartition[place]
        if begins { first = order.rows[place] }
        rows[Int(order.rows[place])] =
          begins && window.frame == .rowBefore ? ColumnVector.none : first
      }
      return try values(call.arguments[0]).gathered(rows)
    case "lag", "lead":
      return try values(call.arguments[0]).gathered(
        neighbours(in: order, ahead: call.name == "lead"))
    default:
      throw UnsupportedQuery("the window function \(call.name)")
    }
  }

  /// For each row the one before or after it in its partition, -1 for none.
  private func neighbours(in order: WindowOrder, ahead: Bool) -> [Int32] {
    var rows: [Int32] = Array(repeating: ColumnVector.none, count: count)
    for place in 0..<count where place > 0 && !order.beginsPartition[place] {
      let (first, second) = (order.rows[place - 1], order.rows[place])
      if ahead { rows[Int(first)] = second } else { rows[Int(second)] = first }
    }
    return rows
  }

  /// An aggregate over the rows of a partition up to the current one.
  private func runningValues(
    _ kind: Aggregate, of argument: ColumnVector?, _ order: WindowOrder,
    frame: SQLExpression.Window.Frame
  ) throws -> ColumnVector {
    if frame != .peers, order.hasTies {
      throw UnsupportedQuery("a window whose order is not decided")
    }
    var results = IntegerColumn(repeating: 0, count: count)
    let start = try RunningAggregate(kind, of: argument, pool: pool)
    var total = start
    var place = 0
    while place < count {
      if order.beginsPartition[place] { total = start }
      // The rows that equal this one in order come in together.
      var end = place + 1
      while end < count, !order.beginsPeers[end] { end += 1 }
      if frame == .rowBefore { results[Int(order.rows[place])] = total.value }
      for peer in place..<end { try total.add(Int(order.rows[peer])) }
      if frame != .rowBefore {
        for peer in place..<end { results[Int(order.rows[peer])] = total.value }
      }
      place = end
    }
    return RunningAggregate.column(results, like: argument, of: kind)
  }
}
