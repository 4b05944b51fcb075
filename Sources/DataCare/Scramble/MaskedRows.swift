import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Reads the rows of a store and masks them; used by one thread alone.
final class MaskedRows {
  private let package: DataPackage
  private let plan: CopyPlan
  private let key: ScrambleKey?
  private let run: String
  private let connection: any SQLConnection
  private let given: GivenPseudonyms
  private var tokens = PersonalTokens(count: 0)
  private var masks: [String: FieldMask] = [:]
  private var days: KeyedDraws?

  /// What is handed on.
  enum Part: Sendable {
    /// Rows of a table, by its place in the plan.
    case rows(table: Int, [[SQLValue]])
    /// Records of a table and what they refer to by a column that is filled last.
    case references(table: Int, column: String, [[SQLValue]])
  }

  private static let batchCount = 256

  init(
    _ package: DataPackage, _ plan: CopyPlan, key: ScrambleKey?, run: String,
    of connection: any SQLConnection, overflow: @escaping () throws(StoreError) -> any SQLConnection
  ) {
    self.package = package
    self.plan = plan
    self.key = key
    self.run = run
    self.connection = connection
    given = GivenPseudonyms(overflow: overflow)
    days = key.map { KeyedDraws($0, kind: "days") }
  }

  /// How many values were replaced, and how many of them by one with a token of another value.
  var counts: (replaced: Int, unavoidable: Int) {
    masks.values.reduce((0, 0)) { ($0.0 + $1.replaced, $0.1 + $1.unavoidable) }
  }

  /// Reads everything; passes it on until that returns `false`.
  func read(_ put: (Part) -> Bool) throws {
    try connection.begin(writes: false)
    defer { connection.rollBack() }
    try collectTokens()
    for (index, table) in plan.tables.enumerated() {
      guard try read(table, at: index, put) else { return }
    }
    for (index, table) in plan.tables.enumerated() {
      for column in table.later {
        guard try readReferences(column, of: table, at: index, put) else { return }
      }
    }
  }

  // MARK: Tokens

  private func collectTokens() throws {
    var sources: [(sql: String, masks: [(mask: FieldMask, isArray: Bool)])] = []
    var count = 0
    for table in plan.tables {
      let columns = table.columns.compactMap { column -> (sql: String, FieldMask, Bool)? in
        let (field, sql, isArray): (String, String, Bool)
        switch column.role {
        case .value(let name): (field, sql, isArray) = (name, sqlIdentifier(column.name), false)
        case .array(let name, _):
          (field, sql, isArray) = (name, CopyPlan.itemsSQL(column.name, connection.dialect), true)
        default: return nil
        }
        let mask = mask(of: field, in: table.schema)
        return mask.flatMap { $0.hasPersonalTokens ? (sql, $0, isArray) : nil }
      }
      guard !columns.isEmpty else { continue }
      let name = sqlTable(table.name, connection.dialect)
      let rows = try connection.value("SELECT count(*) FROM \(name)").integer ?? 0
      count += rows * columns.count
      let names = columns.map(\.sql).joined(separator: ", ")
      sources.append(("SELECT \(names) FROM \(name)", columns.map { ($0.1, $0.2) }))
    }
    tokens = PersonalTokens(count: count)
    for source in sources {
      try connection.forEachRow(source.sql, []) { row throws(StoreError) in
        for (value, (mask, isArray)) in zip(row, source.masks) {
          guard let text = value.text else { continue }
          for item in isArray ? CopyPlan.items(of: text).map(String.init) : [text]
          where !mask.isClosed(item) {
            tokens.add(item)
          }
        }
      }
    }
  }

  // MARK: Rows

  private func read(
    _ table: CopyPlan.Table, at index: Int, _ put: (Part) -> Bool
  ) throws -> Bool {
    let masks = table.columns.map { column -> FieldMask? in
      switch column.role {
      case .value(let field), .array(let field, _): mask(of: field, in: table.schema)
      default: nil
      }
    }
    let names = table.columns.map { column in
      switch column.role {
      case .later, .secret, .run: "NULL"
      case .array: CopyPlan.itemsSQL(column.name, connection.dialect)
      default: sqlIdentifier(column.name)
      }
    }
    let order = table.order.map(sqlIdentifier).joined(separator: ", ")
    let sql =
      "SELECT \(names.joined(separator: ", ")) FROM \(sqlTable(table.name, connection.dialect))"
      + " ORDER BY \(order)"
    return try send(
      sql,
      { row throws(DataCareError) in
        try self.masked(row, table, masks)
      }
    ) { put(.rows(table: index, $0)) }
  }

  private func readReferences(
    _ column: String, of table: CopyPlan.Table, at index: Int, _ put: (Part) -> Bool
  ) throws -> Bool {
    let id = sqlIdentifier(table.order[0])
    let name = sqlIdentifier(column)
    let sql = """
      SELECT \(id), \(name) FROM \(sqlTable(table.name, connection.dialect))
      WHERE \(name) IS NOT NULL ORDER BY \(id)
      """
    return try send(sql, { row throws(DataCareError) in row }) {
      put(.references(table: index, column: column, $0))
    }
  }

  private func send(
    _ sql: String, _ change: ([SQLValue]) throws(DataCareError) -> [SQLValue],
    _ put: ([[SQLValue]]) -> Bool
  ) throws -> Bool {
    var batch: [[SQLValue]] = []
    var isWanted = true
    var failure: DataCareError?
    do throws(StoreError) {
      try connection.forEachRow(sql, []) { row throws(StoreError) in
        guard isWanted, failure == nil else { throw Self.stop }
        do throws(DataCareError) {
          batch.append(try change(row))
        } catch {
          failure = error
          return
        }
        guard batch.count == Self.batchCount else { return }
        isWanted = put(batch)
        batch = []
        batch.reserveCapacity(Self.batchCount)
      }
    } catch {
      if isWanted, failure == nil { throw error }
    }
    if let failure { throw failure }
    if isWanted, !batch.isEmpty { isWanted = put(batch) }
    return isWanted
  }

  private static var stop: StoreError { StoreError(.runInternal(.other(reason: "stopped"))) }

  private func masked(
    _ row: [SQLValue], _ table: CopyPlan.Table, _ masks: [FieldMask?]
  ) throws(DataCareError) -> [SQLValue] {
    var result = row
    for (index, column) in table.columns.enumerated() {
      switch column.role {
      case .copied, .later: continue
      case .run: result[index] = .text(run)
      // An account with this in place of a hash cannot be entered.
      case .secret(let isNotNull): result[index] = isNotNull ? .text("!") : .null
      case .folded(let other):
        if let text = result[other].text { result[index] = .text(foldedValue(text)) }
      case .moment: result[index] = moved(row[index], ofRecord: row[0])
      case .value:
        guard let mask = masks[index] else { continue }
        result[index] = try value(row[index], mask)
      case .array:
        guard let mask = masks[index], let text = row[index].text else { continue }
        var items: [String] = []
        for item in CopyPlan.items(of: text) {
          items.append(try mask.masked(String(item), tokens))
        }
        result[index] = .text(CopyPlan.text(ofItems: items))
      }
    }
    return result
  }

  private func value(_ value: SQLValue, _ mask: FieldMask) throws(DataCareError) -> SQLValue {
    switch value {
    case .null: return .null
    case .text(let text): return .text(try mask.masked(text, tokens))
    case .integer, .real:
      guard mask.replacesAll, mask.kind == .number, let text = value.text else { return value }
      let masked = try mask.masked(text, tokens)
      if case .integer = value { return Int64(masked).map(SQLValue.integer) ?? value }
      return Double(masked).map(SQLValue.real) ?? value
    }
  }

  private func moved(_ value: SQLValue, ofRecord id: SQLValue) -> SQLValue {
    guard var draws = days, let text = value.text else { return value }
    draws.begin((id.text ?? "").utf8, attempt: 0)
    let number = 1 + draws.next(below: 27)
    return .text(MovedDate.moment(of: text, by: draws.next(below: 2) == 0 ? number : -number))
  }

  // MARK: Masks

  /// The mask of a field; of one that names records by a text, that of the field with the text.
  private func mask(of name: String, in table: String) -> FieldMask? {
    guard let key else { return nil }
    var table = table
    var name = name
    for _ in 0..<8 {
      guard let reference = package.table(named: table)?.reference(from: name),
        reference.table != table || reference.targetField != name
      else { break }
      (table, name) = (reference.table, reference.targetField)
    }
    let label = table + "." + name
    if let known = masks[label] { return known }
    guard let schema = package.table(named: table), let field = schema.field(named: name) else {
      return nil
    }
    let mask = FieldMask(field, of: schema, in: package, key: key, given: given)
    masks[label] = mask
    return mask
  }
}
