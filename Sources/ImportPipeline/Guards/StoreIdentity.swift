/// Distinguishes a store from others of the same name or at the same place on another machine.
///
/// A store gets its identity when it is created and keeps it; a backup has the identity of its
/// store. Stores of earlier releases have none and are known by their names only.
public enum StoreIdentity {
  private static let setting = "store"

  /// The identity of a store; `nil` where it has none.
  public static func identity(in connection: any SQLConnection) throws(StoreError) -> String? {
    guard try connection.hasTable("registrar_settings") else { return nil }
    return try connection.value(
      "SELECT value FROM registrar_settings WHERE name = ?1", [.text(setting)]
    ).text
  }

  /// Gives a new store an identity; an existing one stays.
  public static func make(in connection: any SQLConnection) throws(StoreError) {
    let id = RunID.newTag() + RunID.newTag()
    try connection.execute(
      "INSERT INTO registrar_settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
      [.text(setting), .text(id)])
  }
}
