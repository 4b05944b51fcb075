import TabularCore

/// Checks that references, identities and paths lead somewhere.
struct ReferenceLint {
  /// Collects the mistakes.
  let findings: Findings
  /// The whole package.
  let package: DataPackage

  /// Checks a table.
  func run(on table: DescribedTable) {
    for (reference, object) in zip(table.schema.references, table.references) {
      check(reference, object, table)
    }
    for (identity, object) in zip(table.schema.identities, table.identities) {
      for name in identity.fields where table.schema.reference(from: name)?.table != identity.table
      {
        findings.add(
          at: object.place, "`\(name)` of the identity does not refer to `\(identity.table)`")
      }
    }
    for field in table.schema.fields {
      guard let object = table.fields[field.name] else { continue }
      let paths: [(String, [FieldPath])] = [
        ("registrar:countryFrom", field.countryFrom), ("registrar:zoneFrom", field.zoneFrom),
        ("registrar:dateFrom", field.dateFrom.map { [$0] } ?? []),
        ("registrar:parts", field.parts?.dateFrom.map { [$0] } ?? []),
      ]
      for (property, paths) in paths {
        for path in paths { check(path, at: object.place(of: property), table.schema) }
      }
      if case .path(let path) = field.defaultValue {
        check(path, at: object.place(of: "registrar:defaultFrom"), table.schema)
      }
      if let name = field.currencyField {
        check(FieldPath(field: name), at: object.place(of: "registrar:currencyField"), table.schema)
      } else if field.type.definition.properties.contains(.currencyField) {
        findings.add(
          at: object.place, "`\(field.name)` is an amount without `registrar:currencyField`")
      }
      if field.type.definition.properties.contains(.zoneFrom), field.zoneFrom.isEmpty {
        findings.add(at: object.place, "`\(field.name)` is a time without `registrar:zoneFrom`")
      }
    }
  }

  private func check(_ reference: Reference, _ object: ObjectReader, _ table: DescribedTable) {
    let own = table.schema.name
    if table.schema.field(named: reference.field) == nil {
      findings.addMissing(
        reference.field, at: object.place(of: "fields"), path: "\(own).foreignKeys",
        among: table.schema.fields.map(\.name), of: own)
      return
    }
    let place = object.place(of: "reference")
    guard let parent = package.table(named: reference.table) else {
      findings.addMissing(
        reference.table, at: place, path: "\(own).\(reference.field)",
        among: package.tables.map(\.name))
      return
    }
    var isWhole = true
    for name in [reference.targetField] + reference.with.keys.sorted()
    where parent.field(named: name) == nil {
      isWhole = false
      findings.addMissing(
        name, at: place, path: "\(own).\(reference.field)", among: parent.fields.map(\.name),
        of: parent.name)
    }
    checkKept(reference, object, table, parent)
    let key = Set([reference.targetField] + reference.with.keys)
    if isWhole, Set(parent.naturalKey) != key,
      !parent.uniqueKeys.contains(where: { Set($0) == key })
    {
      findings.add(
        at: place,
        "`\(reference.field)` refers to \(inBackticks(key.sorted())), which is no key of `\(parent.name)`"
      )
    }
    for (_, path) in reference.with.sorted(by: { $0.key < $1.key }) {
      let isInline = object.has("registrar:with")
      check(path, at: object.place(of: isInline ? "registrar:with" : "fields"), table.schema)
    }
    for (name, values) in reference.requirements.sorted(by: { $0.key < $1.key }) {
      let place = object.place(of: "registrar:requires")
      guard let required = parent.field(named: name) else {
        findings.addMissing(
          name, at: place, path: "\(own).\(reference.field)", among: parent.fields.map(\.name),
          of: parent.name)
        continue
      }
      let known = required.enumValues.map(\.value)
      for value in values where !known.isEmpty && !known.contains(value) {
        findings.add(at: place, "`\(value)` is not a value of `\(name)`")
      }
      if values.isEmpty { findings.add(at: place, "`\(name)` is required to have no value") }
    }
    for alternative in reference.alternatives {
      let place = object.place(of: "registrar:alsoBy")
      for name in [alternative.field] + alternative.within.keys.sorted()
      where parent.field(named: name) == nil {
        findings.addMissing(
          name, at: place, path: "\(own).\(reference.field)", among: parent.fields.map(\.name),
          of: parent.name)
      }
      if let path = alternative.path, let step = parent.reference(from: path) {
        let above = package.table(named: step.table)
        if above?.field(named: alternative.field) == nil {
          findings.add(
            at: place,
            "`\(step.table)`, to which `\(path)` leads, has no field `\(alternative.field)`")
        }
      } else if let path = alternative.path {
        findings.add(at: place, "`\(path)` of `\(parent.name)` is not a reference")
      }
      for (_, path) in alternative.within.sorted(by: { $0.key < $1.key }) {
        check(path, at: place, table.schema)
      }
    }
  }

  /// A column that holds the parent's key has the values of the parent's own column.
  private func checkKept(
    _ reference: Reference, _ object: ObjectReader, _ table: DescribedTable, _ parent: TableSchema
  ) {
    guard let field = table.fields[reference.field], field.has("registrar:keeps"),
      case .column = table.schema.field(named: reference.field)?.store
    else { return }
    let place = field.place(of: "registrar:keeps")
    for (name, path) in reference.with.sorted(by: { $0.key < $1.key }) {
      if path.references.isEmpty, case .column = table.schema.field(named: path.field)?.store {
        continue
      }
      findings.add(
        at: place,
        "`key` needs all parts of the key of `\(parent.name)` in columns of the row; `\(name)` comes from `\(path)`"
      )
    }
    for name in [reference.targetField] + reference.with.keys.sorted() {
      guard let target = parent.field(named: name) else { continue }
      if case .column = target.store { continue }
      findings.add(
        at: place, "`key` needs `\(name)` of `\(parent.name)` in a column of its own")
    }
  }

  private func check(_ path: FieldPath, at place: DescriptorPlace, _ start: TableSchema) {
    var table = start
    for step in path.references {
      guard let reference = table.reference(from: step),
        let parent = package.table(named: reference.table)
      else {
        if let parent = table.reference(from: step)?.table,
          findings.unreadTables.contains(parent)
        {
          return
        }
        if table.field(named: step) != nil {
          findings.add(at: place, "`\(step)` on the path `\(path)` is not a reference")
        } else {
          findings.addMissing(
            step, at: place, path: path.description, among: table.fields.map(\.name),
            of: table.name)
        }
        return
      }
      table = parent
    }
    guard table.field(named: path.field) == nil else { return }
    findings.addMissing(
      path.field, at: place, path: path.description, among: table.fields.map(\.name),
      of: table.name)
  }
}
