import RuleEvaluation
public import Schemas

/// The fields of tables that are read of staged rows: by set rules, unique keys, and the search for records
/// without children.
///
/// They are found when a table is first asked for, from the rules that may read it: a run of one table does not
/// wait for the rules of all.
public final class RuleFields {
  private let package: DataPackage
  private var fields: [String: Set<Int>] = [:]
  /// The names in the queries of rules, by query.
  private var names: [String: Set<String>] = [:]

  /// The fields that a package's rules and keys read.
  public init(_ package: DataPackage) { self.package = package }

  /// The fields of a table, by index.
  public func fields(of table: TableSchema) -> Set<Int> {
    if let known = fields[table.name] { return known }
    fields[table.name] = []
    for schema in package.tables {
      for rule in schema.rules {
        guard case .set(let query, let tables) = rule.scope,
          schema.name == table.name || tables.contains(table.name)
        else { continue }
        add(names(in: query), of: table)
      }
      guard schema.expectedChildren.contains(table.name) else { continue }
      for reference in table.references where reference.table == schema.name {
        add(reference.field, of: table)
      }
    }
    for field in table.uniqueKeys.joined() { add(field, of: table) }
    addConstraints(of: table)
    for child in table.expectedChildren.compactMap(package.table(named:)) {
      for reference in child.references where reference.table == table.name {
        add(reference.targetField, of: table)
      }
    }
    return fields[table.name] ?? []
  }

  private func names(in query: String) -> Set<String> {
    if let known = names[query] { return known }
    let found = SetQuery.names(in: query)
    names[query] = found
    return found
  }

  /// Adds what the constraints of the store's table read, that go by its columns.
  private func addConstraints(of table: TableSchema) {
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

  private func add(_ names: Set<String>, of table: TableSchema) {
    for field in table.fields {
      let name = field.name.lowercased()
      if names.contains(name) || names.contains(name + "_local") { add(field.name, of: table) }
      if names.contains(table.name.lowercased() + "__" + name) {
        add(field.name, of: table)
        for key in table.naturalKey { add(key, of: table) }
      }
    }
  }

  private func add(_ name: String, of table: TableSchema) {
    guard let index = table.fieldIndex(named: name) else { return }
    fields[table.name, default: []].insert(index)
  }
}
