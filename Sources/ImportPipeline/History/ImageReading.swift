import Schemas

/// SQL that reads images of records back from the journal.
struct ImageReading {
  let dialect: DDLWriter.Dialect

  /// Whether an image has a member.
  ///
  /// - Parameter member: SQL of the member's name.
  func has(_ image: String, member: String) -> String {
    switch dialect {
    case .sqlite: "json_type(\(image), '$.\"' || \(member) || '\"') IS NOT NULL"
    case .postgresql: "jsonb_exists(CAST(\(image) AS jsonb), \(member))"
    }
  }

  /// Whether an image has a column.
  func has(_ image: String, column: String) -> String {
    has(image, member: sqlText(column))
  }

  /// A column's value in an image, in the column's own type; null when there is none.
  func value(_ image: String, column: TargetColumn) -> String {
    let name = sqlText(column.name)
    switch dialect {
    case .sqlite: return "json_extract(\(image), '$.\"' || \(name) || '\"')"
    case .postgresql:
      if column.kind == .array {
        return "(SELECT array_agg(a.item ORDER BY a.place) FROM jsonb_array_elements_text(nullif("
          + "CAST(\(image) AS jsonb) -> \(name), 'null')) WITH ORDINALITY AS a (item, place))"
      }
      // Every digit of a decimal number, also where the column keeps more than the schema knows.
      let type =
        column.kind == .real
        ? "NUMERIC" : DDLWriter(dialect: dialect).type(column.kind, scale: column.scale)
      return "CAST(CAST(\(image) AS jsonb) ->> \(name) AS \(type))"
    }
  }

  /// A column's value in an image of a record of a table; in a table of another program of whatever type the
  /// column has there.
  func value(_ image: String, column: TargetColumn, of table: TargetTable) -> String {
    guard dialect == .postgresql, !table.isOwned else { return value(image, column: column) }
    return "(jsonb_populate_record(NULL::\(sqlTable(table.name, dialect)),"
      + " CAST(\(image) AS jsonb))).\(sqlIdentifier(column.name))"
  }

  /// A SELECT of `owner`, `position` from 1 and `item` of a list in the images of rows.
  ///
  /// - Parameters:
  ///   - source: the rows' table with its alias `e`.
  ///   - condition: which rows.
  func items(of list: JoinTable, from source: String, owner: String, where condition: String)
    -> String
  {
    let name = sqlText(list.name)
    switch dialect {
    case .sqlite:
      return """
        SELECT \(owner) AS owner, i.key + 1 AS position, i.value AS item
        FROM \(source) AS e, json_each(e.before_json, '$.\"' || \(name) || '\"') AS i
        WHERE \(condition)
        """
    case .postgresql:
      let type = DDLWriter(dialect: dialect).type(list.itemKind)
      return """
        SELECT \(owner) AS owner, i.position, CAST(i.item AS \(type)) AS item
        FROM \(source) AS e, jsonb_array_elements_text(
          coalesce(CAST(e.before_json AS jsonb) -> \(name), '[]'))
          WITH ORDINALITY AS i (item, position)
        WHERE \(condition)
        """
    }
  }
}
