import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// The options of a run as its record keeps them: what was asked for, paths by their last component.
struct RecordedOptions: Encodable {
  private var mode: String?
  private let writeMode: String?
  private let resetPasswords: String?
  private let sourceSystem: String?
  private let attachments: String?
  private let onError: String
  private let table: String?
  private let sheets: [String]?
  private let map: [String: String]?
  private let with: [String]?
  private let strict: Bool?
  private let allowDelete: Bool?
  private let prune: [String]?
  private let subset: [String]?
  private let skipDone: Bool?
  private let clean: KeptClean?
  private let overwriteManual: Bool?
  private var maxErrors: Int?
  private let unknownColumns: String?
  private let dateOrder: String?
  private let headerRow: Int?
  private let encoding: String?
  private let delimiter: String?
  private let quote: String?
  private let clearToken: String?
  private let corrections: KeptFile?
  private let waivers: KeptFile?
  private let limits: [String]?
  private var language: String?
  private var guardScope: [String]?
  private var maxErrorRate: Double?
  private var rate: Double?
  private var backup: KeptFile?

  /// A file by its name and contents.
  private struct KeptFile: Encodable {
    let file: String
    let sha256: String
  }

  /// What a run removes; its keys may name people, so they are kept as a digest.
  private struct KeptClean: Encodable {
    let table: String
    let match: [String]?
    let keys: Int?
    let sha256: String?
    let withDependents: Bool?

    init(_ scope: CleanScope) {
      table = scope.table
      match = scope.matches.isEmpty ? nil : scope.matches.map { "\($0.field)=\($0.pattern)" }
      keys = scope.keys.isEmpty ? nil : scope.keys.count
      sha256 = scope.keys.isEmpty ? nil : scope.keysDigest
      withDependents = scope.takesDependents ? true : nil
    }
  }

  /// The options that differ from the usual ones.
  init(
    _ options: ImportOptions, reading: ImportRequest.DeclaredReading, language: Language?,
    backup: BackupManifest? = nil
  ) {
    mode = options.mode.rawValue
    writeMode = options.writeMode?.rawValue
    resetPasswords = options.passwordReset
    sourceSystem = options.sourceSystem == "source" ? nil : options.sourceSystem
    attachments = options.attachments?.split(separator: "/").last.map(String.init)
    onError = options.errorPolicy.rawValue
    table = options.table
    sheets = options.sheets.isEmpty ? nil : options.sheets
    map = options.sheetTables.isEmpty ? nil : options.sheetTables
    with =
      options.tableFiles.isEmpty
      ? nil
      : options.tableFiles.map { table, path in
        "\(table)=\(path.split(separator: "/").last.map(String.init) ?? path)"
      }
    strict = options.isStrict ? true : nil
    allowDelete = options.allowsDelete ? true : nil
    prune =
      options.prunes.isEmpty
      ? nil
      : options.prunes.map { scope in
        scope.table + (scope.field.map { ":\($0)=\(scope.value)" } ?? "")
      }
    subset = options.subset?.seeds.map(\.kept)
    skipDone = options.skipsDone ? true : nil
    clean = options.clean.map(KeptClean.init)
    overwriteManual = options.overwritesManualEdits ? true : nil
    maxErrors = options.maximumErrors
    unknownColumns = options.unknownColumns == .warn ? nil : options.unknownColumns.rawValue
    dateOrder = options.dateOrder?.rawValue
    headerRow = options.headerRow
    encoding = reading.encoding
    delimiter = reading.delimiter
    quote = reading.quote
    clearToken = options.clearToken == "[clear]" ? nil : options.clearToken
    limits = reading.limits.isEmpty ? nil : reading.limits
    self.language = language?.rawValue
    guardScope = options.guards.scope.isEmpty ? nil : options.guards.scope
    maxErrorRate = options.guards.maximumErrorPercent
    rate = options.rowsPerSecond
    self.backup = backup.map { KeptFile(file: $0.file, sha256: $0.sha256) }
    waivers = options.waivers.map { KeptFile(file: $0.name, sha256: $0.sha256) }
    corrections = options.corrections.map { KeptFile(file: $0.name, sha256: $0.sha256) }
  }

  /// Those that decide what a run does, the same for a validation and its execution.
  var planned: RecordedOptions {
    var options = self
    options.mode = nil
    options.maxErrors = nil
    options.language = nil
    options.guardScope = nil
    options.maxErrorRate = nil
    options.rate = nil
    options.backup = nil
    return options
  }

  /// The options as one JSON object, keys in alphabetical order.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}
