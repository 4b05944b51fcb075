import RuleEvaluation
public import Schemas

/// The fields of each table that are read of staged rows: by set rules, unique keys, and the search for
/// records without children.
public struct RuleFields {
  private var fields: [String: Set<Int>] = [:]

  /// The fields that a package's rules and keys read.
  public init(_ package: DataPackage) {
    for schema in package.tables {
      for rule in schema.rules {
        guard case .set(let query, let tables) = rule.scope else { continue }
        let names = SetQuery.names(in: query)
        for name in Set(tables + [schema.name]) {
          if let table = package.table(named: name) { add(names, of: table) }
        }
      }
      for field in schema.uniqueKeys.joined() { add(field, of: schema) }
      addConstraints(of: schema)
      for children in schema.expectedChildren {
        guard let child = package.table(named: children) else { continue }
        for reference in child.references where reference.table == schema.name {
          add(reference.field, of: child)
          add(reference.targetField, of: schema)
        }
      }
    }
  }

  /// The fields of a table, by index.
  public func fields(of table: TableSchema) -> Set<Int> { fields[table.name] ?? [] }

  /// Adds what the constraints of the store's table read, that go by its columns.
  private mutating func addConstraints(of table: TableSchema) {
    let unique = table.store.indexes.filter(\.isUnique)
    var names = Set(unique.flatMap(\.columns).map { $0.lowercased() })
    for condition in table.store.checks + unique.compactMap(\.condition) {
      names.formUnion(SetQuery.names(in: condition))
    }
    for field in table.fields {
      let columns: [String] =
        switch field.store {
        case .column(let name), .foldedColumn(let name, _), .reference(let name),
          .instant(let name),
          .localTime(let name):
          [name]
        case .dateTime(let local, let utc): [local, utc]
        case .array, .list, .secret, .none: []
        }
      if columns.contains(where: { names.contains($0.lowercased()) }) { add(field.name, of: table) }
    }
  }

  private mutating func add(_ names: Set<String>, of table: TableSchema) {
    for field in table.fields {
      let name = field.name.lowercased()
      if names.contains(name) || names.contains(name + "_local") { add(field.name, of: table) }
      if names.contains(table.name.lowercased() + "__" + name) {
        add(field.name, of: table)
        for key in table.naturalKey { add(key, of: table) }
      }
    }
  }

  private mutating func add(_ name: String, of table: TableSchema) {
    guard let index = table.fieldIndex(named: name) else { return }
    fields[table.name, default: []].insert(index)
  }
}
