/// What a store itself records about being in production use.
///
/// A store that was created or written to as a production target keeps the target's name. From then
/// on it is guarded as one, whatever project file is used and however the store is named.
public enum ProductionMark {
  private static let setting = "production"

  /// The name of the production target that the store is; `nil` for any other store.
  public static func name(in connection: any SQLConnection) throws(StoreError) -> String? {
    // A store of an earlier release has no settings.
    guard try connection.hasTable("registrar_settings") else { return nil }
    return try connection.value(
      "SELECT value FROM registrar_settings WHERE name = ?1", [.text(setting)]
    ).text
  }

  /// Marks a store; an existing name stays.
  public static func set(_ name: String, in connection: any SQLConnection) throws(StoreError) {
    guard try self.name(in: connection) == nil else { return }
    try connection.execute(
      """
      INSERT INTO registrar_settings (name, value) VALUES (?1, ?2)
      ON CONFLICT (name) DO NOTHING
      """, [.text(setting), .text(name)])
  }

  /// Removes the mark.
  public static func remove(in connection: any SQLConnection) throws(StoreError) {
    guard try name(in: connection) != nil else { return }
    try connection.execute(
      "DELETE FROM registrar_settings WHERE name = ?1", [.text(setting)])
  }
}
