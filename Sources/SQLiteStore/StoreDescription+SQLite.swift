import GRDB
import ImportPipeline
import SQLStore
import Schemas
import TabularCore

extension StoreDescription {
  /// The tables of a database with their constraints and indexes.
  static func read(_ database: Database) throws -> StoreDescription {
    var description = StoreDescription()
    let tables = try Row.fetchAll(
      database,
      sql: "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' ORDER BY name")
    for row in tables {
      let name: String = row[0]
      description.tables[name] = try table(name, sql: (row[1] as String?) ?? "", in: database)
    }
    return description
  }

  /// A table of a database; `nil` when there is none of the name.
  static func table(_ name: String, in database: Database) throws -> StoreDescription.Table? {
    let row = try Row.fetchOne(
      database, sql: "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?",
      arguments: [name])
    return try row.map { try table(name, sql: ($0[0] as String?) ?? "", in: database) }
  }

  private static func table(
    _ name: String, sql: String, in database: Database
  ) throws -> StoreDescription.Table {
    var table = StoreDescription.Table()
    var primaryKey: [(place: Int, name: String)] = []
    for row in try Row.fetchAll(
      database,
      sql: """
        SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?, 'main')
        """, arguments: [name])
    {
      let type: String = row[1]
      let place: Int = row[4]
      let hidden: Int = row[5]
      if place > 0 { primaryKey.append((place, row[0])) }
      table.columns.append(
        StoreDescription.Column(
          name: row[0], kind: kind(of: type), type: type.isEmpty ? "of any type" : type,
          isNotNull: row[2], hasDefault: (row[3] as String?) != nil || place > 0,
          isComputed: hidden > 1, hasOwnDefault: (row[3] as String?) != nil, defaultSQL: row[3]))
    }
    let key = primaryKey.sorted { $0.place < $1.place }.map(\.name)
    if !key.isEmpty { table.uniqueKeys.append(key) }
    table.primaryKey = key
    table.foreignKeys = try foreignKeys(of: name, in: database)
    table.uniqueIndexes = try uniqueIndexes(of: name, in: database)
    for row in try Row.fetchAll(
      database, sql: #"SELECT name, "unique", partial FROM pragma_index_list(?, 'main')"#,
      arguments: [name])
    {
      let columns = try Row.fetchAll(
        database, sql: "SELECT name FROM pragma_index_info(?, 'main') ORDER BY seqno",
        arguments: [row[0] as String]
      ).map { $0[0] as String? }
      // An expression has no name, and an index over one tells nothing about columns.
      guard !columns.contains(nil) else { continue }
      let names = columns.compactMap(\.self)
      table.indexes.append(names)
      if row[1] as Bool, !(row[2] as Bool), names != key { table.uniqueKeys.append(names) }
    }
    table.references = try Row.fetchAll(
      database, sql: #"SELECT "from", "table" FROM pragma_foreign_key_list(?, 'main')"#,
      arguments: [name]
    ).map { StoreDescription.Reference(column: $0[0], table: $0[1]) }
    table.checks = checks(in: sql)
    return table
  }

  /// The foreign keys of a table, in the order in which they were declared.
  private static func foreignKeys(
    of table: String, in database: Database
  ) throws -> [StoreDescription.ForeignKey] {
    let rows = try Row.fetchAll(
      database,
      sql: #"""
        SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?, 'main')
        ORDER BY id DESC, seq
        """#, arguments: [table])
    var keys: [(id: Int, key: StoreDescription.ForeignKey)] = []
    for row in rows {
      if keys.last?.id != row[0] {
        keys.append((row[0], .init(columns: [], table: row[1], targets: [])))
      }
      keys[keys.count - 1].key.columns.append(row[2])
      if let target = row[3] as String? { keys[keys.count - 1].key.targets.append(target) }
    }
    return keys.map(\.key)
  }

  /// What a column of a declared type holds, by SQLite's rules of affinity and by custom.
  private static func kind(of type: String) -> StoreDescription.Column.Kind {
    func has(_ parts: StaticString...) -> Bool {
      parts.contains { type.contains(ascii: $0, ignoringCase: true) }
    }
    if has("int") { return .integer(bytes: 8) }
    if has("char", "clob", "text") { return .text(limit: nil) }
    if has("bool") { return .boolean }
    if has("real", "floa", "doub") { return .real }
    if has("datetime", "timestamp") { return .timestamp }
    if has("date") { return .date }
    if has("time") { return .time }
    if has("dec", "num") { return .decimal(digits: nil, scale: nil) }
    return .other
  }

  /// The unique indexes of a table with what they compare, and how.
  private static func uniqueIndexes(
    of table: String, in database: Database
  ) throws -> [StoreDescription.UniqueIndex] {
    let rows = try Row.fetchAll(
      database,
      sql: #"""
        SELECT l.name, m.sql FROM pragma_index_list(?, 'main') AS l
        LEFT JOIN main.sqlite_master AS m ON m.type = 'index' AND m.name = l.name
        WHERE l."unique" ORDER BY l.seq
        """#, arguments: [table])
    return try rows.map { row in
      let name: String = row[0]
      let parts = IndexStatement((row[1] as String?) ?? "")
      let terms = try Row.fetchAll(
        database,
        sql: "SELECT name, coll FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY seqno",
        arguments: [name])
      return StoreDescription.UniqueIndex(
        name: name,
        terms: terms.enumerated().map { place, term in
          let column = term[0] as String?
          let collation = (term[1] as String?).flatMap { $0.uppercased() == "BINARY" ? nil : $0 }
          let expression = place < parts.terms.count ? parts.terms[place] : "NULL"
          return .init(
            sql: column.map(quoted) ?? expression, column: column,
            collation: collation.map(quoted))
        }, condition: parts.condition)
    }
  }

  /// The CHECK conditions of a statement that makes a table.
  static func checks(in sql: String) -> [StoreDescription.Check] {
    var checks: [StoreDescription.Check] = []
    var rest = Substring(sql)
    var words: [String] = []
    while let first = rest.first {
      if first == "'" || first == "\"" || first == "`" {
        let body = rest.dropFirst().prefix { $0 != first }
        words.append(String(body))
        rest = rest.dropFirst(body.count + 2)
      } else if first == "-", rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(word.count)
        words.append(String(word))
        guard word.uppercased() == "CHECK" else { continue }
        let condition = parenthesised(rest.drop { $0.isWhitespace })
        let isNamed = words.count > 2 && words[words.count - 3].uppercased() == "CONSTRAINT"
        checks.append(
          StoreDescription.Check(
            name: isNamed ? words[words.count - 2] : "", condition: String(condition)))
        rest = rest.drop { $0.isWhitespace }.dropFirst(condition.count + 2)
      } else {
        rest = rest.dropFirst()
      }
    }
    return checks
  }

  /// The text between a parenthesis and its closing one.
  static func parenthesised(_ text: Substring) -> Substring {
    var depth = 0
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      if character == "'" || character == "\"" { quote = character }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { return text[text.startIndex..<index].dropFirst() }
    }
    return text.dropFirst()
  }
}
