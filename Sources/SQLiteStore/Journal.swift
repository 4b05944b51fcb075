import GRDB
import Schemas

/// Writes what a merge changes into the journal, before it changes it.
///
/// Updates and deletes keep the record as it was, as JSON without its secrets. The records that a run
/// creates share one entry per table: they are those whose `created_run` is the run's id.
struct Journal {
  let merge: Merge
  /// How many fields one call of a JSON function takes.
  private static let fieldsPerCall = 60

  /// Writes the entries of all tables.
  func write() throws {
    for table in merge.tables {
      try writeImages(of: table)
      try writeCreates(of: table)
    }
  }

  private func writeImages(of table: TableColumns) throws {
    try merge.database.execute(
      sql: """
        INSERT INTO main.registrar_journal
          (run_id, seq, table_name, record_key, operation, before_json, state)
        SELECT ?1, (\(lastSequence)) + row_number() OVER (ORDER BY s._row), ?2,
          \(table.keyText(alias: "v")), s._op, \(image(of: table)), 'applied'
        FROM \(table.stage) AS s JOIN \(table.storedView) AS v ON v._id = s._id
        WHERE s._op IN ('update', 'delete')
        """, arguments: [merge.runID, table.schema.name])
  }

  private func writeCreates(of table: TableColumns) throws {
    try merge.database.execute(
      sql: """
        INSERT INTO main.registrar_journal
          (run_id, seq, table_name, record_key, operation, before_json, state)
        SELECT ?1, (\(lastSequence)) + 1, ?2, '', 'create', NULL, 'applied'
        WHERE EXISTS (SELECT 1 FROM \(table.stage) WHERE _op = 'create')
        """, arguments: [merge.runID, table.schema.name])
  }

  /// The highest number the run's entries have.
  private var lastSequence: String {
    "SELECT coalesce(max(seq), 0) FROM main.registrar_journal WHERE run_id = ?1"
  }

  /// A stored record as JSON; fields without a value are left out.
  private func image(of table: TableColumns) -> String {
    var members: [String] = []
    for field in table.fields where field.isStored && !field.isSecret {
      let name = field.field.name
      let column = "v." + quoted(name)
      members.append(
        field.isList
          ? "\(literal(name)), replace(\(column), \(unitSeparatorSQL), ';')"
          : "\(literal(name)), \(column)")
      if field.isDateTime {
        members.append("\(literal(name + "_local")), v.\(quoted(name + "_local"))")
      }
    }
    var image = "'{}'"
    for start in stride(from: 0, to: members.count, by: Self.fieldsPerCall) {
      let part = members[start..<min(start + Self.fieldsPerCall, members.count)]
      image = "json_patch(\(image), json_object(\(part.joined(separator: ", "))))"
    }
    return image
  }
}
