import Foundation
import ImportPipeline
import ImportService
import RecordExport
import TabularCore
import TestSupport

/// Stores of a shipped package, and what moves between them.
struct ExportSetting {
  static let now = "2026-11-20T12:00:00Z"

  let scratch = try? ScratchFolder()
  let package: String
  let service: ImportService

  init(_ package: String) throws {
    self.package = try Repository.path(of: "Schemas/\(package)")
    let author = RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")
    service = ImportService(Surroundings(author: author, clock: try RunClock(at: Self.now)))
  }

  func path(_ name: String) -> String { scratch?.path(of: name) ?? name }

  /// The clean example files of the package.
  static func examples(of package: String) throws -> [String] {
    let folder = try Repository.path(of: "Templates/\(package)/examples/clean")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { folder + "/" + $0 }
  }

  @discardableResult
  func importing(
    _ files: [String], into store: String, _ mode: ImportOptions.Mode = .execute,
    adjusting adjust: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportReport {
    var request = ImportRequest(files: files, package: package)
    request.store = StoreChoice(store: store)
    request.options.mode = mode
    adjust(&request)
    return try service.prepare(request).run()
  }

  func export(
    _ tables: [String] = [], from store: String, to folder: String, _ format: ExportFormat,
    masksPersonal: Bool = false
  ) throws -> [String] {
    try exporting(tables, from: store, to: folder, format, masksPersonal: masksPersonal).paths
  }

  func exporting(
    _ tables: [String] = [], from store: String, to folder: String, _ format: ExportFormat,
    version: String? = nil, masksPersonal: Bool = false
  ) throws -> ExportResult {
    var request = ExportRequest(try service.package(package), to: path(folder))
    request.tables = tables
    request.store = StoreChoice(store: store)
    request.format = format
    request.version = version
    request.masksPersonal = masksPersonal
    return try service.export(request)
  }

  /// What the tables of a store hold.
  func values(_ sql: String, in store: String) throws -> [String] {
    let connection = try service.connection(to: StoreChoice(store: store), writes: false)
    return try connection.rows(sql).map { $0[0].text ?? "" }
  }
}

extension ImportReport {
  /// How many records the plan changes.
  var changedCount: Int {
    ledger.reduce(0) { $0 + $1.created + $1.updated + $1.deleted }
  }

  /// How many records stay as they are.
  var unchangedCount: Int { ledger.reduce(0) { $0 + $1.unchanged } }

  /// The errors, as codes with their messages.
  var errorTexts: [String] {
    issues.issues.filter { $0.severity == .error }.map {
      "\($0.code) \($0.location.file ?? ""):\($0.location.row ?? 0) \($0.location.field ?? "")"
        + " \($0.value ?? "")"
    }
  }
}
