public import ArgumentParser
import Emission
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import TabularCore

/// `registrar emit FORMAT --from STORE|FILE… -o DIR`: writes records as another system takes them.
public struct EmitCommand: ParsableCommand {
  /// The command's name and help.
  public static let configuration = CommandConfiguration(
    commandName: "emit",
    abstract: "Write records as another system takes them, or send them to it.",
    discussion: """
      tsql writes three scripts for SQL Server: staging tables, a merge in one transaction, and what \
      removes the staging tables. All may run again; equal records change nothing.

      Any other format is a profile of the package, its file emit/FORMAT.json: it fills in the workbooks \
      that another system takes, from a store. --id-map says what that system calls records and values, in the \
      columns kind, key, id and label; records that it has already go into workbooks of their own.

      Records come from a store, or from files, which are validated as an import would. With errors \
      nothing is written. What the other system cannot be told is listed, never left out silently.

      With --validate, --execute, --verify or --undo the format is a profile of a system, and its records \
      go there over its own interface. A run repeats nothing that may have happened: what a run that ended \
      early sent is looked up by the next one. Nothing is sent while a record cannot be.

      Exit status with a system:
        0    everything is as it should be there, or would be
        1    records cannot be sent
        3    the profile or the package cannot be used
        4    --plan: something else has to be done than the plan says
        5    another process is sending
        6    the system refused records, or cannot be worked with; the same command goes on
        7    --verify: the system differs
        130  interrupted; the same command goes on
      """)

  @Argument(
    help: ArgumentHelp(
      "tsql, a profile of the package, or with one of the modes a profile of a system: its name, or"
        + " the path of its file.", valueName: "format"))
  var format: String

  @OptionGroup var system: SystemOptions

  @OptionGroup var source: EmitSource

  @OptionGroup var packageOption: PackageOption

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The folder to write to; made if needed.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Option(help: ArgumentHelp("Only this table; repeatable.", valueName: "table"))
  var table: [String] = []

  @Option(
    help: ArgumentHelp(
      "tsql: upsert, insert-only or update-only (default: as each table's schema says).",
      valueName: "mode"))
  var mode: TableSchema.WriteMode?

  @Option(
    help: ArgumentHelp("tsql: the schema of the tables on the server.", valueName: "name"))
  var schema = "dbo"

  @Option(
    help: ArgumentHelp(
      "Of a profile: the file of what the other system calls records and values.",
      valueName: "file"), completion: .file(extensions: ["csv"]))
  var idMap: String?

  @OptionGroup var speech: LanguageOption

  /// A command to be parsed.
  public init() {}

  /// Checks that the options make sense.
  public func validate() throws {
    // A profile is checked against a package alone.
    guard source.isGiven || system.mode == .check else {
      throw ValidationError(usage: "nameFrom")
    }
    if let mode = system.mode {
      if system.journal != nil, source.isStored || mode == .check {
        throw ValidationError(usage: "journalOfStore")
      }
      if !source.isStored, system.journal == nil, mode == .execute || mode == .undo {
        throw ValidationError(usage: "journalOfFiles")
      }
      if source.against != nil {
        throw ValidationError(
          usage: "exclusive", ["first": "--against", "second": "--validate"])
      }
      if mode == .execute || mode == .undo, output != nil {
        throw ValidationError(
          usage: "exclusive", ["first": "-o", "second": "--execute"])
      }
      return
    }
    if output == nil { throw ValidationError(usage: "emitNeedsOutput") }
    let isName =
      !format.isEmpty
      && format.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
    guard isName else {
      throw ValidationError(usage: "noProfile", ["found": printable(format)])
    }
    if format == "tsql" {
      if idMap != nil { throw ValidationError(usage: "idMap") }
    } else {
      guard source.isStored else { throw ValidationError(usage: "profileOfStore") }
      if !table.isEmpty || mode != nil {
        throw ValidationError(usage: "tsqlOnly")
      }
    }
    if schema.isEmpty { throw ValidationError(usage: "empty", ["option": "--schema"]) }
  }

  /// Writes the files and prints their paths.
  ///
  /// - Throws: a usage error for a table that does not exist; the status of an import for files with
  ///   errors; exit 6 when a file cannot be written, or the store cannot be read.
  public func run() throws {
    let service = ImportService.ofThisProcess()
    let package =
      source.isStored
      ? try service.package(packageOption.package, from: source.choice) : try packageOption.load()
    if let mode = system.mode {
      let send = { (choice: StoreChoice) throws in
        try SystemTransfer(
          profile: format, choice: choice,
          request: SystemTransfer.Request(system, mode: mode, map: idMap), language: speech.spoken
        ).run(service, package)
      }
      if source.isStored || mode == .check { return try send(source.choice) }
      return try StoredFiles(source, package: packageOption.package).imported(service, send)
    }
    guard let output else { throw ValidationError(usage: "emitNeedsOutput") }
    guard format == "tsql" else {
      return try ProfiledWorkbooks(
        profile: format, map: idMap, source: source, folder: output, language: speech.spoken
      ).write(service, package)
    }
    var writer = TSQLWriter(package: package, folder: output)
    writer.schema = schema
    writer.mode = mode
    writer.language = speech.spoken
    writer.tables = Set(try table.map { try package.tableName(spelled: $0) })
    try tell(try written(by: writer, service, package))
  }

  private func written(
    by writer: TSQLWriter, _ service: ImportService, _ package: DataPackage
  ) throws -> TSQLWriter.Result {
    do {
      if source.isStored {
        let names = package.tables.map(\.name)
        return try service.reading(
          source.choice, of: package, for: "emit",
          tables: names.filter { writer.tables.isEmpty || writer.tables.contains($0) }
        ) { store in
          try writer.write(StoredEmission(store, of: package))
        }
      }
      let writer = writer
      return try PlannedFiles(source, package: packageOption.package).operations(service) {
        try writer.write($0)
      }
    } catch let error as EmissionError {
      Terminal.error(error.content)
      throw ExitCode(6)
    }
  }

  private func tell(_ result: TSQLWriter.Result) throws {
    let language = speech.spoken
    for (table, count) in result.counts {
      Terminal.note(language.label("emit/counted", ["table": table, "count": count]))
    }
    for line in result.unexpressed { Terminal.note(line.sentence(in: language)) }
    try StandardOutput.tell(result.paths.joined(separator: "\n"))
  }
}
