import TabularCore

/// Checks that `registrar:items` names fields, a reference to groups, and values of the kind.
struct ItemLint {
  /// Collects the mistakes.
  let findings: Findings
  /// The whole package.
  let package: DataPackage

  /// Checks a table.
  func run(on table: DescribedTable) {
    guard let items = table.schema.items else { return }
    let place = table.object.place(of: "registrar:items")
    check(
      [items.code, items.group, items.kind, items.stem, items.correct] + items.options
        + [items.points, items.feedback, items.shuffles, items.penalty, items.attachment]
        .compactMap(\.self),
      of: table.schema, at: place)
    let values = table.schema.field(named: items.kind)?.enumValues.map(\.value) ?? []
    for value in items.kinds.values.sorted() where !values.contains(value) {
      findings.add(
        at: place, "`\(value)` is not a value of `\(items.kind)`",
        suggestion: Issue.Suggestion(nearest: values, to: value, noun: "value"))
    }
    guard let reference = table.schema.reference(from: items.group),
      let groups = package.table(named: reference.table)
    else {
      findings.add(at: place, "`\(items.group)` refers to no table of groups")
      return
    }
    check([items.groupName, items.groupParent].compactMap(\.self), of: groups, at: place)
    if groups.naturalKey != [reference.targetField] {
      findings.add(at: place, "`\(groups.name)` has another key than `\(reference.targetField)`")
    }
  }

  private func check(_ names: [String], of table: TableSchema, at place: DescriptorPlace) {
    for name in names where table.field(named: name) == nil {
      findings.addMissing(
        name, at: place, path: "\(table.name).registrar:items",
        among: table.fields.map(\.name), of: table.name)
    }
  }
}
