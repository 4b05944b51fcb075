import GRDB
public import ImportPipeline
import SQLStore
public import Schemas
import TabularCore

/// A store in a file, looked after between runs: initialised, migrated, asked what it has.
public struct StoreFile: MaintainedStore, Sendable {
  /// What a store is and holds.
  public typealias Status = StoreStatus

  /// The file's path.
  public let path: String
  /// How the store is named in messages.
  public let location: String

  /// A store's file; it need not exist.
  public init(path: String, location: String? = nil) {
    self.path = path
    self.location = location ?? "sqlite:" + path
  }

  /// Makes the tables of a package; `false` when the store has them already.
  public func initialise(_ package: DataPackage, now: String) throws(StoreError) -> Bool {
    try write { database in
      if try StoreSchema.isInitialised(database) {
        try StoreSchema.check(package, in: database)
        try StoreSchema.record(package, in: database, now: now)
        return false
      }
      try StoreSchema.create(package, in: database, now: now)
      return true
    }
  }

  /// Adds what a newer version of the package needs; `refused` names what cannot be added.
  public func migrate(_ package: DataPackage, now: String) throws(StoreError) -> StoreMigration {
    try requireFile()
    return try write { database in
      guard try StoreSchema.isInitialised(database),
        let applied = try StoreSchema.lastApplied(database), applied.package == package.name
      else {
        try StoreSchema.check(package, in: database)
        return StoreMigration()
      }
      return try StoreMigration.perform(package, in: database, now: now)
    }
  }

  /// What the store is and holds, compared with a package.
  public func status(_ package: DataPackage) throws(StoreError) -> Status {
    try read { database in
      let isInitialised = try StoreSchema.isInitialised(database)
      let applied = isInitialised ? try StoreSchema.lastApplied(database) : nil
      let comparison = try SchemaComparison(package, with: database)
      let present = Set(
        try String.fetchAll(
          database, sql: "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view')"))
      var status = Status(
        package: applied?.package, version: applied?.version, hash: applied?.hash,
        appliedAt: applied?.appliedAt,
        format: try Int.fetchOne(database, sql: "PRAGMA main.user_version") ?? 0,
        runCount: isInitialised
          ? try Int.fetchOne(database, sql: "SELECT count(*) FROM main.registrar_runs") ?? 0 : 0,
        tables: try package.tables.filter { present.contains($0.store.table) }.map { table in
          Status.Table(
            name: table.store.table,
            count: try Int.fetchOne(
              database, sql: "SELECT count(*) FROM main.\(quoted(table.store.table))") ?? 0)
        },
        missing: comparison.missing, different: comparison.different)
      status.production = try ProductionMark.name(in: RunConnection(database, location: location))
      return status
    }
  }

  /// The store's tables as the store describes them.
  public func description(for package: DataPackage) throws(StoreError) -> StoreDescription {
    try read { database in try StoreDescription.read(database) }
  }

  /// The runs that the store keeps, the newest first.
  public func runs() throws(StoreError) -> [RunRecord] {
    try read { database in
      try StoreSchema.isInitialised(database)
        ? RunRecords.all(in: RunConnection(database, location: location)) : []
    }
  }

  /// The runs with an id; its place, `A3`, or its end is enough.
  public func runs(withID id: String) throws(StoreError) -> [RunRecord] {
    try read { database in
      try StoreSchema.isInitialised(database)
        ? RunRecords.matching(id, in: RunConnection(database, location: location)) : []
    }
  }

  private func requireFile() throws(StoreError) {
    guard !StoreConnection.exists(path) else { return }
    throw StoreError(
      .storeUnreachable(
        .trouble(.missing, reason: "the file does not exist"), target: location))
  }

  private func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    try requireFile()
    return try use(.reading(path: path), begin: "BEGIN", body)
  }

  private func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
    try use(.writing(path: path), begin: "BEGIN IMMEDIATE", body)
  }

  private func use<Result>(
    _ use: StoreConnection.Use, begin: String, _ body: (Database) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      let queue = try StoreConnection.open(use)
      defer { try? queue.close() }
      return try queue.writeWithoutTransaction { database in
        try database.execute(sql: begin)
        do {
          let result = try body(database)
          try database.execute(sql: "COMMIT")
          return result
        } catch {
          if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
          throw error
        }
      }
    } catch {
      throw LockFile.locked(
        storeError(error, location: location, isOpening: true), store: path)
    }
  }
}
