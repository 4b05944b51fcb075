import ImportPipeline
import Schemas

/// By what a store and by what people know the records of a table.
struct TableIdentity {
  /// The column of the surrogate key.
  var id: String
  /// Its kind.
  var idType: StoreMapping.IdentifierType
  /// The columns of the natural key; empty where there is none.
  var keyColumns: [String]
  /// What speaks for the key.
  var guess: Guess
  /// Other sets of columns that are unique together.
  var others: [[String]]

  /// Whether a value of the surrogate key comes from the files.
  var isFilled: Bool { keyColumns.contains(id) }

  /// The identity of a table; `nil` when no single column identifies its records.
  init?(_ table: StoreDescription.Table) {
    guard let (id, type) = Self.surrogate(of: table) else { return nil }
    self.id = id
    idType = type
    let keys = Self.candidates(of: table)
    let others = keys.filter { $0.columns != [id] }
    if let best = others.min(by: { Self.cost($0, table) < Self.cost($1, table) }) {
      keyColumns = best.columns
      guess = Guess(
        because: best.isFolded ? "uniqueExpression" : "uniqueInStore",
        ["columns": best.columns.joined(separator: ", ")])
    } else if !Self.isGenerated(id, type, table) {
      keyColumns = [id]
      guess = Guess(because: "keyOfStore", ["column": id])
    } else if let columns = Self.guessed(table, without: id) {
      keyColumns = columns
      guess = Guess(
        because: "keyByName", ["columns": columns.joined(separator: ", "), "id": id])
    } else {
      keyColumns = []
      guess = Guess(because: "noKey", ["id": id])
    }
    // Whoever knows records by another key brings no id: the tool makes a UUID, which a text can hold.
    if type == .text, !keyColumns.contains(id), !Self.isGenerated(id, type, table) {
      idType = .uuid
    }
    let key = Set(keyColumns)
    self.others = others.filter { !$0.isFolded && Set($0.columns) != key }.map(\.columns)
  }

  /// The column that alone identifies a record, the primary key before all others.
  private static func surrogate(
    of table: StoreDescription.Table
  ) -> (String, StoreMapping.IdentifierType)? {
    let keys = (table.primaryKey.isEmpty ? [] : [table.primaryKey]) + table.uniqueKeys
    for key in keys where key.count == 1 {
      guard let column = table.column(key[0]) else { continue }
      let isPrimary = key == table.primaryKey
      guard isPrimary || column.isNotNull else { continue }
      switch column.kind {
      case .integer: return (column.name, .integer)
      case .uuid: return (column.name, .uuid)
      case .text where isPrimary: return (column.name, .text)
      default: continue
      }
    }
    return nil
  }

  /// Whether the store or the tool gives a new record its surrogate key.
  private static func isGenerated(
    _ id: String, _ type: StoreMapping.IdentifierType, _ table: StoreDescription.Table
  ) -> Bool {
    switch type {
    case .uuid: true
    case .integer: table.column(id)?.hasDefault == true
    case .text: table.column(id)?.hasOwnDefault == true
    }
  }

  private struct Candidate {
    var columns: [String]
    var isFolded = false
  }

  private static func candidates(of table: StoreDescription.Table) -> [Candidate] {
    var found: [Candidate] = []
    func add(_ candidate: Candidate) {
      let isKnown = found.contains { Set($0.columns) == Set(candidate.columns) }
      let areWritten = candidate.columns.allSatisfy { table.column($0)?.isComputed == false }
      if !isKnown, areWritten, !candidate.columns.isEmpty { found.append(candidate) }
    }
    for key in table.uniqueKeys { add(Candidate(columns: key)) }
    for index in table.uniqueIndexes where index.condition == nil {
      let columns = index.terms.map { $0.column ?? foldedColumn(in: $0.sql, of: table) }
      guard !columns.contains(nil) else { continue }
      add(Candidate(columns: columns.compactMap(\.self), isFolded: !index.isPlain))
    }
    return found
  }

  /// The column of `lower(email)` or `upper((code)::text)`; `nil` for any other expression.
  private static func foldedColumn(
    in sql: String, of table: StoreDescription.Table
  ) -> String? {
    let text = sql.lowercased().filter { !"() \"".contains($0) }
    for function in ["lower", "upper"] where text.hasPrefix(function) {
      let inner = text.dropFirst(function.count)
      let name = inner.firstRange(of: "::").map { inner[..<$0.lowerBound] } ?? inner
      return table.columns.first { $0.name.lowercased() == name }?.name
    }
    return nil
  }

  /// How unlikely it is that people know a record by the columns: those that may be blank last, few columns
  /// before many, then by name.
  private static func cost(_ key: Candidate, _ table: StoreDescription.Table) -> Int {
    var cost = key.isFolded ? 1 : 0
    let machineNames = key.columns.map { NameHints(MachineName.name(of: $0, fallback: "x")) }
    if key.columns.contains(where: { table.column($0)?.isNotNull != true }) { cost += 1_000 }
    cost += (key.columns.count - 1) * 40
    if key.columns.count == 1 {
      if machineNames[0].isProgramSecret || machineNames[0].isPassword { cost += 10_000 }
      if table.foreignKeys.contains(where: { $0.columns == key.columns }) { cost += 30 }
    }
    return cost + (machineNames.map(\.keyRank).min() ?? 0) * 4
  }

  /// The columns that look like a key although the store does not keep them unique: what a record of a
  /// table between others refers to, else a column named like a key.
  private static func guessed(
    _ table: StoreDescription.Table, without id: String
  ) -> [String]? {
    let required = table.columns.filter { $0.isNotNull && !$0.isComputed && $0.name != id }
    let references = table.foreignKeys.filter { $0.columns.count == 1 }.flatMap(\.columns)
    let parents = required.map(\.name).filter(references.contains)
    if parents.count > 1 { return parents }
    let ranked = required.filter { column in
      if case .text = column.kind { return !references.contains(column.name) }
      return false
    }.map { ($0.name, NameHints(MachineName.name(of: $0.name, fallback: "x")).keyRank) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 < 7 else { return nil }
    return parents + [best.0]
  }
}
