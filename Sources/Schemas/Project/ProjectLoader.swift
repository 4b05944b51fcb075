import Foundation
import TabularCore

/// Loads project files; every mistake is found in one pass, each with its line and JSON pointer.
///
/// For example:
///
///     {"targets": {"prod": {
///       "store": "sqlite:records.sqlite", "production": true,
///       "backup": {"folder": "backups", "maximumAgeHours": 24},
///       "guards": {"changePercent": 25, "scope": "region", "tables": {"sites": {"deleteRows": 0}}}
///     }}}
public enum ProjectLoader {
  /// The project of a file.
  ///
  /// - Throws: all mistakes of the file, if there are any.
  public static func load(path: String) throws(SchemaError) -> Project {
    let findings = Findings(firstFile: DescriptorFile.name(of: path))
    var project = Project(
      folder: URL(fileURLWithPath: path).deletingLastPathComponent().path, targets: [])
    if let object = DescriptorFile.root(
      of: path, findings: findings, expected: "the object of a project")
    {
      if let targets = object.object("targets") {
        for target in targets.names {
          if let item = targets.object(target), let target = read(item, name: target) {
            project.targets.append(target)
          }
        }
      } else if !object.has("targets") {
        findings.add(at: object.place, "the project has no `targets`")
      }
      object.finish(.all)
    }
    let issues = findings.issues
    guard !issues.contains(where: { $0.severity == .error }) else {
      throw SchemaError(issues: issues)
    }
    return project
  }

  private static func read(_ object: ObjectReader, name: String) -> Project.Target? {
    guard let store = object.string("store") else {
      if !object.has("store") {
        object.findings.add(at: object.place, "the target `\(name)` has no `store`")
      }
      return nil
    }
    var target = Project.Target(name: name, store: store)
    target.isProduction = object.boolean("production")
    target.package = object.string("package")
    target.timeZone = object.string("timeZone")
    if let zone = target.timeZone, TimeZone(identifier: zone) == nil {
      object.findings.add(
        at: object.place(of: "timeZone"),
        "`\(zone)` is no time zone such as `America/Toronto`")
    }
    target.validationHours = object.number("validationHours") ?? 24
    target.retentionDays = object.retention("retention")
    if let backup = object.object("backup") {
      let hours = backup.number("maximumAgeHours") ?? 24
      if let folder = backup.string("folder") {
        target.backup = Project.Target.Backup(folder: folder, maximumAgeHours: hours)
      } else {
        backup.findings.add(at: backup.place, "`backup` needs a `folder`")
      }
      backup.finish(.all)
    }
    if let maintenance = object.object("maintenance") {
      target.maintenance = MaintenanceDescriptor.read(maintenance)
    }
    if let guards = object.object("guards") {
      target.guards = GuardDescriptor.read(guards, also: "tables")
      if let tables = guards.object("tables") {
        for table in tables.names {
          guard let item = tables.object(table) else { continue }
          target.tableGuards[table] = GuardDescriptor.read(item)
        }
      }
    }
    object.finish(.all)
    return target
  }
}
