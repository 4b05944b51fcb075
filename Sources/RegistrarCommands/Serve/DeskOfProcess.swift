import Foundation
import ImportPipeline
import ImportService
import Schemas
import Submissions

/// The desk of a store, whose commands are this program's.
struct DeskOfProcess {
  let location: StoreLocation
  let folder: String
  /// How many commands may run at the same time.
  let checks: Int
  /// How many MB a command may take.
  let memory: Int
  /// How many bytes a file may have.
  let uploadBytes: Int

  /// Opens it; its tables and its folder are made where there are none.
  func open(_ target: NamedTarget, confirmedTarget: String?) throws -> SubmissionDesk {
    let location = location
    let path = URL(fileURLWithPath: folder).path
    var settings = DeskSettings(
      open: { () throws(StoreError) in try location.deskConnection() },
      records: { () throws(StoreError) in try location.connection(writes: true) },
      folder: path, command: command(target, confirmedTarget: confirmedTarget),
      host: ProcessInfo.processInfo.hostName, clock: { Int(Date().timeIntervalSince1970) })
    settings.limits.slots = checks
    settings.limits.memory = memory << 10
    settings.uploads.fileBytes = uploadBytes
    return try SubmissionDesk(settings)
  }

  /// How this program is started for one of its commands.
  func command(_ target: NamedTarget, confirmedTarget: String? = nil) -> ChildCommand {
    var command = ChildCommand(
      program: PackageLocator.runningExecutable ?? CommandLine.arguments[0],
      environment: environment)
    if let name = target.target {
      command.storeArguments = ["--target", name]
      if let project = target.project { command.storeArguments += ["--project", project] }
    }
    if let confirmedTarget { command.executeArguments = ["--confirm-target", confirmedTarget] }
    return command
  }

  /// What a command needs of the surroundings, and nothing that only the server should know.
  private var environment: [String: String] {
    let names = ["HOME", "PATH", "LANG", "TZ", "TMPDIR", "DATABASE_URL"]
    let starts = ["REGISTRAR_", "PG", "LC_"]
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      names.contains(name) || starts.contains(where: name.hasPrefix)
    }
    environment["DATABASE_URL"] = location.whole
    return environment
  }
}
