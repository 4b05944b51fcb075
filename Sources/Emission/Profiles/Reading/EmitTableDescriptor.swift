import Schemas
import TabularCore

/// Reads the object of a table.
struct EmitTableDescriptor {
  private let profile: EmitProfileDescriptor
  private let requests: RequestDescriptor
  private let scope: PlaceholderScope
  /// What was read before: its maps and whether requests carry keys.
  private let read: EmitProfile
  private var findings: Findings { profile.findings }

  init(
    _ profile: EmitProfileDescriptor, _ requests: RequestDescriptor, _ scope: PlaceholderScope,
    _ read: EmitProfile
  ) {
    self.profile = profile
    self.requests = requests
    self.scope = scope
    self.read = read
  }

  /// A mode of a table.
  private enum Mode: String, CaseIterable {
    /// Records are made and changed.
    case write
    /// Records are looked up.
    case match
  }

  func read(_ object: ObjectReader, after before: [EmitTable]) -> EmitTable? {
    object.know("description")
    let name = profile.identifier("name", of: object)
    let select = object.lines("select")
    let key = object.strings("key") ?? []
    var table = EmitTable(name: name ?? "", select: select ?? "", key: key, id: "")
    table.of = object.string("of")
    table.isMatched = object.choice("mode", of: Mode.self) == .match
    table.folds = object.boolean("fold")
    table.space = object.string("space")
    columns(object, &table)
    var scope = scope
    values(object, &table, &scope)
    table.ids = ids(object, before, scope)
    scope.ids = table.ids.map(\.name)
    let records = TableRequestDescriptor(requests, isIdempotent: read.idempotency != nil)
    records.read(object, &table, scope)
    if let name, before.contains(where: { $0.name == name }) {
      object.invalid("name", "the table `\(name)` stands twice")
    }
    for (member, isMissing) in [("select", select == nil), ("key", key.isEmpty)]
    where isMissing && !object.has(member) {
      findings.add(at: object.place, "the table has no `\(member)`")
    }
    for column in key where !table.columns.contains(where: { $0.name == column }) {
      findings.addMissing(
        column, at: object.place(of: "key"), path: table.name, among: table.columns.map(\.name))
    }
    checkNames(table, object)
    require(filled: key, &table)
    require(filled: records.columnsOfAddresses(table), &table)
    object.finish(.all)
    return name == nil ? nil : table
  }

  /// Whether the package has the table and the fields.
  private func checkNames(_ table: EmitTable, _ object: ObjectReader) {
    guard let package = profile.package, let name = table.of else { return }
    guard let schema = package.table(named: name) else {
      findings.addMissing(
        name, at: object.place(of: "of"), path: table.name, among: package.tables.map(\.name))
      return
    }
    let columns = object.object("columns")
    for column in table.columns {
      for field in column.fields where schema.field(named: field) == nil {
        findings.addMissing(
          field, at: columns?.place(of: column.name) ?? object.place, path: table.name,
          among: schema.fields.map(\.name))
      }
    }
  }

  /// A column that names a record, here or in an address, is never empty.
  private func require(filled columns: [String], _ table: inout EmitTable) {
    for column in columns where table.columns.contains(where: { $0.name == column }) {
      if let index = table.require.firstIndex(where: { $0.column == column }) {
        table.require[index].minLength = max(table.require[index].minLength ?? 1, 1)
      } else {
        table.require.append(Requirement(column: column, minLength: 1))
      }
    }
  }

  // MARK: Columns

  private func columns(_ object: ObjectReader, _ table: inout EmitTable) {
    guard let columns = object.object("columns") else {
      if !object.has("columns") {
        findings.add(at: object.place, "the table has no `columns`, those of its `select`")
      }
      return
    }
    for name in columns.names {
      if !EmitProfileDescriptor.isIdentifier(name) || name == "id" || name == "changed" {
        columns.invalid(name, "`\(printable(name))` is no name for a placeholder")
      }
      if scope.discovered.contains(name) {
        columns.invalid(name, "`\(name)` is a name under `discover` already")
      }
      guard let item = columns.object(name) else { continue }
      item.know("description")
      table.columns.append(SelectedColumn(name: name, fields: item.strings("from") ?? []))
      var requirement = Requirement(column: name)
      requirement.pattern = requests.pattern("pattern", of: item)
      requirement.patternWords = item.localized("patternWords")
      if requirement.patternWords != nil, !item.has("pattern") {
        item.invalid(
          "patternWords", "`patternWords` says what a `pattern` allows, and there is none")
      }
      requirement.minLength = item.count("minLength")
      requirement.maxLength = item.count("maxLength")
      if let least = requirement.minLength, let most = requirement.maxLength, least > most {
        item.invalid("maxLength", "`maxLength` \(most) is below `minLength` \(least)")
      }
      if requirement != Requirement(column: name) { table.require.append(requirement) }
      item.finish(.all)
    }
  }

  private func values(
    _ object: ObjectReader, _ table: inout EmitTable, _ scope: inout PlaceholderScope
  ) {
    var names = table.columns.map(\.name)
    scope.columns = names
    if let values = object.object("values") {
      for name in values.names {
        guard let item = values.object(name) else { continue }
        if !EmitProfileDescriptor.isIdentifier(name) || names.contains(name)
          || scope.discovered.contains(name)
        {
          values.invalid(name, "`\(printable(name))` is no name for a placeholder, or is taken")
        }
        let map = item.string("map") ?? ""
        if !item.has("map") { findings.add(at: item.place, "`map` is missing") }
        if item.has("map"), read.maps[map] == nil {
          findings.addMissing(
            map, at: item.place(of: "map"), path: table.name, among: read.maps.keys.sorted())
        }
        if let code = requests.template("of", of: item, scope) {
          table.values.append(MappedValue(name: name, map: map, of: code))
        } else if !item.has("of") {
          findings.add(at: item.place, "`of` is missing, the code that is looked up in the map")
        }
        item.finish(.all)
        names.append(name)
      }
    }
    scope.columns = names
    if let skips = object.object("skipWhen") {
      for name in skips.names {
        if !names.contains(name) {
          findings.addMissing(name, at: skips.place(of: name), path: table.name, among: names)
        }
        for text in skips.strings(name) ?? [] {
          table.skips.append(SkipRule(value: name, equals: text))
        }
      }
    }
  }

  // MARK: Ids of other tables

  private func ids(
    _ object: ObjectReader, _ before: [EmitTable], _ scope: PlaceholderScope
  ) -> [ReferencedID] {
    guard let ids = object.object("ids") else { return [] }
    return ids.names.compactMap { name in
      guard let item = ids.object(name) else { return nil }
      defer { item.finish(.all) }
      if !EmitProfileDescriptor.isIdentifier(name) {
        ids.invalid(name, "`\(printable(name))` is no name for a placeholder")
      }
      let key = (item.strings("key") ?? []).map {
        scope.template($0, at: item.place(of: "key"), findings)
      }
      guard let table = item.string("table") else {
        if !item.has("table") { findings.add(at: item.place, "`table` is missing") }
        return nil
      }
      guard let other = before.first(where: { $0.name == table }) else {
        findings.addMissing(
          table, at: item.place(of: "table"), path: "a table before this one",
          among: before.map(\.name))
        return nil
      }
      if key.count != other.key.count {
        findings.add(
          at: item.place,
          "the key of `\(table)` has \(other.key.count) parts, not \(key.count): `\(other.key.joined(separator: "`, `"))`"
        )
      }
      return ReferencedID(name: name, table: table, key: key)
    }
  }
}
