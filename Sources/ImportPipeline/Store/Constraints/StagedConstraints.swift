public import Schemas
import TabularCore

/// Finds staged rows that a table's own constraints will refuse, as far as the catalog tells.
///
/// Conditions and unique indexes are evaluated over the records as they will be after the run, in the
/// database's own SQL, so that the result is the same as when the rows are written.
public struct StagedConstraints {
  /// A condition on one column's new value.
  public struct Fit: Sendable {
    /// The column.
    public var column: String
    /// SQL over the staged row `s`, true when the column can hold the value.
    public var condition: String
    /// Why it cannot, in words.
    public var reason: String

    /// A condition.
    public init(column: String, condition: String, reason: String) {
      self.column = column
      self.condition = condition
      self.reason = reason
    }
  }

  /// How a table stands in statements.
  public struct Image {
    /// The package's table.
    public var schema: TableSchema
    /// The store's table.
    public var target: TargetTable
    /// The staging table.
    public var stage: String
    /// The table of stored records, qualified.
    public var stored: String
    /// The values that columns would get, from the staged row `s` and its stored record `t`.
    public var values: [String: String]
    /// What columns can hold.
    public var fits: [Fit]

    /// A table in statements.
    public init(
      schema: TableSchema, target: TargetTable, stage: String, stored: String,
      values: [String: String], fits: [Fit] = []
    ) {
      self.schema = schema
      self.target = target
      self.stage = stage
      self.stored = stored
      self.values = values
      self.fits = fits
    }
  }

  private let connection: any SQLConnection
  private let image: Image
  private let table: StoreDescription.Table

  /// The constraints of a table as the store describes it.
  public init(
    _ connection: any SQLConnection, _ image: Image, of table: StoreDescription.Table
  ) {
    self.connection = connection
    self.image = image
    self.table = table
  }

  /// The rows that will be refused, each once, by ordinal.
  public func refusals() throws(StoreError) -> [StoreRefusal] {
    var found: [Int: StoreRefusal] = [:]
    func note(_ refusals: [StoreRefusal]) {
      for refusal in refusals {
        if let ordinal = refusal.ordinal, found[ordinal] == nil { found[ordinal] = refusal }
      }
    }
    note(try broken(image.fits.map(Condition.init)))
    // A value that its column cannot hold would make statements fail that evaluate conditions over it.
    guard found.isEmpty else {
      return found.values.sorted { ($0.ordinal ?? 0) < ($1.ordinal ?? 0) }
    }
    note(try broken(checks))
    for index in table.uniqueIndexes where !isKnown(index) { note(try repeats(in: index)) }
    return found.values.sorted { ($0.ordinal ?? 0) < ($1.ordinal ?? 0) }
  }

  /// The conditions that `refusals` evaluates, as SQL over the store's columns: every record must meet
  /// them.
  ///
  /// `fits` is not included: it concerns staged values.
  public var conditions: [String] { checks.map(\.sql) }

  /// Whether columns can hold less than their fields allow.
  public var hasFits: Bool { !image.fits.isEmpty }

  /// The unique indexes that `refusals` asks about.
  public var indexes: [StoreDescription.UniqueIndex] {
    table.uniqueIndexes.filter { !isKnown($0) }
  }

  /// The alias of the resulting records: conditions may use the table's name.
  private var alias: String { sqlIdentifier(StoreMapping.bareName(of: image.target.name)) }

  // MARK: Conditions

  /// A condition that every row must meet, with the message for a row that does not.
  private struct Condition {
    var sql: String
    var columns: [String]
    var reason: String
    /// Whether it concerns the staged values themselves.
    var isOfStage: Bool

    init(_ fit: Fit) {
      sql = fit.condition
      columns = [fit.column]
      reason = fit.reason
      isOfStage = true
    }

    init(_ check: StoreDescription.Check, columns: [String]) {
      sql = check.condition
      self.columns = columns
      let name = check.name.isEmpty ? "" : check.name + ": "
      reason = "check failed: " + name + check.condition
      isOfStage = false
    }
  }

  /// The CHECK conditions that validation does not know from the schema.
  private var checks: [Condition] {
    table.checks.compactMap { check in
      let condition = CheckCondition(check.condition)
      let columns = table.columns.filter { condition.mentions($0.name) }
      guard !columns.isEmpty, !columns.contains(where: \.isComputed),
        columns.contains(where: { image.values[$0.name] != nil })
      else { return nil }
      if columns.count == 1, isImplied(condition, of: columns[0].name) { return nil }
      return Condition(check, columns: columns.map(\.name))
    }
  }

  /// Whether a condition only lists values that the field's own type allows.
  private func isImplied(_ condition: CheckCondition, of column: String) -> Bool {
    guard let own = image.target.columns.first(where: { $0.name == column }) else { return false }
    if own.kind == .boolean, image.target.isOwned { return true }
    return condition.isChoice && !own.allowedValues.isEmpty && own.numbers.isEmpty
      && own.allowedValues.allSatisfy(condition.texts.contains)
  }

  private func broken(_ conditions: [Condition]) throws(StoreError) -> [StoreRefusal] {
    guard !conditions.isEmpty else { return [] }
    if let all = try attempt(conditions) { return all }
    // A condition that cannot be evaluated here, because it calls a function of its own, is left to the
    // merge.
    var found: [StoreRefusal] = []
    for condition in conditions { found += try attempt([condition]) ?? [] }
    return found
  }

  /// The rows that break conditions; `nil` when the conditions cannot be evaluated.
  private func attempt(_ conditions: [Condition]) throws(StoreError) -> [StoreRefusal]? {
    let isOfStage = conditions.allSatisfy(\.isOfStage)
    let columns = Set(conditions.flatMap(\.columns))
    let source =
      isOfStage
      ? "\(image.stage) AS s WHERE s._op IN ('create', 'update') AND"
      : "(\(records(with: columns))) AS \(alias) WHERE"
    let row = isOfStage ? "s._row" : "_row"
    let cases = conditions.enumerated().map { "WHEN NOT (\($1.sql)) THEN \($0)" }
    let broken = conditions.map { "NOT (\($0.sql))" }.joined(separator: " OR ")
    let sql = """
      SELECT \(row), CASE \(cases.joined(separator: " ")) END FROM \(source) (\(broken))
      ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
      """
    guard let rows = try guarded({ () throws(StoreError) in try connection.rows(sql) }) else {
      return nil
    }
    let keys = try self.keys(of: rows.compactMap { $0[0].integer })
    return rows.compactMap { row in
      guard let ordinal = row[0].integer, let number = row[1].integer else { return nil }
      return StoreRefusal(
        table: image.schema.name, ordinal: ordinal, key: keys[ordinal] ?? [],
        columns: conditions[number].columns, reason: conditions[number].reason)
    }
  }

  /// Runs a query that the database may be unable to answer; a failure leaves no trace.
  private func guarded<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    guard connection.dialect == .postgresql else {
      do throws(StoreError) { return try body() } catch {
        guard error.isAnswerable else { throw error }
        return nil
      }
    }
    try connection.execute("SAVEPOINT asked")
    do throws(StoreError) {
      let result = try body()
      try connection.execute("RELEASE SAVEPOINT asked")
      return result
    } catch {
      guard error.isAnswerable else { throw error }
      try connection.execute("ROLLBACK TO SAVEPOINT asked")
      try connection.execute("RELEASE SAVEPOINT asked")
      return nil
    }
  }

  // MARK: Unique indexes

  /// Whether validation compares an index's columns itself.
  private func isKnown(_ index: StoreDescription.UniqueIndex) -> Bool {
    guard index.isPlain else { return false }
    let columns = Set(index.terms.compactMap(\.column))
    let known = [image.target.keyColumns, [image.target.idColumn]] + image.target.uniqueColumns
    return known.contains { Set($0) == columns }
  }

  private func repeats(in index: StoreDescription.UniqueIndex) throws(StoreError) -> [StoreRefusal]
  {
    let conditions =
      index.terms.map { CheckCondition($0.sql) }
      + (index.condition.map { [CheckCondition($0)] } ?? [])
    let columns = table.columns.filter { column in
      conditions.contains { $0.mentions(column.name) }
    }
    guard !columns.contains(where: \.isComputed),
      columns.contains(where: { image.values[$0.name] != nil })
    else { return [] }
    let names = Set(columns.map(\.name))
    let places = index.terms.indices
    let terms = places.map { "(\(index.terms[$0].sql)) AS _k\($0)" }.joined(separator: ", ")
    let filter = index.condition.map { " WHERE " + $0 } ?? ""
    let table = alias
    let staged = "SELECT _row, \(terms) FROM (\(records(with: names))) AS \(table)\(filter)"
    let filled = places.map { "u._k\($0) IS NOT NULL" }.joined(separator: " AND ")
    let parts = places.map { "u._k\($0)\(index.terms[$0].collationSQL)" }.joined(separator: ", ")
    let id = sqlIdentifier(image.target.idColumn)
    let equal = places.map { "o._k\($0) = u._k\($0)\(index.terms[$0].collationSQL)" }
      .joined(separator: " AND ")
    let stored = "SELECT \(id) AS _id, \(terms) FROM \(image.stored) AS \(table)\(filter)"
    let answer = try guarded { () throws(StoreError) in
      let repeated = try connection.rows(
        """
        SELECT _row, first FROM (
          SELECT u._row AS _row, min(u._row) OVER (PARTITION BY \(parts)) AS first
          FROM (\(staged)) AS u WHERE \(filled)) AS r
        WHERE first < _row ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
        """)
      let taken = try connection.rows(
        """
        SELECT u._row, min(o._id) FROM (\(staged)) AS u JOIN (\(stored)) AS o ON \(equal)
        WHERE \(filled) AND NOT EXISTS (
          SELECT 1 FROM \(image.stage) AS d WHERE d._id = o._id AND d._op IN ('update', 'delete'))
        GROUP BY u._row ORDER BY 1 LIMIT \(RowAttempts.mostRefusals)
        """)
      return (repeated, taken)
    }
    guard let (repeated, taken) = answer else { return [] }
    let keys = try self.keys(of: (repeated + taken).compactMap { $0[0].integer })
    func refusal(_ row: [SQLValue], other: Int?) -> StoreRefusal? {
      guard let ordinal = row[0].integer else { return nil }
      var refusal = StoreRefusal(
        table: image.schema.name, ordinal: ordinal, key: keys[ordinal] ?? [],
        columns: index.terms.compactMap(\.column)
          + columns.map(\.name).filter { name in !index.terms.contains { $0.column == name } },
        reason: "not unique: \(index.name) on \(image.target.name)")
      refusal.otherOrdinal = other
      return refusal
    }
    return repeated.compactMap { refusal($0, other: $0[1].integer) }
      + taken.compactMap { refusal($0, other: nil) }
  }

  // MARK: Records

  /// The records as they would stand after the run, with some of their columns.
  private func records(with columns: Set<String>) -> String {
    let values = columns.sorted().map { column -> String in
      "\(image.values[column] ?? "t.\(sqlIdentifier(column))") AS \(sqlIdentifier(column))"
    }
    return """
      SELECT \((["s._row AS _row"] + values).joined(separator: ", ")) FROM \(image.stage) AS s
      LEFT JOIN \(image.stored) AS t ON t.\(sqlIdentifier(image.target.idColumn)) = s._id
      WHERE s._op IN ('create', 'update')
      """
  }

  /// The natural keys of staged rows.
  private func keys(of ordinals: [Int]) throws(StoreError) -> [Int: [String]] {
    let names = image.schema.naturalKey.map { "s." + quoted($0) }
    var keys: [Int: [String]] = [:]
    for start in stride(from: 0, to: ordinals.count, by: 500) {
      let part = ordinals[start..<min(start + 500, ordinals.count)]
      let rows = try connection.rows(
        """
        SELECT \((["s._row"] + names).joined(separator: ", ")) FROM \(image.stage) AS s
        WHERE s._row IN (\(part.map(String.init).joined(separator: ", ")))
        """)
      for row in rows { keys[row[0].integer ?? 0] = row.dropFirst().map { $0.text ?? "" } }
    }
    return keys
  }
}

extension StoreError {
  /// Whether only this query failed, so that others may be run.
  fileprivate var isAnswerable: Bool {
    isRefusal || code == "run.internal" || code == "store.schema-version"
  }
}

extension CheckCondition {
  /// Whether a condition names a column.
  func mentions(_ column: String) -> Bool {
    names.contains(column) || lowercasedNames.contains(column.lowercased())
  }
}
