public import Schemas

/// The tables of a store in which it is noted what went to other systems.
///
/// A store has them once something was sent from it. On a server they are also made with the roles of least
/// privilege, none of which may make a table.
public enum EmissionTables {
  /// What became of each record that was sent, or waits to be.
  public static let entries = "registrar_emissions"
  /// Who is sending to which system.
  public static let holds = "registrar_emission_holds"

  /// The statements that make them where there are none.
  public static func statements(_ dialect: DDLWriter.Dialect) -> [String] {
    [
      """
      CREATE TABLE IF NOT EXISTS \(sqlTable(entries, dialect)) (
        target TEXT NOT NULL, table_name TEXT NOT NULL, key_hash TEXT NOT NULL,
        operation TEXT NOT NULL, body_hash TEXT NOT NULL, state TEXT NOT NULL, remote_id TEXT,
        origin TEXT NOT NULL, attempts INTEGER NOT NULL, generation INTEGER NOT NULL,
        at TEXT NOT NULL, status INTEGER, code TEXT,
        PRIMARY KEY (target, table_name, key_hash))
      """,
      """
      CREATE TABLE IF NOT EXISTS \(sqlTable(holds, dialect)) (
        target TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, host TEXT NOT NULL,
        pid INTEGER NOT NULL, at INTEGER NOT NULL, is_paused INTEGER NOT NULL DEFAULT 0)
      """,
    ]
  }
}
