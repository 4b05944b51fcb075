public import Schemas

/// The package that a store was made for, as the store keeps it.
///
/// Commands that work on a store (undo, verify, trace) find the package there, wherever its folder is.
public struct StoredPackage: Sendable {
  /// The package's name.
  public var name: String
  /// SHA-256 of its descriptors, hexadecimal.
  public var hash: String
  /// The descriptors, the package's own first; none where an earlier release made the store.
  public var descriptors: [DataPackage.Descriptor]

  /// Keeps the descriptors of a package, unless they are kept already.
  public static func keep(
    _ package: DataPackage, in connection: any SQLConnection
  ) throws(StoreError) {
    guard !package.descriptors.isEmpty, try connection.hasTable("registrar_packages"),
      try connection.value(
        "SELECT count(*) FROM registrar_packages WHERE hash = ?1", [.text(package.hash)]
      ).integer == 0
    else { return }
    for (position, descriptor) in package.descriptors.enumerated() {
      try connection.execute(
        """
        INSERT INTO registrar_packages (hash, position, file_name, content)
        VALUES (?1, ?2, ?3, ?4)
        """,
        [
          .text(package.hash), SQLValue(position), .text(descriptor.file),
          .text(descriptor.content),
        ])
    }
  }

  /// The package that a store fits, the one that was recorded last; `nil` when there is none.
  public static func latest(
    in connection: any SQLConnection
  ) throws(StoreError) -> StoredPackage? {
    guard try connection.hasTable("registrar_schema") else { return nil }
    let order = connection.dialect == .sqlite ? "s.rowid DESC" : "s.applied_at DESC, s.ctid DESC"
    let rows = try connection.rows(
      "SELECT package, hash FROM registrar_schema AS s ORDER BY \(order) LIMIT 1")
    guard let row = rows.first, let name = row[0].text, let hash = row[1].text else { return nil }
    var package = StoredPackage(name: name, hash: hash, descriptors: [])
    guard try connection.hasTable("registrar_packages") else { return package }
    package.descriptors = try connection.rows(
      "SELECT file_name, content FROM registrar_packages WHERE hash = ?1 ORDER BY position",
      [.text(hash)]
    ).map { DataPackage.Descriptor(file: $0[0].text ?? "", content: $0[1].text ?? "") }
    return package
  }
}
