import Foundation
import ImportPipeline
import Schemas
import StoreTesting
import TabularCore
import TestSupport

/// Tables of another program with a package for them, in a store of its own.
struct ForeignStore {
  let scratch: StoreUnderTest

  /// Makes the tables and the tool's own beside them.
  ///
  /// - Parameters:
  ///   - schemas: the table schemas as JSON, by table.
  ///   - sql: the statements that the other program made its tables with.
  init(
    _ kind: StoreKind, _ schemas: [(table: String, json: String)], sql: String
  ) throws {
    scratch = try StoreUnderTest(kind, try Self.package(schemas))
    try scratch.execute(sql)
    _ = try scratch.maintained().initialise(scratch.package, now: StorePackage.now)
  }

  /// A package from table schemas as people write them.
  static func package(_ schemas: [(table: String, json: String)]) throws -> DataPackage {
    let folder = try ScratchFolder()
    let resources = schemas.map { table, _ in
      """
      {"name": "\(table)", "type": "table", "path": "\(table).csv",
        "schema": "\(table).schema.json"}
      """
    }
    try folder.write(
      "datapackage.json",
      """
      {"name": "foreign", "title": "Foreign", "version": "1",
        "resources": [\(resources.joined(separator: ",\n"))]}
      """)
    for (table, json) in schemas { try folder.write("\(table).schema.json", json) }
    return try PackageLoader.load(path: folder.path)
  }

  /// Validates or imports files.
  func run(
    _ files: [String: String], _ mode: ImportOptions.Mode = .execute,
    _ configure: (inout ImportOptions) -> Void = { _ in },
    telling consumer: (@Sendable (OperationStream) throws -> Void)? = nil
  ) throws -> ImportReport {
    try ForeignRun(package: scratch.package, store: { try scratch.make() })
      .run(files, mode, configure, telling: consumer)
  }

  /// Takes an import back, the last one when none is named.
  func undo(_ id: String? = nil, executes: Bool = true) throws -> ImportReport {
    let connection = try scratch.connection()
    let runs = try RunRecords.all(in: connection)
    guard let subject = runs.first(where: { $0.command == "import" && $0.id == id ?? $0.id }) else {
      throw NoRun()
    }
    return UndoRun(
      of: subject, package: scratch.package,
      author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "1.0"),
      executes: executes, now: StorePackage.now, runPrefix: "20270307-1000"
    ).run(in: connection, clock: { StorePackage.now })
  }

  /// Verifies the store.
  func verify() throws -> ImportReport {
    StoreVerification(scratch.package, now: StorePackage.now)
      .perform(in: try scratch.connection(), clock: { StorePackage.now })
  }

  private struct NoRun: Error {}
}

/// Imports texts as files into a store.
struct ForeignRun {
  let package: DataPackage
  let store: () throws -> any RecordStore

  /// Validates or imports files, by the table's name.
  func run(
    _ files: [String: String], _ mode: ImportOptions.Mode,
    _ configure: (inout ImportOptions) -> Void = { _ in },
    telling consumer: (@Sendable (OperationStream) throws -> Void)? = nil
  ) throws -> ImportReport {
    let folder = try ScratchFolder()
    var options = ImportOptions(
      files: try files.sorted { $0.key < $1.key }.map {
        try folder.write($0.key + ".csv", $0.value)
      })
    options.mode = mode
    configure(&options)
    var run = ImportRun(
      options: options, package: package, now: StorePackage.now, runPrefix: "20270306-1414")
    if let consumer { run.consumers = [consumer] }
    return run.run(store: try store(), clock: { StorePackage.now })
  }
}

extension ImportReport {
  /// The errors and warnings, as a person would list them: code, place, facts.
  var findings: [String] {
    issues.issues.filter { $0.severity != .note }.map(\.line).sorted()
  }

  /// The errors, as a person would list them.
  var errors: [String] {
    issues.issues.filter { $0.severity == .error }.map(\.line).sorted()
  }
}

extension Issue {
  /// The code with its variant, the row and field, and the arguments, those of the store's words last.
  var line: String {
    let name = code.rawValue + (variant.isEmpty ? "" : "/" + variant)
    let row = location.row.map { " row \($0)" } ?? ""
    let field = location.field.map { " \($0)" } ?? ""
    let facts = arguments.filter { $0.name != "table" && $0.name != "target" }
      .map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    return "\(name)\(row)\(field): \(facts)"
  }
}
