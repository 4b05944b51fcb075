import ArgumentParser
import Emission
import Foundation
import ImportPipeline
import ImportReports
import ImportService
import Schemas
import SystemEmission
import TabularCore

/// Records of a store on their way to another system.
struct SystemTransfer {
  /// What is asked for.
  struct Request {
    /// What to do.
    var mode: SystemOptions.Mode
    /// What the installation gives the profile.
    var settings: SystemSettings
    /// The file of what the system calls records and values.
    var map: String?
    /// The file with what alone may be done.
    var plan: String?
    /// The file for what has to be done.
    var planOut: String?
    /// The file with the keys that alone take part.
    var onlyKeys: String?
    var skipsDone = false
    var retriesRefused = false
    var sendsTheRest = false
    var isJSON = false
    /// The store of the journal; `nil` for that of the records.
    var journal: StoreChoice?

    init(mode: SystemOptions.Mode, settings: SystemSettings) {
      self.mode = mode
      self.settings = settings
    }

    /// What the options of a command ask for.
    init(_ options: SystemOptions, mode: SystemOptions.Mode, map: String?) {
      self.init(mode: mode, settings: options.settings)
      self.map = map
      planOut = options.planOut
      plan = options.plan
      onlyKeys = options.onlyKeys
      skipsDone = options.skipDone
      retriesRefused = options.retryRefused
      sendsTheRest = options.onError == .skipRow
      isJSON = options.report == .json
      journal = options.journal.map { StoreChoice(store: $0) }
    }
  }

  let profile: String
  let choice: StoreChoice
  let request: Request
  let language: Language

  private var mode: SystemOptions.Mode { request.mode }

  /// Does what the mode says, and tells what came of it.
  ///
  /// - Throws: exit 1 for records that cannot be sent, 3 for a profile that cannot be used, 5 while another
  ///   process sends, 6 for a system that cannot be worked with or refuses, 7 for one that differs, 130
  ///   after a signal.
  func run(_ service: ImportService, _ package: DataPackage?) throws {
    if mode == .check { try check(against: package) }
    let profile = try loaded()
    if mode == .check {
      return try StandardOutput.print(
        language.label("emit/systemFits", ["target": profile.name]))
    }
    guard let package else { throw ExitCode(3) }
    let interruption = Interruption()
    defer { interruption.end() }
    let writes = mode == .execute || mode == .undo
    let connection = try service.connection(
      to: choice, writes: writes && request.journal == nil)
    var emitter = SystemEmitter(profile, settings: try settings(profile), store: connection)
    emitter.host = service.surroundings.author.host
    if let journal = request.journal {
      emitter.journal = try service.lastingJournal(in: journal, writes: writes)
    }
    emitter.rate = request.settings.rate
    emitter.workers = request.settings.workers
    emitter.plan = try request.plan.map { try EmissionPlanFile(path: $0).operations }
    emitter.sendsTheRest = request.sendsTheRest
    emitter.scope = EmissionScope(
      onlyKeys: try request.onlyKeys.map { Set(try KeyList(contentsOf: $0).texts) },
      skipsDone: request.skipsDone,
      retriesRefused: request.retriesRefused)
    let cancellation = interruption.cancellation
    emitter.clock = EmissionClock { cancellation.isRequested }
    emitter.place = { table, record, fields in
      guard let schema = package.table(named: table),
        let trace = try? RecordTrace.find(
          record: record, of: schema, package: package, in: connection)
      else { return nil }
      return trace.changes.first { fields.contains($0.field) && $0.place != nil }?.place
    }
    let report = mode == .undo ? emitter.undo() : emitter.run(executes: mode == .execute)
    service.noteAccess(
      "emit", to: choice,
      tables: Dictionary(
        report.tables.map { ($0.name, $0.created + $0.updated + $0.unchanged + $0.refused) },
        uniquingKeysWith: +))
    try write(report)
    let page = SystemReportPage(report: report, language: language, phrases: profile.phrases)
    try StandardOutput.print(request.isJSON ? page.json : page.text, terminator: "")
    if !request.isJSON { page.tell() }
    if let status = status(of: report) { throw ExitCode(status) }
  }

  // MARK: What it needs

  /// Tells what is wrong with the profile, or strange, also where it does not fit the package.
  private func check(against package: DataPackage?) throws {
    let issues = EmitProfileLoader.check(path: try path(), of: package)
    var options = ReportOptions()
    options.language = language
    options.width = Terminal.errorWidth
    var text = ""
    TextReport().render(issues: issues, options, to: &text)
    Terminal.write(text)
    if issues.contains(where: { $0.severity == .error }) { throw ExitCode(3) }
  }

  private func path() throws -> String {
    guard let path = EmitProfileLoader.locate(profile) else {
      throw ValidationError(usage: "noSystemProfile", ["found": printable(profile)])
    }
    return path
  }

  private func loaded() throws -> EmitProfile {
    let path = try path()
    do {
      var profile = try EmitProfileLoader.load(path: path)
      if let map = request.map { profile.take(try ProfiledWorkbooks.identifiers(map, language)) }
      return profile
    } catch let error as SchemaError {
      for issue in error.issues { Terminal.error(issue, language: language) }
      throw ExitCode(3)
    }
  }

  private func settings(_ profile: EmitProfile) throws -> EmissionSettings {
    let given = try request.settings.values()
    for value in profile.config where value.isSecret && given[value.name] != nil {
      throw ValidationError(
        usage: "secretGiven",
        ["setting": value.name, "variable": EmissionSettings.variable(of: value)])
    }
    do {
      return try EmissionSettings(
        profile, given: given, environment: ProcessInfo.processInfo.environment
      ) { path in
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
      }
    } catch {
      Terminal.error(error.content, language: language)
      throw ExitCode(3)
    }
  }

  // MARK: What came of it

  private func write(_ report: EmissionReport) throws {
    guard let path = request.planOut else { return }
    let text = SystemReportPage(report: report, language: language, phrases: [:]).plan
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      Terminal.error(
        .emitWriteFailed(
          .before, file: (path as NSString).lastPathComponent, reason: error.localizedDescription),
        language: language)
      throw ExitCode(6)
    }
  }

  private func status(of report: EmissionReport) -> Int32? {
    if let failure = report.failure {
      if failure.isInterruption { return 130 }
      if failure.content.code.area != "emit" {
        return failure.content.code == "run.locked" ? 5 : 6
      }
      return switch failure.content.variant {
      case "held": 5
      case "plan": 4
      case "settings", "profile", "unprotected", "host": 3
      default: 6
      }
    }
    if mode == .verify {
      let differs = report.tables.contains { $0.created + $0.updated + $0.refused > 0 }
      return differs || report.hasErrors ? 7 : nil
    }
    guard report.hasErrors else { return nil }
    return report.isExecuted && report.issues.contains { $0.code == "emit.refused" } ? 6 : 1
  }
}
