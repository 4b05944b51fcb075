/// Binds names of a SELECT to the columns of its sources, and checks the functions that it calls.
///
/// Everything is bound, also what is never evaluated: a rule that names what is not there must be refused
/// by the store, whatever rows there are.
struct QueryBinding {
  var sources: [(alias: String, relation: Relation)]
  var aliases: [String: SQLExpression] = [:]
  var windows: [String: SQLExpression.Window] = [:]
  /// Resolves the sources of SELECTs within expressions.
  let execution: QueryExecution
  let environment: QueryEnvironment
  /// The bindings around this one.
  var outer: [QueryBinding] = []

  func bound(_ expression: SQLExpression) throws -> SQLExpression {
    switch expression {
    case .null, .integer, .text, .slot, .joinedTexts: return expression
    case .column(let table, let name): return try column(table, name)
    case .not(let operand): return .not(try bound(operand))
    case .negated(let operand): return .negated(try bound(operand))
    case .binary(let kind, let left, let right): return try .binary(kind, bound(left), bound(right))
    case .isNull(let operand): return .isNull(try bound(operand))
    case .isIn(let operand, let items): return try .isIn(bound(operand), items.map(bound))
    case .when(let branches, let otherwise):
      return try .when(
        branches.map {
          SQLExpression.Branch(condition: try bound($0.condition), value: try bound($0.value))
        }, otherwise: bound(otherwise))
    case .call(let call): return .call(try bound(call))
    case .subquery(let select):
      return try checked(select).map(SQLExpression.joinedTexts) ?? expression
    case .exists(let select):
      _ = try checked(select)
      return expression
    }
  }

  func bound(_ order: [SQLOrder]) throws -> [SQLOrder] {
    try order.map { SQLOrder(expression: try bound($0.expression), isDescending: $0.isDescending) }
  }

  private func column(_ table: String?, _ name: String) throws -> SQLExpression {
    var found: [SQLExpression] = []
    for (place, source) in sources.enumerated() where table == nil || table == source.alias {
      if let column = source.relation.position(of: name) {
        found.append(.slot(source: place, column: column))
      }
    }
    if found.count == 1 { return found[0] }
    guard found.isEmpty else { throw UnsupportedQuery("the ambiguous name \(name)") }
    if table == nil, let alias = aliases[name] { return alias }
    for binding in outer {
      // A column of the SELECT around: such SELECTs are bound, never evaluated.
      if (try? binding.column(table, name)) != nil { return .column(table: table, name: name) }
    }
    throw UnsupportedQuery("the unknown name \(name)")
  }

  private func bound(_ call: SQLExpression.Call) throws -> SQLExpression.Call {
    var call = call
    let isWindow = call.window != nil
    let counts: ClosedRange<Int>
    switch call.name {
    case "count": counts = call.isStar ? 0...0 : 1...1
    case "sum", "min", "max": counts = 1...1
    case "group_concat" where !isWindow: counts = 1...2
    case "coalesce" where !isWindow: counts = 2...20
    case "ifnull" where !isWindow: counts = 2...2
    case "substr" where !isWindow, "substring" where !isWindow: counts = 2...3
    case "replace" where !isWindow: counts = 3...3
    case "minutes_between" where !isWindow: counts = 2...2
    case "local_date" where !isWindow, "local_time" where !isWindow, "fold" where !isWindow:
      counts = 1...1
    case "row_number" where isWindow: counts = 0...0
    case "lag" where isWindow, "lead" where isWindow, "first_value" where isWindow: counts = 1...1
    default: throw UnsupportedQuery("the function \(call.name)")
    }
    guard counts.contains(call.arguments.count), !call.isStar || call.name == "count" else {
      throw UnsupportedQuery("the arguments of \(call.name)")
    }
    call.arguments = try call.arguments.map(bound)
    guard var window = call.window else { return call }
    if let name = window.name {
      guard let named = windows[name] else { throw UnsupportedQuery("the unknown window \(name)") }
      window = named
    }
    window.name = nil
    window.partition = try window.partition.map(bound)
    window.order = try bound(window.order)
    call.window = window
    return call
  }

  /// Binds a SELECT within an expression.
  ///
  /// - Returns: the texts that it joins; `nil` where it does anything else.
  private func checked(_ select: SQLSelect) throws -> JoinedTexts? {
    guard select.common.isEmpty, select.cores.count == 1, let core = select.cores.first,
      outer.count < 4
    else { throw UnsupportedQuery("a compound SELECT as a value") }
    var binding = QueryBinding(
      sources: try core.sources.map { source in
        (source.alias, try execution.relation(of: source, in: environment))
      }, execution: execution, environment: environment)
    binding.outer = [self] + outer
    for item in core.items {
      if case .expression(let expression, _) = item { _ = try binding.bound(expression) }
    }
    let conditions =
      core.sources.compactMap(\.condition)
      + [core.condition, core.groupCondition].compactMap(\.self)
    for expression in conditions + core.groups { _ = try binding.bound(expression) }
    guard core.windows.isEmpty else { throw UnsupportedQuery("a window in a SELECT as a value") }
    _ = try binding.bound(select.order)
    guard select.order.isEmpty, let relation = binding.sources.first?.relation else { return nil }
    return JoinedTexts(core, of: relation, outer: column)
  }
}

extension SQLExpression {
  /// The places of the sources that a bound expression reads.
  var sources: Set<Int> {
    switch self {
    case .null, .integer, .text, .column: []
    // What a SELECT reads is not known here; it is never evaluated anyway.
    case .subquery, .exists: []
    case .joinedTexts(let joined): joined.keys.reduce([]) { $0.union($1.sources) }
    case .slot(let source, _): [source]
    case .not(let operand), .negated(let operand), .isNull(let operand): operand.sources
    case .binary(_, let left, let right): left.sources.union(right.sources)
    case .isIn(let operand, let items):
      items.reduce(operand.sources) { $0.union($1.sources) }
    case .when(let branches, let otherwise):
      branches.reduce(otherwise.sources) {
        $0.union($1.condition.sources).union($1.value.sources)
      }
    case .call(let call): call.arguments.reduce([]) { $0.union($1.sources) }
    }
  }

  /// The conditions that all must hold for this one to hold.
  var conjuncts: [SQLExpression] {
    if case .binary(.and, let left, let right) = self { return left.conjuncts + right.conjuncts }
    return [self]
  }
}
