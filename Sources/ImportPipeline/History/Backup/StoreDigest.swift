import Crypto
import Schemas
import TabularCore

/// How many rows each table of a store has, and a checksum over them.
///
/// Two stores of the same kind with equal digests hold the same rows.
public struct StoreDigest: Sendable, Hashable {
  /// A table.
  public struct Table: Sendable, Hashable, Codable {
    /// The name in the store.
    public var name: String
    /// Its rows.
    public var count: Int
    /// A checksum over the rows, hexadecimal.
    public var checksum: String
  }

  /// The tables, by name.
  public var tables: [Table]

  /// The digest of tables, by name.
  public init(tables: [Table]) {
    self.tables = tables.sorted { $0.name < $1.name }
  }

  /// The digest of a store, in the transaction that is open.
  public init(of connection: any SQLConnection) throws(StoreError) {
    var tables: [Table] = []
    switch connection.dialect {
    case .sqlite:
      for name in try Self.names(
        """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY name
        """, connection)
      { tables.append(try Self.digest(ofTable: name, connection)) }
    case .postgresql:
      for name in try Self.names(
        """
        SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
        AND tablename <> 'registrar_lock' ORDER BY tablename
        """, connection)
      { tables.append(try Self.serverDigest(ofTable: name, connection)) }
    }
    self.init(tables: tables)
  }

  private static func names(
    _ sql: String, _ connection: any SQLConnection
  ) throws(StoreError) -> [String] {
    try connection.rows(sql).compactMap { $0[0].text }
  }

  private static func digest(
    ofTable name: String, _ connection: any SQLConnection
  ) throws(StoreError) -> Table {
    var hash = SHA256()
    var buffer: [UInt8] = []
    var count = 0
    try connection.forEachRow("SELECT * FROM \(quoted(name)) ORDER BY rowid", []) {
      row throws(StoreError) in
      count += 1
      for value in row {
        switch value {
        case .null: buffer.append(0)
        case .integer(let number):
          buffer.append(1)
          withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
        case .real(let number):
          buffer.append(2)
          withUnsafeBytes(of: number.bitPattern.littleEndian) { buffer.append(contentsOf: $0) }
        case .text(let text):
          buffer.append(3)
          withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.utf8.count).littleEndian) {
            buffer.append(contentsOf: $0)
          }
          buffer.append(contentsOf: text.utf8)
        }
      }
      buffer.append(4)
      if buffer.count > 65_536 {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    hash.update(data: buffer)
    return Table(name: name, count: count, checksum: hash.finalize().hexadecimal)
  }

  /// The server makes the checksum: no row need travel, and the order of rows does not matter.
  private static func serverDigest(
    ofTable name: String, _ connection: any SQLConnection
  ) throws(StoreError) -> Table {
    let row = try connection.rows(
      """
      SELECT count(*), coalesce(md5(string_agg(h, '' ORDER BY h)), '') FROM (
        SELECT md5(CAST(t AS text)) AS h FROM \(quoted(name)) AS t) AS d
      """
    ).first
    return Table(
      name: name, count: row?[0].integer ?? 0, checksum: row?[1].text ?? "")
  }

  /// The first table in which another digest differs.
  public func firstDifference(from other: StoreDigest) -> String? {
    let theirs = Dictionary(
      other.tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let ours = Set(tables.map(\.name))
    return tables.first { theirs[$0.name] != $0 }?.name
      ?? other.tables.first { !ours.contains($0.name) }?.name
  }
}
