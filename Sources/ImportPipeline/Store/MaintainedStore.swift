public import Schemas

/// A store between runs: it can be initialised, migrated and described.
public protocol MaintainedStore {
  /// How the store is named in messages, without credentials.
  var location: String { get }

  /// Makes the tables of a package; `false` when the store has them already.
  func initialise(_ package: DataPackage, now: String) throws(StoreError) -> Bool

  /// Adds what a newer version of the package needs; `refused` names what cannot be added.
  func migrate(_ package: DataPackage, now: String) throws(StoreError) -> StoreMigration

  /// What the store is and holds, compared with a package.
  func status(_ package: DataPackage) throws(StoreError) -> StoreStatus

  /// The store's tables as the store describes them.
  func description(for package: DataPackage) throws(StoreError) -> StoreDescription

  /// The runs that the store keeps, the newest first.
  func runs() throws(StoreError) -> [RunRecord]

  /// The runs with an id; its place, `A3`, or its end is enough.
  func runs(withID id: String) throws(StoreError) -> [RunRecord]
}

/// What a store is and holds.
public struct StoreStatus: Sendable, Hashable {
  /// A table and how many records it has.
  public struct Table: Sendable, Hashable {
    /// The name in the store.
    public var name: String
    /// Its records.
    public var count: Int

    /// A table with its records.
    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// The package it was made for; `nil` for a database without the tool's tables.
  public var package: String?
  /// The package's version.
  public var version: String?
  /// SHA-256 of the package's descriptors.
  public var hash: String?
  /// When it was made or migrated last, UTC.
  public var appliedAt: String?
  /// The version of the tool's own tables.
  public var format: Int
  /// How many runs it keeps.
  public var runCount: Int
  /// The tables of the package, without those of the tool.
  public var tables: [Table]
  /// Tables and columns that the package needs and the store lacks.
  public var missing: [String]
  /// Columns that differ from the package's.
  public var different: [String]
  /// The name of the production target that it is; `nil` for any other store.
  public var production: String?

  /// What a store is and holds.
  public init(
    package: String?, version: String?, hash: String?, appliedAt: String?, format: Int,
    runCount: Int, tables: [Table], missing: [String], different: [String]
  ) {
    self.package = package
    self.version = version
    self.hash = hash
    self.appliedAt = appliedAt
    self.format = format
    self.runCount = runCount
    self.tables = tables
    self.missing = missing
    self.different = different
  }
}

/// What a migration did to a store, or why it did nothing.
public struct StoreMigration: Sendable, Hashable {
  /// Tables, columns and indexes that were added: `shelves`, `sites.floor`.
  public var added: [String] = []
  /// What the package needs and no migration can do; when there is any, nothing was changed.
  public var refused: [String] = []

  /// Nothing to do.
  public init() {}

  /// The message about a unique key that two stored records share now that names are compared
  /// differently.
  public static func conflict(
    _ key: (table: String, columns: [String], expressions: [String])
  ) -> String {
    "\(key.table) has records that differ in case, width or spaces only in"
      + " \(key.columns.joined(separator: ", "))"
  }
}
