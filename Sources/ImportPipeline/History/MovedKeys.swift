public import Schemas

/// Updates what the tool keeps by the keys of records when those keys change.
///
/// External identifiers are kept beside a record's key as text, and that text contains the keys of
/// its parents. When one of those changes, all texts that contain it change.
public struct MovedKeys {
  private let connection: any SQLConnection
  private let package: DataPackage
  private static let name = "registrar_moved_keys"

  /// The keys of a package's records in a store.
  public init(_ connection: any SQLConnection, package: DataPackage) {
    self.connection = connection
    self.package = package
  }

  /// Whether rows of the package can change keys of records at all.
  private var isNeeded: Bool {
    package.tables.contains { !$0.renaming.isEmpty || $0.renamesBySourceID }
  }

  private var key: StoredKey { StoredKey(package: package, dialect: connection.dialect) }

  /// Remembers the keys that have such texts; call it before keys change.
  public func remember() throws(StoreError) {
    guard isNeeded else { return }
    try connection.execute("DROP TABLE IF EXISTS \(Self.name)")
    try connection.execute(
      "CREATE TEMPORARY TABLE \(Self.name) (tab TEXT NOT NULL, id TEXT NOT NULL, record_key TEXT NOT NULL)"
    )
    for table in package.tables where !table.naturalKey.isEmpty {
      let text = key.text(of: table, alias: "t")
      try connection.execute(
        """
        INSERT INTO \(Self.name)
        SELECT \(sqlText(table.name)), CAST(t.\(sqlIdentifier(table.store.idColumn)) AS TEXT), \(text)
        FROM \(sqlTable(table.store.table, connection.dialect)) AS t
        WHERE \(text) IN (SELECT m.record_key FROM registrar_id_map AS m
          WHERE m.package = \(sqlText(package.name)) AND m.table_name = \(sqlText(table.name)))
        """)
    }
  }

  /// Updates the texts to the new keys of their records.
  public func follow() throws(StoreError) {
    guard isNeeded else { return }
    for table in package.tables where !table.naturalKey.isEmpty {
      let id = "CAST(t.\(sqlIdentifier(table.store.idColumn)) AS TEXT)"
      let text = key.text(of: table, alias: "t")
      try connection.execute(
        """
        UPDATE registrar_id_map SET record_key = (
          SELECT \(text) FROM \(Self.name) AS k
          JOIN \(sqlTable(table.store.table, connection.dialect)) AS t ON \(id) = k.id
          WHERE k.tab = \(sqlText(table.name)) AND k.record_key = registrar_id_map.record_key)
        WHERE package = \(sqlText(package.name)) AND table_name = \(sqlText(table.name))
          AND EXISTS (SELECT 1 FROM \(Self.name) AS k
            JOIN \(sqlTable(table.store.table, connection.dialect)) AS t ON \(id) = k.id
            WHERE k.tab = \(sqlText(table.name)) AND k.record_key = registrar_id_map.record_key
              AND \(text) <> k.record_key)
        """)
    }
    try connection.execute("DROP TABLE \(Self.name)")
  }
}
