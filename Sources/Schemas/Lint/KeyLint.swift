import TabularCore

/// Checks that keys, liveness and similar properties name fields of the table.
struct KeyLint {
  /// Collects the mistakes.
  let findings: Findings
  /// The whole package.
  let package: DataPackage

  /// Checks a table.
  func run(on table: DescribedTable) {
    check(table.schema.naturalKey, at: table.object.place(of: "primaryKey"), "primaryKey", table)
    for (index, key) in table.schema.uniqueKeys.enumerated() {
      let place = table.object.place(of: "uniqueKeys")
      check(
        key, at: place.child(String(index), line: place.line, column: place.column), "uniqueKeys",
        table)
    }
    if let liveness = table.schema.liveness {
      let place = table.object.place(of: "registrar:liveness")
      check([liveness.field], at: place, "registrar:liveness", table)
      let field = table.schema.field(named: liveness.field)
      let isTruth = field?.type.definition.storage == .truth
      let values = isTruth ? ["0", "1"] : field?.enumValues.map(\.value) ?? []
      for value in liveness.closedValues where !values.isEmpty && !values.contains(value) {
        findings.add(
          at: place,
          "`\(value)` is not a value of `\(liveness.field)`"
            + (isTruth ? ", which is `true` or `false`" : ""),
          suggestion: Issue.Suggestion(nearest: values, to: value, noun: "value"))
      }
    }
    if let field = table.schema.identityField {
      check(
        [field], at: table.object.place(of: "registrar:identityField"), "registrar:identityField",
        table)
    }
    for child in table.schema.expectedChildren {
      let place = table.object.place(of: "registrar:expectedChildren")
      guard let other = package.table(named: child) else {
        findings.addMissing(
          child, at: place, path: table.schema.name, among: package.tables.map(\.name))
        continue
      }
      if !other.references.contains(where: { $0.table == table.schema.name }) {
        findings.add(at: place, "`\(child)` has no reference to `\(table.schema.name)`")
      }
    }
  }

  private func check(
    _ names: [String], at place: DescriptorPlace, _ property: String, _ table: DescribedTable
  ) {
    var seen: Set<String> = []
    for name in names {
      guard let field = table.schema.field(named: name) else {
        findings.addMissing(
          name, at: place, path: "\(table.schema.name).\(property)",
          among: table.schema.fields.map(\.name), of: table.schema.name)
        continue
      }
      let storage = field.type.definition.storage
      if storage.isList || storage == .sealed {
        findings.add(at: place, "`\(name)` cannot stand in `\(property)`: it is a list or a secret")
      }
      if !seen.insert(name).inserted {
        findings.add(at: place, "`\(property)` names `\(name)` twice")
      }
    }
  }
}
