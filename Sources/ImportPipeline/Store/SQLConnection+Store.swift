public import Schemas
import TabularCore

extension SQLConnection {
  /// Whether the database has a table or view of a name.
  public func hasTable(_ name: String) throws(StoreError) -> Bool {
    switch dialect {
    case .sqlite:
      try value(
        "SELECT count(*) FROM main.sqlite_master WHERE type IN ('table', 'view') AND name = ?1",
        [.text(name)]
      ).integer != 0
    case .postgresql:
      try !value("SELECT to_regclass(?1)::text", [.text(sqlTable(name, dialect))]).isNull
    }
  }

  /// Refuses a database that is no store: without the tool's own tables, or without a package's.
  public func requireStore(of package: DataPackage? = nil) throws(StoreError) {
    guard try hasTable("registrar_runs"), try hasTable("registrar_journal") else {
      throw StoreError(
        .storeSchemaVersion(.bare(target: location)))
    }
    guard let package else { return }
    for table in StoreLayout(package).tables where try !hasTable(table.name) {
      throw StoreError(
        .storeSchemaVersion(.missing(first: table.name)))
    }
  }
}
