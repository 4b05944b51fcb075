import RecordMapping
import Schemas
import TabularCore

/// Reads from a store what may be chosen for the references of tables: the keys of live records.
struct ChoiceReader {
  /// What is kept of a record that may be chosen: the texts of the fields that anything asks for.
  private var records: [String: [[Int: String]]] = [:]
  private let package: DataPackage

  /// - Parameter scope: what records must have, or those that they refer to; `nil` for all.
  init(
    tables: [TableSchema], package: DataPackage, scope: RecordSelection.Scope?,
    store: any RecordStore
  ) throws(StoreError) {
    self.package = package
    for name in Set(tables.flatMap { $0.references.map(\.table) }).sorted() {
      guard let table = package.table(named: name) else { continue }
      records[name] = try Self.live(table, scope, of: package, in: store)
    }
  }

  /// The records of a table that are not closed, with their keys, names and references; none where there
  /// are more than a drop-down takes.
  private static func live(
    _ table: TableSchema, _ scope: RecordSelection.Scope?, of package: DataPackage,
    in store: any RecordStore
  ) throws(StoreError) -> [[Int: String]] {
    let liveness = table.liveness.flatMap { rule in
      table.fieldIndex(named: rule.field).map { (field: $0, closed: Set(rule.closedValues)) }
    }
    let asked = table.fields.indices.filter { index in
      let field = table.fields[index]
      return field.type != .secret && !field.type.definition.storage.isList
        && field.type.definition.shownAs == .plain
    }
    var records: [[Int: String]] = []
    try store.records(of: table, in: scope, of: package) { record in
      if let liveness, liveness.closed.contains(record.values[liveness.field].description) {
        return true
      }
      records.append(
        Dictionary(uniqueKeysWithValues: asked.map { ($0, record.values[$0].description) }))
      return records.count <= StoreContents.mostChoices
    }
    return records.count > StoreContents.mostChoices ? [] : records
  }

  /// What may be chosen for each reference of a table.
  func choices(for table: TableSchema) -> [String: StoreContents.Choices] {
    var found: [String: StoreContents.Choices] = [:]
    for reference in table.references {
      guard let parent = package.table(named: reference.table), let records = records[parent.name],
        let key = parent.fieldIndex(named: reference.targetField)
      else { continue }
      let scope = scope(of: reference, from: table, to: parent)
      let name = reference.alternatives.lazy.compactMap { parent.fieldIndex(named: $0.field) }
        .first { parent.fields[$0].privacy == .none && $0 != key }
      var choices: Set<StoreContents.Choice> = []
      for record in records {
        guard let value = record[key], !value.isEmpty else { continue }
        choices.insert(
          StoreContents.Choice(
            value: value, parent: scope.flatMap { record[$0.child] } ?? "",
            name: name.flatMap { record[$0] } ?? ""))
      }
      guard !choices.isEmpty else { continue }
      found[reference.field] = StoreContents.Choices(
        values: choices.sorted { ($0.parent, $0.value, $0.name) < ($1.parent, $1.value, $1.name) },
        parentField: scope?.row)
    }
    return found
  }

  /// By which field of a row the records that it may refer to are limited, and by which of theirs: a part
  /// of their key that another field of the row gives, or a record that both refer to.
  private func scope(
    of reference: Reference, from table: TableSchema, to parent: TableSchema
  ) -> (row: String, child: Int)? {
    for (name, path) in reference.with.sorted(by: { $0.key < $1.key })
    where path.references.isEmpty && path.field != reference.field {
      if let child = parent.fieldIndex(named: name) { return (path.field, child) }
    }
    for outer in parent.references {
      let own = table.references.first {
        $0.table == outer.table && $0.targetField == outer.targetField
          && $0.field != reference.field && !isList($0.field, of: table)
      }
      if let own, let child = parent.fieldIndex(named: outer.field),
        !isList(outer.field, of: parent)
      {
        return (own.field, child)
      }
    }
    return nil
  }

  private func isList(_ field: String, of table: TableSchema) -> Bool {
    table.field(named: field)?.type.definition.storage.isList ?? true
  }
}
