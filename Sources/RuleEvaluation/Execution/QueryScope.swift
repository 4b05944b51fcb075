/// The rows that a SELECT is at, and the columns that its expressions can name.
///
/// Rows are kept as row numbers of the sources, so that only columns that are asked for are ever copied.
final class QueryScope {
  /// A table or SELECT of the FROM clause.
  struct Source {
    var alias: String
    var relation: Relation
    /// The relation's row for each row of the scope, -1 for none; `nil` for all in order.
    var rows: [Int32]?
  }

  let pool: TextPool
  /// Columns of functions of texts, computed once per text.
  let memo: TextFunctions
  private(set) var sources: [Source] = []
  private(set) var count = 0
  /// Values of expressions over the rows, those that were computed and those that are given.
  var known: [SQLExpression: ColumnVector] = [:]
  /// The order that a window of any scope was computed in last.
  let latest: LatestOrder
  /// What the rows are grouped from; `nil` where they are not.
  let grouped: (scope: QueryScope, groups: RowGroups)?
  /// The groups that are left; `nil` for all.
  private(set) var kept: [Int32]?

  init(pool: TextPool, memo: TextFunctions, latest: LatestOrder) {
    self.pool = pool
    self.memo = memo
    self.latest = latest
    grouped = nil
  }

  /// The groups of a scope's rows by expressions.
  init(grouping scope: QueryScope, by expressions: [SQLExpression]) throws {
    pool = scope.pool
    memo = scope.memo
    latest = scope.latest
    let keys = try expressions.map(scope.values)
    let groups = RowGroups(keys, count: scope.count)
    grouped = (scope, groups)
    count = groups.firstRows.count
    for (expression, key) in zip(expressions, keys) {
      known[expression] = key.gathered(groups.firstRows)
    }
  }

  /// The same rows, to go on from in another way.
  init(copying scope: QueryScope) {
    pool = scope.pool
    memo = scope.memo
    latest = scope.latest
    grouped = scope.grouped
    sources = scope.sources
    count = scope.count
  }

  /// Begins with the rows of the first source.
  func begin(_ source: Source) {
    sources = [source]
    count = source.relation.count
  }

  /// Adds a source, as rows of what is there paired with rows of it; -1 for none.
  ///
  /// - Parameter left: the rows; `nil` for each in order, so that what is known of them stays.
  func join(_ source: Source, left: [Int32]?, right: [Int32]) {
    if let left { keep(left) }
    var source = source
    source.rows = right
    sources.append(source)
  }

  /// Goes on with some of the rows.
  func keep(_ rows: [Int32]) {
    for place in sources.indices {
      sources[place].rows = sources[place].rows.map { own in rows.map { own[Int($0)] } } ?? rows
    }
    count = rows.count
    known = [:]
    latest.discard(of: self)
  }

  /// Goes on with some of the groups.
  func keepGroups(_ groups: [Int32]) {
    known = known.mapValues { $0.gathered(groups) }
    latest.discard(of: self)
    count = groups.count
    kept = groups
  }

  /// Forgets the columns that were gathered, which conditions read and what comes after them mostly does not.
  func forgetColumns() {
    known = known.filter { if case .slot = $0.key { false } else { true } }
  }

  /// The rows where a condition is true.
  func rows(where condition: SQLExpression) throws -> [Int32] {
    switch try values(condition) {
    case .null: return []
    case .text, .real: throw UnsupportedQuery("a condition that is no integer")
    case .integer(let values): return values.trueRows
    }
  }

  /// The relation and columns that expressions name, where they name one relation of which all rows are here
  /// in order; `nil` otherwise.
  func wholeColumns(_ expressions: [SQLExpression]) -> (Relation, [Int])? {
    var place: Int?
    var columns: [Int] = []
    for expression in expressions {
      guard case .slot(let source, let column) = expression, place == nil || place == source,
        sources.indices.contains(source), sources[source].rows == nil
      else { return nil }
      place = source
      columns.append(column)
    }
    return place.map { (sources[$0].relation, columns) }
  }

  /// A column of a source over the rows.
  func column(_ source: Int, _ column: Int) throws -> ColumnVector {
    guard sources.indices.contains(source) else {
      throw UnsupportedQuery("a column that is not grouped by")
    }
    let values = try sources[source].relation.column(column)
    guard let rows = sources[source].rows else { return values }
    return values.gathered(rows)
  }
}
