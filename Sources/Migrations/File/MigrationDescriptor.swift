import Foundation
import JSONText
import Schemas
import TabularCore

/// Reads the object of a migration.
struct MigrationDescriptor {
  let findings: Findings

  init(_ findings: Findings) { self.findings = findings }

  func read(_ object: ObjectReader, folder: String) -> Migration? {
    object.know("$schema", "description")
    let name = identifier("name", of: object)
    let zones = zones(object)
    var migration = Migration(
      name: name ?? "", title: object.localized("title") ?? LocalizedText(name ?? ""),
      folder: folder, project: object.string("project"), package: object.string("package"),
      zones: zones, milestones: milestones(object, zones.first ?? "UTC"), environments: [],
      phases: [], checklist: [])
    for item in object.objects("environments") {
      if let environment = environment(item) { migration.environments.append(environment) }
    }
    let phases = PhaseDescriptor(self)
    for item in object.objects("phases") {
      if let phase = phases.read(item) { migration.phases.append(phase) }
    }
    migration.checklist = checklist(object)
    if let window = object.object("window") {
      let minutes = window.count("minutes")
      if let start = window.string("start"), let minutes {
        migration.window = Migration.Window(start: start, minutes: minutes)
        expect(start, in: migration.milestones.map(\.id), at: window.place(of: "start"), "window")
      } else {
        findings.add(at: window.place, "`window` needs a `start` and `minutes`")
      }
      window.finish(.all)
    }
    if !object.has("environments") {
      findings.add(at: object.place, "the migration has no `environments`")
    }
    if !object.has("phases") { findings.add(at: object.place, "the migration has no `phases`") }
    checkNames(migration, object)
    object.finish(.all)
    return migration
  }

  // MARK: Names

  /// A name of letters, digits, `-`, `_` and `.`, which a command line can say.
  func identifier(_ member: String, of object: ObjectReader) -> String? {
    guard let text = object.string(member) else {
      if !object.has(member) { findings.add(at: object.place, "`\(member)` is missing") }
      return nil
    }
    let isName =
      !text.isEmpty && text.utf8.count <= 64
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_.".unicodeScalars.contains($0))
      }
    guard isName else {
      object.invalid(
        member, "`\(printable(text))` is no name of letters, digits, `-`, `_` and `.`")
      return nil
    }
    return text
  }

  func expect(
    _ name: String, in names: [String], at place: DescriptorPlace, _ path: String
  ) {
    guard !names.contains(name) else { return }
    findings.addMissing(name, at: place, path: path, among: names)
  }

  /// Whether names are told apart, and what they refer to is there.
  private func checkNames(_ migration: Migration, _ object: ObjectReader) {
    let milestones = migration.milestones.map(\.id)
    func checkRepeats(_ names: [String], _ member: String) {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        findings.add(at: object.place(of: member), "`\(name)` stands twice in `\(member)`")
      }
    }
    checkRepeats(milestones, "milestones")
    checkRepeats(migration.environments.map(\.name), "environments")
    checkRepeats(migration.phases.map(\.id), "phases")
    checkRepeats(migration.items.map(\.item.id), "checklist")
    let phases = object.objects("phases")
    for (index, phase) in migration.phases.enumerated() where phases.count == migration.phases.count
    {
      let earlier = migration.phases[..<index].map(\.id)
      for name in phase.dependsOn where !earlier.contains(name) {
        let place = phases[index].place(of: "dependsOn")
        if migration.phases.contains(where: { $0.id == name }) {
          findings.add(
            at: place, "phase `\(phase.id)` depends on `\(name)`, which does not come before it")
        } else {
          findings.addMissing(
            name, at: place, path: phase.id, among: migration.phases.map(\.id))
        }
      }
      if let milestone = phase.milestone {
        expect(milestone, in: milestones, at: phases[index].place(of: "milestone"), phase.id)
      }
    }
    for (_, item) in migration.items {
      guard let milestone = item.milestone, !milestones.contains(milestone) else { continue }
      findings.addMissing(
        milestone, at: object.place(of: "milestones"), path: item.id, among: milestones)
    }
    for environment in migration.environments {
      guard let original = environment.copyOf else { continue }
      expect(
        original, in: migration.environments.map(\.name), at: object.place(of: "environments"),
        environment.name)
    }
  }

  // MARK: Dates

  private func zones(_ object: ObjectReader) -> [String] {
    let zones = object.strings("timeZones") ?? []
    for zone in zones { checkZone(zone, at: object.place(of: "timeZones")) }
    return zones
  }

  private func checkZone(_ zone: String, at place: DescriptorPlace) {
    guard zone != "UTC", !TimeZone.knownTimeZoneIdentifiers.contains(zone) else { return }
    findings.add(
      at: place, "`\(printable(zone))` is no time zone such as `America/Toronto`",
      suggestion: Issue.Suggestion(
        nearest: TimeZone.knownTimeZoneIdentifiers, to: zone, noun: "name"))
  }

  private func milestones(_ object: ObjectReader, _ zone: String) -> [Milestone] {
    var milestones: [Milestone] = []
    for item in object.objects("milestones") {
      let id = identifier("id", of: item)
      let title = item.localized("title")
      let text = item.string("at")
      let zone = item.string("timeZone")
      if let zone { checkZone(zone, at: item.place(of: "timeZone")) }
      item.finish(.all)
      guard let id else { continue }
      guard let text else {
        if !item.has("at") { findings.add(at: item.place, "milestone `\(id)` has no `at`") }
        continue
      }
      milestones.append(
        Milestone(id: id, title: title, date: date(text, of: item), zone: zone))
    }
    // A circle is told once, at the list.
    do throws(MilestoneCalendar.Problem) {
      _ = try MilestoneCalendar(milestones, zone: zone)
    } catch {
      let place = object.place(of: "milestones")
      switch error {
      case .unreadable(let text):
        findings.add(
          at: place,
          "`\(printable(text))` is neither a time such as `2026-12-01T08:00` nor a distance such as `T-5d`"
        )
      case .gap(let text):
        findings.add(at: place, "clocks pass over `\(text)`, so that there is no such time")
      case .unknown(let id):
        findings.addMissing(id, at: place, path: "milestones", among: milestones.map(\.id))
      case .circle(let id): findings.add(at: place, "milestone `\(id)` depends on itself")
      }
      return []
    }
    return milestones
  }

  /// `T-5d`, `cutover+2h`, or a local time.
  private func date(_ text: String, of item: ObjectReader) -> Milestone.Date {
    for index in text.indices where "+-".contains(text[index]) && index > text.startIndex {
      if let distance = Milestone.Distance(text[index...]) {
        return .relative(to: String(text[..<index]), distance)
      }
    }
    return .local(text)
  }

  // MARK: Environments

  private func environment(_ object: ObjectReader) -> Migration.Environment? {
    let name = identifier("name", of: object)
    var environment = Migration.Environment(name: name ?? "")
    environment.target = object.string("target")
    environment.store = configured("store", of: object)
    environment.version = object.string("version")
    environment.copyOf = object.string("copyOf")
    environment.isProduction = object.boolean("production")
    if let addresses = object.object("addresses") {
      for name in addresses.names {
        if let text = addresses.string(name) { environment.addresses.append((name, text)) }
      }
    }
    if environment.target == nil, !object.has("store") {
      findings.add(at: object.place, "an environment needs a `target` or a `store`")
    } else if environment.target != nil, object.has("store") {
      findings.add(
        at: object.place(of: "store"), "an environment has a `target` or a `store`, not both")
    }
    if environment.isProduction, environment.target == nil {
      findings.add(
        at: object.place(of: "production"),
        "a store in production use is a `target` of the project file, which guards it")
    }
    if case .text(let store) = environment.store, Self.hasPassword(store) {
      findings.add(
        at: object.place(of: "store"),
        "a password stands in the file; give the store as `{\"env\": \"NAME\"}` or `{\"file\": \"PATH\"}`"
      )
    }
    object.finish(.all)
    return name == nil ? nil : environment
  }

  /// Whether a connection URI has a password, before its host or among its parameters.
  static func hasPassword(_ uri: String) -> Bool {
    let lowered = uri.lowercased()
    guard lowered.hasPrefix("postgres"), let slashes = lowered.firstRange(of: "//") else {
      return false
    }
    let rest = lowered[slashes.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
    return rest.contains("password=")
  }

  /// A text, or where it stands: `{"env": "NAME"}`, `{"file": "PATH"}`.
  func configured(_ member: String, of object: ObjectReader) -> ConfiguredText? {
    guard let node = object.node(member) else { return nil }
    if let text = node.string { return .text(text) }
    let expected = "a text, {\"env\": …} or {\"file\": …}"
    guard let reader = object.object(member, expected: expected) else { return nil }
    let variable = reader.string("env")
    let file = reader.string("file")
    reader.finish(.all)
    if let variable, file == nil { return .variable(variable) }
    if let file, variable == nil { return .file(file) }
    object.invalid(member, "`\(member)` needs `env` or `file`")
    return nil
  }

  // MARK: Items

  func checklist(_ object: ObjectReader) -> [Migration.ChecklistItem] {
    object.objects("checklist").compactMap { item in
      let id = identifier("id", of: item)
      let title = item.localized("title")
      if title == nil, !item.has("title") {
        findings.add(at: item.place, "an item of the checklist has no `title`")
      }
      var read = Migration.ChecklistItem(
        id: id ?? "", title: title ?? LocalizedText(id ?? ""))
      read.when = item.choice("when", of: Migration.ChecklistItem.Moment.self) ?? .before
      read.isRequired = item.boolean("required")
      read.table = item.string("table")
      read.milestone = item.string("milestone")
      item.finish(.all)
      return id == nil ? nil : read
    }
  }
}
