import Foundation
import ImportPipeline
import Schemas
import TabularCore

/// Reads the object of a profile.
struct EmitProfileDescriptor {
  let findings: Findings
  /// The folder of the profile, where its mapping tables stand.
  let folder: URL
  /// The package of the store, if its names are to be compared.
  let package: DataPackage?

  init(_ findings: Findings, folder: URL, package: DataPackage?) {
    self.findings = findings
    self.folder = folder
    self.package = package
  }

  func read(_ object: ObjectReader) -> EmitProfile {
    object.know("$schema", "description")
    let name = identifier("name", of: object) ?? ""
    let config = config(object)
    let requests = RequestDescriptor(findings)
    var scope = PlaceholderScope(config: config.map(\.name))
    let site = SiteDescriptor(requests)
    let target = site.target(object, &scope)
    var profile = EmitProfile(
      name: name, title: object.string("title") ?? name, package: object.string("package"),
      config: config, target: target)
    profile.authentication = site.authentication(object, scope, target)
    profile.transport = site.transport(object, scope)
    let answers = AnswersDescriptor(requests)
    profile.error = answers.error(object)
    profile.answers = answers.rules(object)
    profile.retry = answers.retry(object)
    profile.idempotency = idempotency(object)
    (profile.maps, profile.sameMaps) = maps(object)
    let tables = EmitTableDescriptor(self, requests, scope, profile)
    for item in object.objects("tables") {
      if let table = tables.read(item, after: profile.tables) { profile.tables.append(table) }
    }
    if !object.has("tables") { findings.add(at: object.place, "the profile has no `tables`") }
    tellUnused(profile, scope, object)
    object.finish(.all)
    return profile
  }

  /// Warns of what is given and used nowhere: usually a placeholder is spelled otherwise.
  private func tellUnused(
    _ profile: EmitProfile, _ scope: PlaceholderScope, _ object: ObjectReader
  ) {
    func tell(_ name: String, in member: String) {
      findings.add(
        at: object.place(of: member), severity: .warning,
        "`\(printable(name))` of `\(member)` is used nowhere")
    }
    for value in profile.config where !scope.uses.contains(.config(value.name)) {
      tell(value.name, in: "config")
    }
    for name in scope.discovered where !scope.uses.contains(.discovered(name)) {
      tell(name, in: "target")
    }
    let maps = Set(profile.tables.flatMap(\.values).map(\.map))
    for name in profile.maps.keys.sorted() where !maps.contains(name) { tell(name, in: "maps") }
  }

  /// A name of letters, digits, `-` and `_`, which a placeholder or a command line can say.
  func identifier(_ member: String, of object: ObjectReader) -> String? {
    guard let text = object.string(member) else {
      if !object.has(member) { findings.add(at: object.place, "`\(member)` is missing") }
      return nil
    }
    guard Self.isIdentifier(text) else {
      object.invalid(member, "`\(printable(text))` is no name of letters, digits, `-` and `_`")
      return nil
    }
    return text
  }

  /// Whether a text is a name: letters, digits, `-` and `_`, at most 64 of them.
  static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
          || $0 == 95
      }
  }

  // MARK: What the installation says

  private func config(_ object: ObjectReader) -> [ConfigValue] {
    guard let values = object.object("config") else { return [] }
    return values.names.compactMap { name in
      guard let item = values.object(name) else { return nil }
      defer { item.finish(.all) }
      item.know("description")
      if !Self.isIdentifier(name) {
        values.invalid(name, "`\(printable(name))` is no name of letters, digits, `-` and `_`")
      }
      let value = ConfigValue(
        name: name, isRequired: item.boolean("required"), isSecret: item.boolean("secret"),
        fallback: item.string("default"), environment: item.string("environment"))
      if value.isSecret, value.fallback != nil {
        item.invalid(
          "default",
          "a secret stands in the profile; leave it out, it is read from the environment or a file")
      }
      if !value.isSecret, value.fallback != nil, Self.soundsSecret(name) {
        item.invalid(
          "default", "`\(name)` sounds like a secret; write `\"secret\": true` and no `default`")
      }
      if let variable = value.environment, !Self.isIdentifier(variable) || variable.contains("-") {
        item.invalid(
          "environment", "`\(printable(variable))` is no name of a variable, such as `TARGET_URL`")
      }
      return value
    }
  }

  /// Whether a value of the name is usually a secret.
  private static func soundsSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["password", "secret", "token", "apikey", "api_key", "credential"].contains {
      name.contains($0)
    }
  }

  private func idempotency(_ object: ObjectReader) -> Idempotency? {
    guard let item = object.object("idempotency") else { return nil }
    defer { item.finish(.all) }
    item.know("description")
    guard let header = item.string("header") else {
      findings.add(at: item.place, "`idempotency` needs the name of a `header`")
      return nil
    }
    return Idempotency(header: header)
  }

  // MARK: Maps

  /// What a code without an entry is.
  private enum Otherwise: String, CaseIterable {
    /// A gap, which is told.
    case gap
    /// What it is here.
    case same
  }

  /// Maps of codes: given here, or in mapping tables beside the profile.
  private func maps(
    _ object: ObjectReader
  ) -> (maps: [String: [String: String]], same: Set<String>) {
    guard let maps = object.object("maps") else { return ([:], []) }
    var same: Set<String> = []
    var read: [String: [String: String]] = [:]
    for name in maps.names {
      guard let item = maps.object(name) else { continue }
      item.know("description")
      if item.choice("otherwise", of: Otherwise.self) == .same { same.insert(name) }
      read[name] = entries(of: name, item)
      item.finish(.all)
    }
    return (read, same)
  }

  private func entries(of name: String, _ item: ObjectReader) -> [String: String] {
    guard let file = item.string("file") else {
      guard let values = item.object("values") else {
        if !item.has("values"), !item.has("file") {
          findings.add(
            at: item.place, "the map `\(printable(name))` needs `values`, or the `file` of them")
        }
        return [:]
      }
      if item.has("kind") { item.invalid("kind", "`kind` is of a `file`") }
      return Dictionary(
        values.names.compactMap { code in values.string(code).map { (code, $0) } },
        uniquingKeysWith: { $1 })
    }
    let kind = item.string("kind") ?? name
    if item.has("values") { item.invalid("values", "a map has `values` or a `file`, not both") }
    let steps = file.split(separator: "/", omittingEmptySubsequences: false)
    guard !steps.contains(where: { $0 == ".." || $0.isEmpty }) else {
      item.invalid("file", "`\(printable(file))` is not a file in the profile's folder")
      return [:]
    }
    do {
      let map = try IdentifierMap(InputFile(path: folder.appendingPathComponent(file).path))
      let entries = map.entries(of: kind)
      if entries.isEmpty {
        item.invalid("file", "`\(printable(file))` has no entry of the kind `\(printable(kind))`")
      }
      return Dictionary(entries.map { ($0.key, $0.id) }, uniquingKeysWith: { $1 })
    } catch let error as IdentifierMap.Malformed {
      let problem =
        error.key.map { "line \(error.line) gives `\(printable($0))` a second id" }
        ?? "its first line does not name the columns `kind`, `key` and `id`"
      item.invalid("file", "`\(printable(file))` is no mapping table: \(problem)")
    } catch {
      item.invalid("file", "`\(printable(file))` cannot be read")
    }
    return [:]
  }
}
