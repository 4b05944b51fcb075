import RuleEvaluation
public import Schemas

extension StoreLayout {
  /// Whether an empty database certainly accepts the statements that make the tables.
  ///
  /// All names differ, and what the package writes in SQL itself is made of columns, literals and operators.
  ///
  /// - Parameter isPlainName: whether a name in small letters means a column without quotes.
  public func isPlain(isPlainName: (String) -> Bool) -> Bool {
    var names: Set<String> = []
    return tables.allSatisfy { table in
      table.isOwned
        && table.names.allSatisfy { names.insert($0.lowercased()).inserted }
        && table.isPlain(isPlainName: isPlainName)
    }
  }
}

extension TargetTable {
  /// What the table and all that belongs to it is called in the store, as far as the package says so.
  fileprivate var names: [String] {
    [name] + joinTables.map(\.name) + rowViews.map(\.name) + indexes.map(\.name)
  }

  fileprivate func isPlain(isPlainName: (String) -> Bool) -> Bool {
    let listed =
      [idColumn] + columns.map(\.name).filter { $0 != idColumn } + provenance.map(\.name)
    let known = Set(listed.map { $0.lowercased() })
    // A database takes only so many columns.
    guard known.count == listed.count, known.count < 500,
      indexes.allSatisfy({ $0.columns.allSatisfy { known.contains($0.lowercased()) } })
    else { return false }
    return (checks + indexes.compactMap(\.condition)).allSatisfy { condition in
      PlainCondition.columns(of: condition)?.allSatisfy {
        known.contains($0) && isPlainName($0)
      } ?? false
    }
  }
}
