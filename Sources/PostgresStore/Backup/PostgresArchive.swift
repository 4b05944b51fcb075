public import ImportPipeline
import Schemas
import TabularCore

/// Copies the schema of a store with `pg_dump` and `pg_restore`.
public struct PostgresArchive: StoreArchive {
  /// How the store is named in messages.
  public var location: String { string.location }
  /// The database's name.
  public let name: String
  /// Backups are dumps in PostgreSQL's own format.
  public var fileExtension: String { "dump" }
  private let string: ConnectionString
  private let schema: String

  /// The archive of a store on a server.
  public init(_ string: ConnectionString) throws(StoreError) {
    self.string = string
    let connection = try ServerConnection(string)
    let row = try connection.rows("SELECT current_database(), current_schema()").first
    name = row?[0].text ?? ""
    schema = row?[1].text ?? "public"
  }

  /// Copies one state of the schema: the copy and its digest see the same snapshot.
  public func write(to path: String) throws(StoreError) -> StoreDigest {
    let connection = try ServerConnection(string)
    try connection.begin(writes: false)
    defer { connection.rollBack() }
    let snapshot = try connection.value("SELECT pg_export_snapshot()").text ?? ""
    let digest = try StoreDigest(of: connection)
    try PostgresProgram(name: "pg_dump", string: string).run([
      "--format=custom", "--no-password", "--schema=" + pattern, "--snapshot=" + snapshot,
      "--file=" + path, "--dbname=" + name,
    ])
    return digest
  }

  /// Restores a dump into a database of its own, which is dropped afterwards.
  ///
  /// - Throws: `guard.backup-missing` where the role may not make a database.
  public func contents(ofFile path: String) throws(StoreError) -> ArchiveContents {
    let scratch = "registrar_check_" + String(UInt32.random(in: 0...UInt32.max), radix: 16)
    let connection = try ServerConnection(string)
    do throws(StoreError) {
      try connection.execute("CREATE DATABASE \(scratch) TEMPLATE template0")
    } catch  where error.variant == "denied" {
      throw StoreError(
        .guardBackupMissing(.createdb(role: error.argument("role") ?? ""), target: location))
    }
    defer { _ = try? connection.execute("DROP DATABASE IF EXISTS \(scratch)") }
    try load(path, into: scratch)
    guard let other = string.naming(scratch) else {
      throw StoreError(
        .runInternal(.other(reason: "no way to the scratch database")))
    }
    return try ArchiveContents(of: ServerConnection(other))
  }

  /// Replaces the schema in one transaction; no run goes on meanwhile.
  public func restore(from path: String) throws(StoreError) -> StoreDigest {
    let holder = try ServerConnection(string)
    try holder.holdRuns()
    defer { holder.rollBack() }
    try load(path, into: name)
    return try StoreDigest(of: ServerConnection(string))
  }

  private func load(_ path: String, into database: String) throws(StoreError) {
    try PostgresProgram(name: "pg_restore", string: string).run(
      [
        "--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-password",
        "--dbname=" + database, path,
      ], database: database)
  }

  /// The schema's name as `pg_dump` takes it.
  private var pattern: String { quoted(schema) }
}
