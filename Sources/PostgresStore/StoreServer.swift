public import ImportPipeline
public import Schemas
import TabularCore

/// A store on a server, looked after between runs: initialised, migrated, asked what it has.
public struct StoreServer: MaintainedStore, Sendable {
  /// How the store is named in messages.
  public var location: String { string.location }
  private let string: ConnectionString

  /// The store at a URI.
  public init(_ string: ConnectionString) {
    self.string = string
  }

  /// Makes the tables of a package; `false` when the store has them already.
  public func initialise(_ package: DataPackage, now: String) throws(StoreError) -> Bool {
    try use(writes: true) { schema in
      if try schema.isInitialised() {
        try schema.check(package)
        try schema.record(package, now: now)
        return false
      }
      try schema.create(package, now: now)
      return true
    }
  }

  /// Adds what a newer version of the package needs; `refused` names what cannot be added.
  public func migrate(_ package: DataPackage, now: String) throws(StoreError) -> StoreMigration {
    try use(writes: true) { schema in
      guard try schema.isInitialised(), let applied = try schema.lastApplied(),
        applied.package == package.name
      else {
        try schema.check(package)
        return StoreMigration()
      }
      return try schema.migrate(package, now: now)
    }
  }

  /// What the store is and holds, compared with a package.
  public func status(_ package: DataPackage) throws(StoreError) -> StoreStatus {
    try use(writes: false) { schema in
      let isInitialised = try schema.isInitialised()
      let applied = isInitialised ? try schema.lastApplied() : nil
      let catalog = try StoreCatalog(schema: schema.name, of: package, schema.connection)
      let comparison = SchemaComparison(package, with: catalog)
      func count(_ table: String) throws -> Int {
        Int(
          try schema.connection.value("SELECT count(*) FROM \(catalog.qualified(table))") ?? "")
          ?? 0
      }
      var status = StoreStatus(
        package: applied?.package, version: applied?.version, hash: applied?.hash,
        appliedAt: applied?.appliedAt, format: isInitialised ? try schema.foundFormat() : 0,
        runCount: isInitialised ? try count("registrar_runs") : 0,
        tables: try package.tables.filter { catalog.tables[$0.store.table] != nil }.map { table in
          StoreStatus.Table(name: table.store.table, count: try count(table.store.table))
        },
        missing: comparison.missing, different: comparison.different)
      status.production = try ProductionMark.name(
        in: ServerConnection(schema.connection, location: location))
      return status
    }
  }

  /// The store's tables as the store describes them.
  public func description(for package: DataPackage) throws(StoreError) -> StoreDescription {
    try use(writes: false) { schema in
      try StoreCatalog(schema: schema.name, of: package, schema.connection)
        .description(schema.connection)
    }
  }

  /// The runs that the store keeps, the newest first.
  public func runs() throws(StoreError) -> [RunRecord] {
    try use(writes: false) { schema in
      try schema.isInitialised()
        ? RunRecords.all(in: ServerConnection(schema.connection, location: location)) : []
    }
  }

  /// The runs with an id; its place, `A3`, or its end is enough.
  public func runs(withID id: String) throws(StoreError) -> [RunRecord] {
    try use(writes: false) { schema in
      try schema.isInitialised()
        ? RunRecords.matching(id, in: ServerConnection(schema.connection, location: location)) : []
    }
  }

  /// Uses a connection in one transaction; one that writes keeps runs away meanwhile.
  func use<Result>(
    writes: Bool, _ body: (StoreSchema) throws -> Result
  ) throws(StoreError) -> Result {
    do {
      let schema = try StoreSchema(try PostgresConnection(string))
      if writes {
        try RunLock(schema: schema, holder: .current, patience: 5).beginBare()
      } else {
        try schema.connection.execute(RunLock.beginning)
      }
      let result = try body(schema)
      try schema.connection.execute("COMMIT")
      return result
    } catch {
      throw storeError(error, location: location, isOpening: true)
    }
  }
}
