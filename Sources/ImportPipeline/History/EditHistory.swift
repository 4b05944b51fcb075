import Schemas

/// Edits by hand whose values a run replaces: they leave the list of current edits and are kept
/// with the run, so that nobody takes their values for those of an earlier run.
struct EditHistory {
  private let connection: any SQLConnection
  private let run: String

  init(_ connection: any SQLConnection, run: String) {
    self.connection = connection
    self.run = run
  }

  /// Keeps the edits of the columns that the run's journal contains.
  func keepReplaced(in table: TargetTable) throws(StoreError) {
    let isReplaced = ImageReading(dialect: connection.dialect)
      .has("j.before_json", member: "e.column_name")
    let condition = """
      e.table_name = ?1 AND EXISTS (
        SELECT 1 FROM registrar_journal AS j WHERE j.run_id = ?2 AND j.table_name = ?3
          AND j.operation IN ('update', 'delete') AND j.last_id = e.record_id
          AND (j.operation = 'delete' OR \(isReplaced)))
      """
    let parameters: [SQLValue] = [.text(table.name), .text(run), .text(table.schema)]
    let kept = try connection.execute(
      """
      INSERT INTO registrar_past_edits
        (run_id, table_name, record_id, column_name, edited_at, before_text)
      SELECT ?2, e.table_name, e.record_id, e.column_name, e.edited_at, e.before_text
      FROM registrar_edits AS e WHERE \(condition)
      """, parameters)
    guard kept > 0 else { return }
    try connection.execute("DELETE FROM registrar_edits AS e WHERE \(condition)", parameters)
  }

  /// Restores the edits that the run had replaced, for records that get back what they had before
  /// it.
  ///
  /// - Parameter ids: a SELECT of the ids of those records.
  func bringBack(in table: TargetTable, ids: String) throws(StoreError) {
    try connection.execute(
      """
      INSERT INTO registrar_edits (table_name, record_id, column_name, edited_at, before_text)
      SELECT p.table_name, p.record_id, p.column_name, p.edited_at, p.before_text
      FROM registrar_past_edits AS p
      WHERE p.run_id = ?1 AND p.table_name = ?2 AND p.record_id IN (\(ids))
      ON CONFLICT (table_name, record_id, column_name) DO NOTHING
      """, [.text(run), .text(table.name)])
  }

  /// SQL of whether a current edit `e` is one that a run had replaced and that was restored.
  static let isBroughtBack = """
    EXISTS (SELECT 1 FROM registrar_past_edits AS p
      WHERE p.table_name = e.table_name AND p.record_id = e.record_id
        AND p.column_name = e.column_name AND p.edited_at = e.edited_at
        AND coalesce(p.before_text, '') = coalesce(e.before_text, ''))
    """
}
