import DelimitedText
import ImportPipeline
import JSONText
import Schemas
import TabularCore

/// Reads the object of a phase.
struct PhaseDescriptor {
  private let migration: MigrationDescriptor
  private var findings: Findings { migration.findings }

  init(_ migration: MigrationDescriptor) { self.migration = migration }

  func read(_ object: ObjectReader) -> Phase? {
    let id = migration.identifier("id", of: object)
    let title = object.localized("title")
    var phase = Phase(
      id: id ?? "", title: title ?? LocalizedText(id ?? ""),
      summary: object.localized("description"), dependsOn: object.strings("dependsOn") ?? [])
    phase.rounds = object.choice("rounds", of: Phase.Rounds.self) ?? .many
    phase.milestone = object.string("milestone")
    phase.package = object.string("package")
    phase.sources = sources(object)
    phase.cleans = object.objects("clean").compactMap(clean)
    phase.tables = object.strings("tables") ?? []
    if let guards = object.object("guards") { phase.guards = GuardDescriptor.read(guards) }
    if let options = object.object("options") { phase.options = self.options(options) }
    phase.backsUp = object.optionalBoolean("backup") ?? true
    if let hooks = object.object("hooks") {
      phase.before = self.hooks("before", of: hooks)
      phase.after = self.hooks("after", of: hooks)
      phase.afterFailure = self.hooks("afterFailure", of: hooks)
      hooks.finish(.all)
    }
    phase.checks = object.objects("checks").compactMap(check)
    phase.checklist = migration.checklist(object)
    object.finish(.all)
    return id == nil ? nil : phase
  }

  // MARK: Sources

  private func sources(_ object: ObjectReader) -> [Phase.Source] {
    object.items("sources").compactMap { node, place in
      if let path = node.string { return Phase.Source(path: path) }
      let expected = "the path of a file, or an object with a `path`"
      guard
        let item = ObjectReader(node, at: place, findings: findings, expected: expected)
      else { return nil }
      let path = item.string("path")
      if path == nil, !item.has("path") { findings.add(at: place, "a source has no `path`") }
      let source = path.map {
        Phase.Source(
          path: $0, table: item.string("table"), isOptional: item.boolean("optional"))
      }
      item.finish(.all)
      return source
    }
  }

  private func clean(_ object: ObjectReader) -> Phase.Clean? {
    let table = object.string("table")
    if table == nil, !object.has("table") { findings.add(at: object.place, "`table` is missing") }
    var clean = Phase.Clean(table: table ?? "")
    if let fields = object.object("match") {
      for name in fields.names {
        if let pattern = fields.string(name) {
          clean.matches.append(CleanScope.Match(field: name, pattern: pattern))
        }
      }
    }
    clean.keys = object.strings("keys") ?? []
    clean.takesDependents = object.boolean("withDependents")
    if clean.matches.isEmpty == clean.keys.isEmpty {
      findings.add(
        at: object.place, "what is removed is told by `match` or by `keys`, one of them")
    }
    object.finish(.all)
    return table == nil ? nil : clean
  }

  private func options(_ object: ObjectReader) -> Phase.Options {
    var options = Phase.Options()
    options.mode = object.choice("mode", of: TableSchema.WriteMode.self)
    options.onError = object.choice("onError", of: ImportOptions.ErrorPolicy.self)
    options.allowsDelete = object.boolean("allowDelete")
    options.prune = object.strings("prune") ?? []
    options.isStrict = object.boolean("strict")
    options.commitEvery = object.count("commitEvery")
    options.resetPasswords = object.string("resetPasswords")
    options.onlyKeys = object.strings("onlyKeys") ?? []
    options.skipsDone = object.boolean("skipDone")
    options.rowsPerSecond = object.number("rate")
    options.encoding = object.string("encoding")
    if let name = options.encoding, name != "auto", TextEncoding(name: name) == nil {
      object.invalid("encoding", "`\(printable(name))` is no encoding")
    }
    options.attachments = object.string("attachments")
    if let rate = options.rowsPerSecond, !(rate > 0) || options.commitEvery == nil {
      object.invalid("rate", "`rate` is a number of rows a second, and needs `commitEvery`")
    }
    if options.commitEvery == 0 {
      object.invalid("commitEvery", "`commitEvery` is a number of rows from 1")
    }
    if options.commitEvery != nil, options.allowsDelete || !options.prune.isEmpty {
      object.invalid("commitEvery", "a run in parts cannot delete records")
    }
    if !options.prune.isEmpty, !options.allowsDelete {
      object.invalid("prune", "`prune` deletes, so it needs `allowDelete`")
    }
    object.finish(.all)
    return options
  }

  // MARK: Hooks

  private func hooks(_ member: String, of object: ObjectReader) -> [Hook] {
    object.objects(member).compactMap { item in
      let id = migration.identifier("id", of: item)
      let command = item.strings("run") ?? []
      var hook = Hook(id: id ?? "", command: command, timeout: item.number("timeout") ?? 60)
      if command.first?.isEmpty ?? true {
        findings.add(
          at: item.place, "a hook needs `run`, a list of the program and its arguments")
      } else if item.node("run")?.string != nil {
        item.invalid(
          "run", "`run` is a list of the program and its arguments; no shell splits a line")
      }
      if !(hook.timeout > 0 && hook.timeout <= 86_400) {
        item.invalid("timeout", "`timeout` is a number of seconds, more than 0, at most 86400")
      }
      if let variables = item.object("environment") {
        for name in variables.names {
          guard let value = migration.configured(name, of: variables) else { continue }
          hook.environment.append(Hook.Variable(name: name, value: value))
          if case .text = value, Self.soundsSecret(name) {
            variables.invalid(
              name,
              "`\(printable(name))` sounds like a secret; give it as `{\"env\": \"NAME\"}` or `{\"file\": \"PATH\"}`"
            )
          }
        }
      }
      hook.folder = item.string("folder")
      hook.isRehearsed = item.boolean("rehearse")
      item.finish(.all)
      return id == nil ? nil : hook
    }
  }

  /// Whether a variable of the name usually holds a secret.
  static func soundsSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    return ["PASSWORD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PGPASS", "CREDENTIAL"].contains {
      name.contains($0)
    }
  }

  // MARK: Checks

  private func check(_ object: ObjectReader) -> Check? {
    let kinds = ["count", "empty", "plan"].filter(object.has)
    guard kinds.count == 1 else {
      findings.add(at: object.place, "a check is one of `count`, `empty` and `plan`")
      return nil
    }
    defer { object.finish(.all) }
    if let sql = object.string("empty") {
      let words = sql.split(separator: " ").prefix(4).joined(separator: " ")
      return .empty(name: object.string("name") ?? words, sql: sql)
    }
    if let table = object.string("count") {
      let condition = object.string("where")
      return expectation(object).map { .count(table: table, condition: condition, $0) }
    }
    guard let effect = object.choice("plan", of: Check.Effect.self) else { return nil }
    let table = object.string("table")
    return expectation(object).map { .plan(effect, table: table, $0) }
  }

  private func expectation(_ object: ObjectReader) -> Check.Expectation? {
    let equals = object.count("equals")
    let range = Check.Expectation(
      atLeast: object.count("atLeast") ?? equals, atMost: object.count("atMost") ?? equals)
    guard range.atLeast != nil || range.atMost != nil else {
      findings.add(at: object.place, "a check needs `equals`, `atLeast` or `atMost`")
      return nil
    }
    return range
  }
}
