/// A name as SQL spells it: bare if both SQLite and PostgreSQL accept that, else in quotes.
public func sqlIdentifier(_ name: String) -> String {
  let isPlain =
    name.utf8.first.map { (97...122).contains($0) || $0 == UInt8(ascii: "_") } == true
    && name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
    }
  guard !isPlain || reservedWords.contains(name) else { return name }
  return "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// A table's name as SQL writes it: on a server `hr.people` is the table `people` of the schema `hr`.
public func sqlTable(_ name: String, _ dialect: DDLWriter.Dialect) -> String {
  guard dialect == .postgresql else { return sqlIdentifier(name) }
  return StoreMapping.schemaName(of: name).map { sqlIdentifier($0) + "." }
    .map { $0 + sqlIdentifier(StoreMapping.bareName(of: name)) } ?? sqlIdentifier(name)
}

/// Words that SQLite or PostgreSQL reserve.
private let reservedWords: Set<String> = Set(
  """
  add all alter analyse analyze and any array as asc asymmetric authorization autoincrement between \
  binary both case cast check collate collation column commit concurrently constraint create cross \
  current current_catalog current_date current_role current_schema current_time current_timestamp \
  current_user default deferrable delete desc distinct do drop else end escape except exists false \
  fetch filter for foreign freeze from full glob grant group having ilike in index initially inner \
  insert intersect into is isnull join lateral leading left like limit localtime localtimestamp \
  match natural not nothing notnull null of offset on only or order outer over overlaps placing \
  primary raise references regexp returning right select session_user set similar some symmetric \
  table tablesample then to trailing transaction true union unique update user using values variadic \
  verbose when where window with
  """.split(separator: " ").map(String.init))
