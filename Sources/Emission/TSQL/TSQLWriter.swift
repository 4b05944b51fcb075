public import ImportPipeline
public import Schemas
public import TabularCore

/// Writes records as T-SQL for SQL Server: staging tables, a merge of sets in one transaction, and what
/// removes the staging tables.
///
/// All three files may run again: equal records change nothing. The merge runs as one batch with XACT_ABORT,
/// so that any failure leaves the target as it was.
///
/// For example:
///
///     let writer = TSQLWriter(package: package, folder: "emitted")
///     let result = try writer.write(StoredEmission(store, of: package))
public struct TSQLWriter: Sendable {
  /// What was written, and what was not.
  public struct Result: Sendable {
    /// The paths of the files, in the order in which they run.
    public var paths: [String] = []
    /// How many records are told, by table in order.
    public var counts: [(table: String, count: Int)] = []
    /// What is not told.
    public var unexpressed: [Unexpressed] = []
  }

  private let package: DataPackage
  private let folder: String
  /// The schema of tables that name none.
  public var schema = "dbo"
  /// What happens with records that are there, and that are not; `nil` leaves it to the tables' schemas.
  public var mode: TableSchema.WriteMode?
  /// The tables that are told; empty for all.
  public var tables: Set<String> = []
  /// The language of the scripts' messages.
  public var language = Language.english

  /// A writer of a package's records to a folder, made if needed.
  public init(package: DataPackage, folder: String) {
    self.package = package
    self.folder = folder
  }

  /// Writes the records of a store.
  public func write(_ stored: StoredEmission) throws -> Result {
    var stored = stored
    return try write(takesParts: false) { add in
      for table in stored.tables where isWanted(table.name) {
        try stored.forEachRecord(of: table, add)
      }
      return []
    }
  }

  /// Writes the operations of a plan.
  public func write(_ stream: OperationStream) throws -> Result {
    var planned = PlannedEmission(stream)
    return try write(takesParts: true) { add in
      try planned.forEachRecord { if isWanted($0.table) { try add($0) } }
      return planned.unexpressed.filter { isWanted($0.table) }
    }
  }

  private func isWanted(_ table: String) -> Bool { tables.isEmpty || tables.contains(table) }

  private func write(
    takesParts: Bool, _ records: ((EmittedRecord) throws -> Void) throws -> [Unexpressed]
  ) throws -> Result {
    try EmittedFile.makeFolder(folder)
    let layout = StoreLayout(package)
    var merged: [String: MergedTable] = [:]
    for table in package.tables {
      merged[table.name] = MergedTable(table, in: layout, of: package)
    }
    let file = try EmittedFile(path: path("1-stage.sql"))
    let script = try StagingScript(file, schema: schema, takesParts: takesParts)
    var result = Result()
    var counts: [String: Int] = [:]
    var secrets: [String: [String: Int]] = [:]
    result.unexpressed = try records { record in
      guard let table = merged[record.table] else { return }
      try script.begin(table)
      try script.add(record, to: table)
      counts[record.table, default: 0] += 1
      for field in table.schema.fields
      where isSecret(field) && record.values[field.name] != nil {
        secrets[record.table, default: [:]][field.name, default: 0] += 1
      }
    }
    try script.flush()
    let told = layout.tables.compactMap { counts[$0.schema] == nil ? nil : merged[$0.schema] }
    let views = ResolvedViews(layout: layout, package: package, schema: schema)
    for table in told {
      try file.write(views.rows(of: table, takesParts: takesParts))
      for items in table.items { try file.write(views.items(items, of: table)) }
      if takesParts { try file.write(views.removed(of: table)) }
    }
    try file.finish()
    let merge = MergeScript(
      tables: told, schema: schema, mode: mode, takesParts: takesParts, language: language)
    try write(told.isEmpty ? "" : merge.text, to: "2-merge.sql")
    let drops = told.flatMap { table in
      StagingScript.drops(of: table, takesParts: takesParts) {
        TSQLSpelling.table($0, schema: schema)
      }
    }
    try write(drops.joined(separator: "\n") + "\n", to: "3-drop-staging.sql")
    result.paths = ["1-stage.sql", "2-merge.sql", "3-drop-staging.sql"].map(path)
    result.counts = told.map { ($0.schema.name, counts[$0.schema.name] ?? 0) }
    for table in told {
      for (field, count) in (secrets[table.schema.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        result.unexpressed.append(
          Unexpressed(table: table.schema.name, field: field, count: count, reason: "secret"))
      }
    }
    return result
  }

  private func isSecret(_ field: Field) -> Bool {
    field.privacy == .secret || field.type == .secret
  }

  private func path(_ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  private func write(_ text: String, to name: String) throws(EmissionError) {
    let file = try EmittedFile(path: path(name))
    try file.write(text)
    try file.finish()
  }
}
