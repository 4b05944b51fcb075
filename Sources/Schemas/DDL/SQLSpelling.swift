/// A name as SQL spells it: bare if both SQLite and PostgreSQL accept that, else in quotes.
public func sqlIdentifier(_ name: String) -> String {
  let isPlain =
    name.utf8.first.map { (97...122).contains($0) || $0 == UInt8(ascii: "_") } == true
    && name.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
    }
  return !isPlain || reservedWords.contains(name) ? quoted(name) : name
}

/// A name as SQL spells it in quotes.
public func quoted(_ name: String) -> String { enclosed(name, in: UInt8(ascii: "\""), "\"") }

/// A text as SQL spells it; backslashes stand for themselves.
public func sqlText(_ text: String) -> String { enclosed(text, in: UInt8(ascii: "'"), "'") }

/// A text between two marks, with each such mark in it doubled.
private func enclosed(_ text: String, in byte: UInt8, _ mark: String) -> String {
  // Nearly all texts have none, and are not searched as text for one.
  let inner = text.utf8.contains(byte) ? text.replacing(mark, with: mark + mark) : text
  return mark + inner + mark
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
