/// The SELECTs of WITH clauses that a SELECT can name.
final class QueryEnvironment {
  private let common: [String: SQLSelect]
  private let outer: QueryEnvironment?
  private var relations: [String: Relation] = [:]

  init(_ common: [SQLSelect.Common], in outer: QueryEnvironment?) {
    self.common = Dictionary(common.map { ($0.name, $0.select) }, uniquingKeysWith: { $1 })
    self.outer = outer
  }

  /// The rows of a SELECT by its name, computed the first time.
  func relation(named name: String, by execution: QueryExecution) throws -> Relation? {
    if let known = relations[name] { return known }
    guard let select = common[name] else {
      return try outer?.relation(named: name, by: execution)
    }
    let relation = try execution.nested { try $0.relation(of: select, in: self) }
    relations[name] = relation
    return relation
  }
}

/// Computes the rows of a SELECT over columns.
final class QueryExecution {
  /// The most pairs of rows that a join may make.
  private static let mostPairs = 20_000_000

  private let pool: TextPool
  private let memo: TextFunctions
  private let latest = LatestOrder()
  private let table: (String) -> Relation?
  private var depth = 0

  init(pool: TextPool, table: @escaping (String) -> Relation?) {
    self.pool = pool
    self.table = table
    memo = TextFunctions(pool: pool)
  }

  /// Bounds how deep SELECTs refer to each other.
  func nested<Result>(_ body: (QueryExecution) throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else { throw UnsupportedQuery("SELECTs that refer to each other") }
    return try body(self)
  }

  /// The rows of a SELECT.
  func relation(of select: SQLSelect, in outer: QueryEnvironment?) throws -> Relation {
    let environment = QueryEnvironment(select.common, in: outer)
    let parts = try select.cores.map { core in
      try relation(of: core, order: select.cores.count == 1 ? select.order : [], in: environment)
    }
    guard parts.count > 1 else { return parts[0] }
    let width = parts[0].names.count
    guard parts.allSatisfy({ $0.names.count == width }) else {
      throw UnsupportedQuery("a compound of SELECTs of different widths")
    }
    let all = Relation(
      count: parts.reduce(0) { $0 + $1.count },
      columns: parts[0].writtenNames.enumerated().map { place, name in
        (
          name,
          {
            var column = try parts[0].column(place)
            for part in parts.dropFirst() { column = try column.followed(by: part.column(place)) }
            return column
          }
        )
      })
    guard select.order.isEmpty || all.count < 2 else {
      throw UnsupportedQuery("the order of a compound")
    }
    return select.isUnion ? try distinct(all) : all
  }

  /// The rows of a source.
  func relation(
    of source: SQLSelect.Source, in environment: QueryEnvironment
  ) throws -> Relation {
    switch source.content {
    case .select(let select): return try nested { try $0.relation(of: select, in: environment) }
    case .table(let name):
      if let relation = try environment.relation(named: name, by: self) { return relation }
      guard let relation = table(name) else { throw UnsupportedQuery("the unknown table \(name)") }
      return relation
    }
  }

  private func distinct(_ relation: Relation) throws -> Relation {
    let columns = try relation.names.indices.map(relation.column)
    let rows = RowGroups(columns, count: relation.count).firstRows
    return Relation(
      count: rows.count,
      columns: relation.writtenNames.enumerated().map { place, name in
        (name, { columns[place].gathered(rows) })
      })
  }

  private func relation(
    of core: SQLSelect.Core, order: [SQLOrder], in environment: QueryEnvironment
  ) throws -> Relation {
    let relations = try core.sources.map { try relation(of: $0, in: environment) }
    var binding = QueryBinding(
      sources: zip(core.sources, relations).map { ($0.alias, $1) }, windows: core.windows,
      execution: self, environment: environment)
    let items = try items(of: core, &binding)
    let conditions = try core.sources.map { try $0.condition.map(binding.bound) }
    let condition = try core.condition.map(binding.bound)
    let groups = try core.groups.map(binding.bound)
    let groupCondition = try core.groupCondition.map(binding.bound)
    let order = try order.map { item in
      let expression: SQLExpression
      switch item.expression {
      case .integer(let place):
        guard (1...Int64(items.count)).contains(place) else {
          throw UnsupportedQuery("the order by column \(place)")
        }
        expression = items[Int(place) - 1].expression
      // Here, and nowhere else, the name of a result column comes before one of a source.
      case .column(nil, let name):
        expression = try binding.aliases[name] ?? binding.bound(item.expression)
      default: expression = try binding.bound(item.expression)
      }
      return SQLOrder(expression: expression, isDescending: item.isDescending)
    }
    var scope = QueryScope(pool: pool, memo: memo, latest: latest)
    try join(
      zip(core.sources, relations).map { QueryScope.Source(alias: $0.alias, relation: $1) },
      isOptional: core.sources.map(\.isOptional), conditions: conditions, where: condition,
      in: scope)
    if !groups.isEmpty {
      scope = try QueryScope(grouping: scope, by: groups)
      if let groupCondition { scope.keepGroups(try scope.rows(where: groupCondition)) }
    } else if items.contains(where: { $0.expression.containsAggregate }) {
      throw UnsupportedQuery("an aggregate without GROUP BY")
    }
    let result = Relation(
      count: scope.count,
      columns: items.map { item in (item.name, { try scope.values(item.expression) }) })
    guard !order.isEmpty, result.count > 1 else {
      return core.isDistinct ? try distinct(result) : result
    }
    guard !core.isDistinct else { throw UnsupportedQuery("an order of DISTINCT rows") }
    return sorted(
      result,
      try WindowOrder(WindowOrder.Key(partition: [], order: order), of: scope).rows)
  }

  /// The rows of a relation in another order.
  private func sorted(_ relation: Relation, _ rows: [Int32]) -> Relation {
    Relation(
      count: rows.count,
      columns: relation.writtenNames.enumerated().map { place, name in
        (name, { try relation.column(place).gathered(rows) })
      })
  }

  /// The bound columns of a SELECT; afterwards the binding knows their names.
  private func items(
    of core: SQLSelect.Core, _ binding: inout QueryBinding
  ) throws -> [(name: String, expression: SQLExpression)] {
    var items: [(name: String, expression: SQLExpression)] = []
    for item in core.items {
      switch item {
      case .expression(let expression, let name):
        let bound = try binding.bound(expression)
        // A bare column has the name that its table gives it.
        if name.isEmpty, case .slot(let source, let column) = bound {
          items.append((binding.sources[source].relation.writtenNames[column], bound))
        } else {
          items.append((name, bound))
        }
      case .all(let alias):
        let before = items.count
        for (place, source) in binding.sources.enumerated()
        where alias == nil || alias == source.alias {
          for (column, name) in source.relation.writtenNames.enumerated() {
            items.append((name, .slot(source: place, column: column)))
          }
        }
        if items.count == before { throw UnsupportedQuery("the columns of an unknown table") }
      }
    }
    binding.aliases = Dictionary(
      items.filter { !$0.name.isEmpty }.map { ($0.name.lowercased(), $0.expression) }
    ) { first, _ in first }
    return items
  }

  /// Joins sources in their order; conditions apply as soon as what they read is there.
  private func join(
    _ sources: [QueryScope.Source], isOptional: [Bool], conditions: [SQLExpression?],
    where condition: SQLExpression?, in scope: QueryScope
  ) throws {
    var pending = condition?.conjuncts ?? []
    for (place, condition) in conditions.enumerated() where !isOptional[place] {
      pending += condition?.conjuncts ?? []
    }
    scope.begin(sources[0])
    let isEmpty = try pending.contains { try Self.isNeverTrue($0, sources) }
    if isEmpty { scope.keep([]) }
    try filter(scope, by: &pending, known: [0])
    for place in sources.indices.dropFirst() {
      let known = Set(0..<place)
      let own = isOptional[place] ? conditions[place]?.conjuncts ?? [] : pending
      let pairs = own.compactMap { Self.equality($0, between: known, and: place) }
      let rest = own.filter { Self.equality($0, between: known, and: place) == nil }
      let (left, right) = try matches(of: sources[place], with: pairs, in: scope)
      if isOptional[place] {
        try joinOptionally(sources[place], left, right, rest, in: scope)
      } else {
        pending = rest
        scope.join(sources[place], left: left, right: right)
      }
      try filter(scope, by: &pending, known: known.union([place]))
    }
    // What reads no source at all, such as a literal, or a SELECT.
    for condition in pending { scope.keep(try scope.rows(where: condition)) }
  }

  private func filter(
    _ scope: QueryScope, by pending: inout [SQLExpression], known: Set<Int>
  ) throws {
    var rest: [SQLExpression] = []
    for condition in pending {
      let reads = condition.sources
      if !reads.isEmpty, reads.isSubset(of: known) {
        let rows = try scope.rows(where: condition)
        if rows.count < scope.count { scope.keep(rows) }
      } else {
        rest.append(condition)
      }
    }
    if rest.count < pending.count { scope.forgetColumns() }
    pending = rest
  }

  /// The pairs of rows of the scope and of a source that agree in pairs of expressions; all pairs
  /// without any.
  private func matches(
    of source: QueryScope.Source, with pairs: [(known: SQLExpression, new: SQLExpression)],
    in scope: QueryScope
  ) throws -> RowPairs {
    if scope.count == 0 { return ([], []) }
    var positions: [Int] = []
    var known: [SQLExpression] = []
    for pair in pairs {
      guard case .slot(_, let column) = pair.new else { continue }
      positions.append(column)
      known.append(pair.known)
    }
    if !positions.isEmpty {
      if let (other, columns) = scope.wholeColumns(known) {
        return try source.relation.matches(
          ofAll: other, columns, over: positions, limit: Self.mostPairs)
      }
      let values = try known.map(scope.values)
      return try source.relation.index(over: positions)
        .matches(of: values, count: scope.count, limit: Self.mostPairs)
    }
    let count = source.relation.count
    guard count <= Self.mostPairs / 10 / scope.count else {
      throw UnsupportedQuery("a join without equal columns")
    }
    var left: [Int32] = []
    var right: [Int32] = []
    for row in 0..<scope.count {
      for other in 0..<count {
        left.append(Int32(truncatingIfNeeded: row))
        right.append(Int32(truncatingIfNeeded: other))
      }
    }
    return (left, right)
  }

  /// Joins a source so that rows without a counterpart stay.
  private func joinOptionally(
    _ source: QueryScope.Source, _ left: [Int32]?, _ right: [Int32],
    _ conditions: [SQLExpression], in scope: QueryScope
  ) throws {
    // The pairs for which the conditions hold; `nil` for all.
    var kept: [Int32]?
    if !conditions.isEmpty {
      let pairs = QueryScope(copying: scope)
      pairs.join(source, left: left, right: right)
      for condition in conditions {
        let holding = try pairs.rows(where: condition)
        if holding.count == pairs.count { continue }
        pairs.keep(holding)
        kept = kept.map { kept in holding.map { kept[Int($0)] } } ?? holding
      }
    }
    if left == nil, kept == nil { return scope.join(source, left: nil, right: right) }
    var isMatched: [Bool] = Array(repeating: false, count: scope.count)
    var rows = (left: [Int32](), right: [Int32]())
    for place in 0..<(kept?.count ?? right.count) {
      let pair = kept.map { Int($0[place]) } ?? place
      let row = left?[pair] ?? Int32(truncatingIfNeeded: pair)
      isMatched[Int(row)] = true
      rows.left.append(row)
      rows.right.append(right[pair])
    }
    for (row, matched) in isMatched.enumerated() where !matched {
      rows.left.append(Int32(truncatingIfNeeded: row))
      rows.right.append(ColumnVector.none)
    }
    scope.join(source, left: rows.left, right: rows.right)
  }

  /// The sides of an equality of known sources with a column of a new one.
  private static func equality(
    _ condition: SQLExpression, between known: Set<Int>, and new: Int
  ) -> (known: SQLExpression, new: SQLExpression)? {
    guard case .binary(.equal, let left, let right) = condition else { return nil }
    for (one, two) in [(left, right), (right, left)] {
      if case .slot(new, _) = two, !one.sources.isEmpty, one.sources.isSubset(of: known) {
        return (one, two)
      }
    }
    return nil
  }

  /// Whether a condition is true of no row, because a column that it compares is blank everywhere.
  private static func isNeverTrue(
    _ condition: SQLExpression, _ sources: [QueryScope.Source]
  ) throws -> Bool {
    func isNull(_ expression: SQLExpression) throws -> Bool {
      switch expression {
      case .null: true
      case .slot(let source, let column): try sources[source].relation.isBlank(column)
      case .call(let call):
        try ["substr", "replace", "minutes_between"].contains(call.name)
          && call.arguments.contains(where: isNull)
      default: false
      }
    }
    switch condition {
    case .binary(.and, let left, let right):
      return try isNeverTrue(left, sources) || isNeverTrue(right, sources)
    case .binary(.or, let left, let right):
      return try isNeverTrue(left, sources) && isNeverTrue(right, sources)
    case .binary(.concatenated, _, _): return false
    case .binary(_, let left, let right): return try isNull(left) || isNull(right)
    case .isIn(let operand, _): return try isNull(operand)
    default: return false
    }
  }
}

extension SQLExpression {
  /// Whether an aggregate stands in it that is no window.
  fileprivate var containsAggregate: Bool {
    switch self {
    case .null, .integer, .text, .column, .slot, .subquery, .exists, .joinedTexts: false
    case .not(let operand), .negated(let operand), .isNull(let operand): operand.containsAggregate
    case .binary(_, let left, let right): left.containsAggregate || right.containsAggregate
    case .isIn(let operand, let items):
      operand.containsAggregate || items.contains(where: \.containsAggregate)
    case .when(let branches, let otherwise):
      otherwise.containsAggregate
        || branches.contains { $0.condition.containsAggregate || $0.value.containsAggregate }
    case .call(let call):
      call.window == nil && (Aggregate(rawValue: call.name) != nil || call.name == "group_concat")
        || call.arguments.contains(where: \.containsAggregate)
    }
  }
}
