import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import Schemas
import TabularCore

/// A target of a project file, with the folder that its paths are relative to.
struct ChosenTarget {
  var target: Project.Target
  var folder: String

  /// Loads a project file; its mistakes are told on standard error.
  ///
  /// - Throws: exit 3 when it is faulty.
  static func load(_ path: String) throws -> Project {
    do throws(SchemaError) {
      return try ProjectLoader.load(path: path)
    } catch {
      var text = ""
      TextReport().render(issues: error.issues, to: &text)
      Terminal.write(text)
      throw ToldFailure(status: 3)
    }
  }

  /// The target that is meant: by its name, or because its store is the one that is named.
  ///
  /// - Throws: a usage error for an unknown target; exit 3, its mistakes told, for a faulty file.
  static func find(
    _ name: String?, project path: String?, store: String?, isOffline: Bool = false
  ) throws -> ChosenTarget? {
    guard let file = try projectFile(path, target: name) else { return nil }
    let project = try load(file)
    guard let name else {
      guard !isOffline else { return nil }
      let location = try StoreLocation.given(store)
      return try project.targets.map { ChosenTarget(target: $0, folder: project.folder) }
        .first { try $0.isStore(location) }
    }
    guard let target = project.target(named: name) else {
      let names = project.targets.map(\.name)
      let nearest = closestText(to: name, among: names).map { "; did you mean `\($0)`?" }
      throw ValidationError(
        "there is no target `\(printable(name))`"
          + (nearest ?? (names.isEmpty ? "" : "; known are \(names.joined(separator: ", "))")))
    }
    return ChosenTarget(target: target, folder: project.folder)
  }

  /// The project file that is named, or the usual one where it lies in the working folder.
  private static func projectFile(_ path: String?, target: String?) throws -> String? {
    if let path { return path }
    if FileManager.default.fileExists(atPath: Project.usualName) { return Project.usualName }
    guard let target else { return nil }
    throw ValidationError(
      "--target `\(printable(target))` needs a project file; there is no \(Project.usualName) here")
  }

  /// The location of the store, the path of a file from the project file's folder.
  var store: String {
    guard let path = (try? StoreLocation(target.store))?.path, !path.hasPrefix("/") else {
      return target.store
    }
    return "sqlite:" + resolved(path)
  }

  /// A path of the project file, seen from the working folder.
  func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let here = FileManager.default.currentDirectoryPath
    return folder == here ? path : folder + "/" + path
  }

  /// The folder of the target's backups, when its rules name one.
  var backupFolder: String? { target.backup.map { resolved($0.folder) } }

  /// The package's name or path, when the target names one.
  var package: String? {
    guard let package = target.package else { return nil }
    return package.contains("/") ? resolved(package) : package
  }

  /// Whether a location is that of the target's store.
  func isStore(_ location: StoreLocation) throws -> Bool {
    let own = try StoreLocation(store)
    guard let path = own.path, let other = location.path else { return own.text == location.text }
    return Self.standard(path) == Self.standard(other)
  }

  private static func standard(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// The target's limits, and how its newest backup stands to its rule.
  func policy(now: String) -> GuardPolicy {
    var policy = GuardPolicy()
    policy.limits = target.guards
    policy.tableLimits = target.tableGuards
    if let backup = target.backup {
      let location = try? StoreLocation(store)
      policy.backup = GuardPolicy.Backup(
        ageHours: BackupFolder(path: resolved(backup.folder)).newestAge(
          of: [target.name, location?.text ?? store], store: location?.identity, at: now),
        limitHours: backup.maximumAgeHours)
    }
    policy.maintenance = target.maintenance.map { state(of: $0, now: now) }
    return policy
  }

  /// Whether a target that accepts changes at some times only does now.
  private func state(
    of maintenance: Project.Target.Maintenance, now: String
  ) -> GuardPolicy.Maintenance {
    switch maintenance {
    case .file(let path):
      return GuardPolicy.Maintenance(
        isOn: FileManager.default.fileExists(atPath: resolved(path)))
    case .hours(let from, let to, let zone):
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
      let date = (try? Date(now, strategy: .iso8601)) ?? Date()
      let parts = calendar.dateComponents([.hour, .minute], from: date)
      let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
      let isOn = from <= to ? (from..<to).contains(minute) : minute >= from || minute < to
      func text(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + String($0) }
          .joined(separator: ":")
      }
      return GuardPolicy.Maintenance(
        isOn: isOn, hours: .init(from: text(from), to: text(to) + " " + zone))
    }
  }
}
