import JSONText
import TabularCore

/// A table as read, with the places of its parts, for checks of the whole package.
struct DescribedTable {
  /// The table.
  var schema: TableSchema
  /// The descriptor of the table.
  var object: ObjectReader
  /// The descriptor of each field, by name.
  var fields: [String: ObjectReader] = [:]
  /// The descriptor of each reference, in the order of `schema.references`.
  var references: [ObjectReader] = []
  /// The descriptor of each rule, in the order of `schema.rules`.
  var rules: [ObjectReader] = []
  /// The descriptor of each identity, in the order of `schema.identities`.
  var identities: [ObjectReader] = []
}

/// Reads a Table Schema (v2), with Registrar's properties, into the model.
struct TableDescriptor {
  private let object: ObjectReader
  private var source: DescribedTable

  /// Reads a table.
  static func read(_ object: ObjectReader, name: String) -> DescribedTable {
    object.place.table = name
    var descriptor = TableDescriptor(
      object: object, source: DescribedTable(schema: TableSchema(name: name), object: object))
    descriptor.readTexts()
    descriptor.readFields()
    descriptor.readKeys()
    descriptor.readReferences()
    descriptor.readRules()
    descriptor.readStore()
    object.finish(.prefixed)
    return descriptor.source
  }

  /// The texts that mean "no value"; items may be objects with a `value` (Table Schema v2).
  static func missingValues(_ object: ObjectReader) -> [String]? {
    guard object.has("missingValues") else { return nil }
    return object.items("missingValues").compactMap { node, place in
      if let text = node.string ?? node.member("value")?.string { return text }
      object.findings.add(at: place, "\(node.kind) stands where a text is expected")
      return nil
    }
  }

  private mutating func readTexts() {
    let translations = object.translations("title", "description")
    let title = object.string("title")
    let description = object.string("description")
    source.schema.title = LocalizedText(title ?? source.schema.name, translations["title"] ?? [:])
    source.schema.description = LocalizedText(
      description ?? "", translations["description"] ?? [:])
    if let noun = object.forms("registrar:noun") {
      source.schema.noun = noun.one
      if let many = noun.many { source.schema.nounPlural = many }
    }
    if let plural = object.localized("registrar:nounPlural") { source.schema.nounPlural = plural }
    source.schema.sheetName = object.string("registrar:sheet") ?? title ?? source.schema.name
    source.schema.sheetAliases = object.strings("registrar:sheetAliases") ?? []
    source.schema.ignoredHeaders = object.strings("registrar:ignoredHeaders") ?? []
    if let stem = object.string("registrar:fileStem") { source.schema.fileStem = stem }
    source.schema.writeMode =
      object.choice("registrar:writeMode", of: TableSchema.WriteMode.self) ?? .upsert
    source.schema.expectedChildren = object.strings("registrar:expectedChildren") ?? []
    source.schema.identityField = object.string("registrar:identityField")
    if let text = object.string("registrar:renames") {
      source.schema.renamesBySourceID = text == "source_id"
      if text != "source_id" {
        object.invalid("registrar:renames", "`\(text)` is not `source_id`")
      }
    }
    if let guards = object.object("registrar:guards") {
      source.schema.guards = GuardDescriptor.read(guards)
    }
    source.schema.items = object.object("registrar:items").flatMap(ItemDescriptor.read)
    guard let liveness = object.object("registrar:liveness") else { return }
    let field = liveness.string("field")
    let closed = liveness.strings("closed") ?? []
    liveness.finish(.all)
    guard let field, !closed.isEmpty else {
      object.invalid("registrar:liveness", "`registrar:liveness` needs `field` and `closed`")
      return
    }
    source.schema.liveness = TableSchema.Liveness(field: field, closedValues: closed)
  }

  /// Columns are found by their headers, wherever they stand, and may be more or fewer than the fields.
  private func checkFieldsMatch() {
    // The profile of version 2.0 takes a list of one as well.
    guard let text = object.strings("fieldsMatch")?.first else { return }
    let known = ["exact", "equal", "subset", "superset", "partial"]
    if !known.contains(text) {
      object.invalid(
        "fieldsMatch",
        "`\(text)` is not a value of `fieldsMatch`, expected \(inBackticks(known))",
        suggestion: Issue.Suggestion(nearest: known, to: text, noun: "value"))
    } else if text != "partial" {
      object.findings.add(
        at: object.place(of: "fieldsMatch"), severity: .warning,
        "`fieldsMatch` `\(text)` is not checked: columns are found by their headers")
    }
  }

  private mutating func readFields() {
    checkFieldsMatch()
    let missingValues = Self.missingValues(object) ?? [""]
    for item in object.objects("fields") {
      item.place.table = source.schema.name
      guard let field = FieldDescriptor.read(item, missingValues: missingValues) else { continue }
      if source.fields[field.name] != nil {
        item.invalid("name", "two fields have the name `\(field.name)`")
        continue
      }
      source.schema.fields.append(field)
      source.fields[field.name] = item
    }
    if source.schema.fields.isEmpty {
      object.findings.add(at: object.place, "the table `\(source.schema.name)` has no fields")
    }
  }

  private mutating func readKeys() {
    source.schema.naturalKey = object.strings("primaryKey") ?? []
    if source.schema.naturalKey.isEmpty {
      object.findings.add(
        at: object.place, severity: .warning,
        "the table `\(source.schema.name)` has no `primaryKey`: its rows cannot be matched")
    }
    for (node, place) in object.items("uniqueKeys") {
      let names = node.string.map { [$0] } ?? node.items?.compactMap(\.string) ?? []
      if names.isEmpty {
        object.findings.add(at: place, "\(node.kind) stands where a list of fields is expected")
      } else {
        source.schema.uniqueKeys.append(names)
      }
    }
    for field in source.schema.fields {
      let isUnique = source.fields[field.name]?.object("constraints")?.optionalBoolean("unique")
      guard isUnique == true, field.type.definition.storage.canBeUnique,
        source.schema.naturalKey != [field.name],
        !source.schema.uniqueKeys.contains([field.name])
      else { continue }
      source.schema.uniqueKeys.append([field.name])
    }
    if let liveness = source.schema.liveness,
      source.schema.field(named: liveness.field)?.type.definition.storage == .truth
    {
      let stored = ["false": "0", "true": "1"]
      source.schema.liveness?.closedValues = liveness.closedValues.map { stored[$0] ?? $0 }
    }
    for index in source.schema.fields.indices where source.schema.fields[index].type.isPlain {
      if source.schema.naturalKey.contains(source.schema.fields[index].name) {
        source.schema.fields[index].isRequired = true
      }
    }
  }

  private mutating func readReferences() {
    for item in object.objects("foreignKeys") {
      guard let reference = ReferenceDescriptor.read(item, table: source.schema.name) else {
        continue
      }
      if source.schema.reference(from: reference.field) != nil {
        item.invalid("fields", "`\(reference.field)` refers to two tables")
        continue
      }
      source.schema.references.append(reference)
      source.references.append(item)
    }
    for item in object.objects("registrar:identities") {
      let fields = item.strings("fields") ?? []
      let table = item.string("table")
      item.finish(.all)
      guard fields.count > 1, let table else {
        object.findings.add(at: item.place, "an identity needs a `table` and two `fields` at least")
        continue
      }
      source.schema.identities.append(TableSchema.Identity(fields: fields, table: table))
      source.identities.append(item)
    }
  }

  private mutating func readRules() {
    for item in object.objects("registrar:rules") {
      guard let rule = RuleDescriptor.read(item) else { continue }
      source.schema.rules.append(rule)
      source.rules.append(item)
    }
  }

  /// Who owns the table, and what a table of another program has in place of the usual columns.
  private func readOwnership(_ store: ObjectReader, _ mapping: inout StoreMapping) {
    mapping.isOwned = store.optionalBoolean("owned") ?? true
    let id = store.string("id")
    let idType = store.choice("idType", of: StoreMapping.IdentifierType.self)
    let provenance = store.strings("provenance")
    let defaults = store.object("defaults")
    guard !mapping.isOwned else {
      if id != nil || idType != nil || provenance != nil || defaults != nil {
        object.findings.add(
          at: store.place, "`id`, `idType`, `provenance` and `defaults` need `owned` to be false")
      }
      return
    }
    mapping.idColumn = id ?? mapping.idColumn
    mapping.idType = idType ?? mapping.idType
    let known = TargetTable.provenanceColumns.map(\.name)
    mapping.provenance = known.filter { provenance?.contains($0) == true }
    for name in provenance ?? [] where !known.contains(name) {
      store.invalid("provenance", "`\(name)` is none of \(known.joined(separator: ", "))")
    }
    for name in defaults?.names ?? [] {
      if let value = defaults?.string(name) { mapping.defaults[name] = value }
    }
  }

  private mutating func readStore() {
    var mapping = StoreMapping(table: source.schema.name)
    if let store = object.object("registrar:store") {
      mapping.table = store.string("table") ?? source.schema.name
      mapping.checks = store.strings("checks") ?? []
      for item in store.objects("indexes") {
        let name = item.string("name")
        let columns = item.strings("columns") ?? []
        let index = StoreMapping.Index(
          name: name ?? "", columns: columns, isUnique: item.boolean("unique"),
          condition: item.string("where"))
        item.finish(.all)
        if name == nil || columns.isEmpty {
          object.findings.add(at: item.place, "an index needs a `name` and `columns`")
        } else {
          mapping.indexes.append(index)
        }
      }
      readOwnership(store, &mapping)
      store.know("rowViews")
      store.finish(.all)
    }
    source.schema.store = mapping
    for index in source.schema.fields.indices {
      let field = source.schema.fields[index]
      guard let object = source.fields[field.name] else { continue }
      source.schema.fields[index].store = ColumnDescriptor.read(
        object, field: field, table: source.schema)
    }
    if let store = object.object("registrar:store"), store.has("rowViews") {
      source.schema.store.rowViews = RowViewDescriptor.read(store, of: source.schema)
    }
  }
}
