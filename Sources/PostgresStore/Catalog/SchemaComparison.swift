import Schemas

/// What a store's tables lack, and have otherwise, compared with those that a package makes.
struct SchemaComparison {
  /// Missing tables, `sites`, and columns, `sites.size`.
  private(set) var missing: [String] = []
  /// Columns of another type, `sites.size`, or that only one side requires.
  private(set) var different: [String] = []

  /// Compares a store with what a package makes.
  init(_ package: DataPackage, with catalog: StoreCatalog) {
    let wanted = Self.columns(of: package)
    for (table, columns) in wanted.sorted(by: { $0.key < $1.key }) {
      guard let present = catalog.tables[table] else {
        missing.append(table)
        continue
      }
      for (name, column) in columns.sorted(by: { $0.key < $1.key }) {
        guard let other = present[name] else {
          missing.append("\(table).\(name)")
          continue
        }
        if other.category != column.category || other.isNotNull != column.isNotNull {
          different.append("\(table).\(name)")
        }
      }
      // Records of this package would leave such a column without a value.
      different += present.values.filter {
        columns[$0.name] == nil && $0.isNotNull && $0.defaultSQL == nil && !$0.isIdentity
          && !$0.isGenerated
      }.map { "\(table).\($0.name)" }.sorted()
    }
  }

  private typealias Column = (category: PhysicalColumn.Category, isNotNull: Bool)

  /// The columns that a package makes, by table and name.
  private static func columns(of package: DataPackage) -> [String: [String: Column]] {
    var tables: [String: [String: Column]] = [:]
    for table in ToolTable.all {
      for column in table.columns {
        tables[table.name, default: [:]][column.name] = (
          category(column.kind), column.isNotNull || table.primaryKey.contains(column.name)
        )
      }
    }
    for table in StoreLayout(package).tables where table.isOwned {
      tables[table.name, default: [:]][table.idColumn] = (.integer, true)
      for column in table.columns + table.provenance {
        tables[table.name, default: [:]][column.name] = (
          category(column.kind, scale: column.scale), column.isNotNull
        )
      }
      for join in table.joinTables {
        tables[join.name, default: [:]][join.ownerColumn] = (.integer, true)
        tables[join.name, default: [:]][join.itemColumn] = (category(join.itemKind), true)
        if let position = join.positionColumn {
          tables[join.name, default: [:]][position] = (.integer, true)
        }
      }
    }
    return tables
  }

  private static func category(
    _ kind: TargetColumn.Kind, scale: Int? = nil
  ) -> PhysicalColumn.Category {
    switch kind {
    case .integer, .identifier: .integer
    case .boolean: .boolean
    case .real: scale == nil ? .float : .numeric
    case .date: .date
    case .instant: .instant
    case .text, .localDateTime: .text
    case .array: .array("text[]")
    case .uuid: .other("uuid")
    }
  }
}
