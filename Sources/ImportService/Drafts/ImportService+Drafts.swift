public import Drafting
import Foundation
import ImportPipeline
import SQLiteStore
import Schemas
public import TabularCore

/// Packages that are drafted from what is there: tables of other programs, filled files.
extension ImportService {
  /// Drafts a package from the tables of another program.
  ///
  /// - Parameters:
  ///   - name: the machine name of the package.
  ///   - tables: the tables to draft, with the schema where it is another than the store's own; none for
  ///     all.
  /// - Throws: a problem of the request for a store without tables and for a table that is not there.
  public func draft(
    named name: String, from choice: StoreChoice, tables: [String] = []
  ) throws(ServiceFailure) -> DraftedPackage {
    let location = try location(of: choice)
    // The catalog is asked for the schemas that the tables are in.
    let wanted = DataPackage(
      name: name, title: LocalizedText(name),
      tables: tables.map { TableSchema(name: $0, store: StoreMapping(table: $0)) })
    let (description, connection) = try ServiceFailure.asking { () throws(StoreError) in
      (
        try location.maintained().description(for: wanted),
        try location.connection(writes: false)
      )
    }
    var failure: StoreError?
    var drafter = StoreDrafter(description, hasDates: connection.dialect != .sqlite) {
      table, column, form in
      guard failure == nil else { return true }
      do throws(StoreError) {
        return try Self.isStored(table, column, form, connection)
      } catch {
        failure = error
        return true
      }
    }
    let known = drafter.tableNames
    if known.isEmpty { throw .request(.nothingToDraft(location.text)) }
    for table in tables where !known.contains(table) {
      throw .request(.unknownTable(table, package: location.text, tables: known))
    }
    let package = drafter.package(named: name, tables: tables)
    if let failure { throw .store(failure) }
    return package
  }

  /// Whether all texts that a table has in a column are of a form; true of none.
  private static func isStored(
    _ table: String, _ column: String, _ form: StoreDrafter.StoredForm,
    _ connection: any SQLConnection
  ) throws(StoreError) -> Bool {
    let name = "CAST(\(sqlIdentifier(column)) AS TEXT)"
    let condition =
      switch form {
      case .upperCase: "\(name) <> upper(\(name))"
      case .isoDate: "\(name) NOT LIKE '____-__-__'"
      }
    let found = try connection.value(
      """
      SELECT count(*) FROM (SELECT 1 FROM \(sqlTable(table, connection.dialect))
        WHERE \(condition) LIMIT 1) AS t
      """)
    return found.integer == 0
  }

  /// Drafts a package from filled workbooks and delimited files, and proves it by importing them into no
  /// store.
  ///
  /// - Parameters:
  ///   - name: the machine name of the package; templates of a package keep its name.
  ///   - files: the paths; `-` is not among them, as each file is read several times.
  /// - Throws: a problem of the request for files without tables; an `InputError` for one that cannot be
  ///   read.
  public func draft(
    named name: String, from files: [String], limits: Limits = Limits()
  ) throws -> DraftedPackage {
    var drafter = FileDrafter(limits: limits)
    for file in files {
      let input = try InputFile(path: file, limits: limits)
      if input.kind == .json { throw ServiceFailure.request(.notDraftable(file)) }
      try drafter.read(input)
    }
    let (package, choices) = try drafter.package(named: name)
    guard !package.tables.isEmpty else {
      throw ServiceFailure.request(.nothingToDraft(files.joined(separator: ", ")))
    }
    let now = now()
    var proof = DraftProof(
      package, choices,
      load: { draft in
        do throws(SchemaError) {
          return (try PackageLoader.load(draft.descriptors, checks: .complete), [])
        } catch {
          return (nil, error.issues)
        }
      },
      validate: { package in
        var options = ImportOptions(files: files, limits: limits)
        options.isOffline = true
        options.host = surroundings.author.host
        return ImportRun(
          options: options, package: package, now: now, runPrefix: RunID.prefix(now)
        ).run(store: SQLiteStore(inMemory: "offline"), clock: { now })
      })
    return proof.prove()
  }

  /// Writes the descriptors of a draft into a folder, which is made if need be.
  ///
  /// - Throws: a problem of the request when the folder holds a package already or cannot be written.
  public func write(_ draft: DraftedPackage, to folder: String) throws(ServiceFailure) {
    let root = URL(fileURLWithPath: folder, relativeTo: URL(fileURLWithPath: surroundings.folder))
    let files = FileManager.default
    if files.fileExists(atPath: root.appendingPathComponent("datapackage.json").path) {
      throw .request(.folderTaken(folder))
    }
    do {
      try files.createDirectory(at: root, withIntermediateDirectories: true)
      // The package's own descriptor comes last: without it there is no package.
      for descriptor in draft.descriptors.reversed() {
        try Data(descriptor.content.utf8).write(
          to: root.appendingPathComponent(descriptor.file), options: .atomic)
      }
    } catch {
      throw .request(.folderNotMade(folder))
    }
  }

  /// The machine name of a package that is written into a folder.
  public static func packageName(ofFolder folder: String) -> String {
    DraftedPackage.name(of: URL(fileURLWithPath: folder).lastPathComponent)
  }
}
