import Schemas
import TabularCore

/// What tables need of one another, computed once from the package's paths and references.
struct TableNeeds {
  /// Fields whose values child tables read, by table and index.
  private(set) var context: [String: Set<Int>] = [:]
  /// Fields by which other tables look records up, by table and index.
  private(set) var lookups: [String: Set<Int>] = [:]

  /// The needs of the tables being read; a table without rows in the run needs nothing.
  init(_ package: DataPackage, readTables: Set<String>? = nil) {
    for table in package.tables where readTables?.contains(table.name) ?? true {
      for field in table.fields {
        let paths =
          field.zoneFrom + field.countryFrom
          + [field.dateFrom, field.parts?.dateFrom].compactMap(\.self)
        for path in paths { follow(path, from: table, in: package) }
        if case .path(let path) = field.defaultValue { follow(path, from: table, in: package) }
      }
      for reference in table.references {
        guard let parent = package.table(named: reference.table) else { continue }
        if let live = parent.liveness.flatMap({ parent.fieldIndex(named: $0.field) }) {
          context[parent.name, default: []].insert(live)
        }
        if !reference.givesKey(of: parent),
          let index = parent.fieldIndex(named: reference.targetField)
        {
          lookups[parent.name, default: []].insert(index)
        }
        for name in reference.requirements.keys {
          if let index = parent.fieldIndex(named: name) {
            context[parent.name, default: []].insert(index)
          }
        }
        for path in reference.with.values { follow(path, from: table, in: package) }
        for alternative in reference.alternatives {
          if let index = parent.fieldIndex(named: alternative.field) {
            lookups[parent.name, default: []].insert(index)
          }
          if let path = alternative.path {
            if let index = parent.fieldIndex(named: path) {
              context[parent.name, default: []].insert(index)
            }
            if let link = parent.reference(from: path),
              let upper = package.table(named: link.table)
            {
              if let index = upper.fieldIndex(named: alternative.field) {
                lookups[upper.name, default: []].insert(index)
              }
              if let index = upper.fieldIndex(named: link.targetField) {
                context[upper.name, default: []].insert(index)
              }
            }
          }
          for (name, path) in alternative.within {
            if let index = parent.fieldIndex(named: name) {
              context[parent.name, default: []].insert(index)
            }
            follow(path, from: table, in: package)
          }
        }
      }
    }
  }

  private mutating func follow(_ path: FieldPath, from table: TableSchema, in package: DataPackage)
  {
    var here = table
    for name in path.references {
      if here.name != table.name, let index = here.fieldIndex(named: name) {
        context[here.name, default: []].insert(index)
      }
      guard let reference = here.reference(from: name),
        let next = package.table(named: reference.table)
      else { return }
      here = next
    }
    if here.name != table.name, let index = here.fieldIndex(named: path.field) {
      context[here.name, default: []].insert(index)
    }
  }
}

extension Reference {
  /// Whether the reference gives every field of the parent's natural key.
  func givesKey(of parent: TableSchema) -> Bool {
    Set(parent.naturalKey) == Set([targetField] + with.keys)
  }
}
