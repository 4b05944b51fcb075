import Foundation
import ImportPipeline
public import RecordExport
public import Schemas
public import TabularCore

/// What is written out of a store.
public struct ExportRequest: Sendable {
  /// The package whose tables are meant.
  public var package: DataPackage
  /// The tables' machine names, in any order and in any spelling that folds to them; empty for all.
  public var tables: [String] = []
  /// The store.
  public var store = StoreChoice()
  /// The folder; made if needed.
  public var folder: String
  /// The kind of files.
  public var format = ExportFormat.xlsx
  /// The version of the package's exchange, where the format is one; `nil` for the newest.
  public var version: String?
  /// The language of headers.
  public var language = Language.english
  /// Whether personal values are masked.
  public var masksPersonal = false
  /// The package whose records are made of those of the store; `nil` for the store's own.
  public var target: DataPackage?
  /// The mapping file between the two packages; `nil` for the one that the store's package has.
  public var map: String?
  /// The mapping tables, delimited files, by name.
  public var lookups: [String: String] = [:]

  /// A request for all tables of a package, as workbooks.
  public init(_ package: DataPackage, to folder: String) {
    self.package = package
    self.folder = folder
  }

  /// The version of an exchange that is written; `nil` for other formats.
  fileprivate var exchangeVersion: Exchange.Version? {
    guard [.exchange, .exchangeOfChanges].contains(format), let exchange = package.exchange else {
      return nil
    }
    return version.flatMap { name in exchange.versions.first { $0.value == name } }
      ?? exchange.written
  }
}

/// Exports.
extension ImportService {
  /// Writes the records of a store to files from which an import makes the same records elsewhere.
  ///
  /// Reading happens in one transaction: the files show one state of the store.
  ///
  /// - Returns: the paths written, in the order in which they can be imported, and what a mapping has no
  ///   counterpart for.
  /// - Throws: a failure of the request or the store; `emit.write-failed` for a file that cannot be written.
  public func export(_ request: ExportRequest) throws(ServiceFailure) -> ExportResult {
    let mapping = try mapping(of: request)
    var names: [String] = []
    for name in request.tables {
      names.append(try request.package.requiredTable(spelled: name).name)
    }
    if names.isEmpty { names = request.package.tables.map(\.name) }
    let location = try location(of: request.store)
    // A store that does not exist would be exported as an empty one.
    _ = try connection(to: request.store, writes: false)
    let store = location.makeStore()
    let exporter = RecordExporter(
      package: request.package, language: request.language, masksPersonal: request.masksPersonal)
    try ServiceFailure.asking { () throws(StoreError) in
      try store.open(package: request.package, writes: false, now: now())
    }
    return try noting("export", of: request.store) { tables throws(ServiceFailure) in
      defer { store.rollBack() }
      let result = try export(names, of: store, by: exporter, request, mapping)
      try ServiceFailure.asking { () throws(StoreError) in
        for name in names {
          guard let schema = request.package.table(named: name) else { continue }
          tables[name] = try store.recordCount(of: schema)
        }
      }
      return result
    }
  }

  private func export(
    _ names: [String], of store: any RecordStore, by exporter: RecordExporter,
    _ request: ExportRequest,
    _ mapping: (map: RecordMap, lookups: [String: [String: String]])?
  ) throws(ServiceFailure) -> ExportResult {
    do throws(RecordExportError) {
      guard let mapping, let target = request.target else {
        if let version = request.exchangeVersion {
          let (paths, gaps) = try exporter.write(
            names, of: store, to: request.folder,
            request.format == .exchange ? .whole : .changes, version: version)
          return ExportResult(paths: paths, issues: gaps.map { Issue($0.gap, count: $0.count) })
        }
        return ExportResult(
          paths: try exporter.write(names, of: store, to: request.folder, format: request.format))
      }
      let (paths, gaps) = try exporter.write(
        mapping.map, to: target, lookups: mapping.lookups, of: store, folder: request.folder)
      return ExportResult(paths: paths, issues: gaps.map { Issue($0.gap, count: $0.count) })
    } catch {
      switch error {
      case .store(let error): throw .store(error)
      case .unwritable(let file, let reason):
        throw .unwritable(
          Issue(.emitWriteFailed(.before, file: file, reason: reason), at: IssueLocation(.run)))
      }
    }
  }

  /// The map of a request with its mapping tables; `nil` for one without a target package.
  private func mapping(
    of request: ExportRequest
  ) throws(ServiceFailure) -> (map: RecordMap, lookups: [String: [String: String]])? {
    guard let target = request.target else { return nil }
    let path =
      request.map
      ?? URL(fileURLWithPath: request.package.path).deletingLastPathComponent()
      .appendingPathComponent("mappings/\(target.name).json").path
    let map: RecordMap
    do throws(SchemaError) {
      map = try RecordMapLoader.load(path: path, from: request.package, to: target)
    } catch {
      throw .faulty(error.issues)
    }
    var lookups: [String: [String: String]] = [:]
    for name in map.lookups.sorted() {
      guard let file = request.lookups[name] else { continue }
      let read = DecisionReader(path: file, table: .lookups, limits: Limits(), now: now()).lookup()
      guard !read.issues.contains(where: { $0.severity == .error }) else {
        throw .faulty(read.issues)
      }
      lookups[name] = read.meant
    }
    return (map, lookups)
  }
}

/// What an export wrote.
public struct ExportResult: Sendable {
  /// The paths, in the order in which they can be imported.
  public var paths: [String]
  /// What a mapping has no counterpart for.
  public var issues: [Issue] = []
}

extension Issue {
  /// What a mapping has no counterpart for, in how many records.
  fileprivate init(_ gap: MappingGap, count: Int) {
    let lack: IssueContent.MappingLack
    switch (gap.value, gap.lookup, gap.version) {
    case (let value?, let lookup?, _): lack = .lookup(value, table: lookup)
    case (let value?, nil, let version?): lack = .version(value, of: version)
    case (let value?, nil, nil): lack = .value(value)
    case (nil, _, _): lack = .blank
    }
    self.init(
      .exchangeUnmapped(lack, table: gap.table, field: gap.field, count: count),
      at: IssueLocation(.run, table: gap.table, field: gap.field))
  }
}
