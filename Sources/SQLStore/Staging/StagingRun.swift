public import ImportPipeline
public import Schemas

/// A run of a store that keeps its staged rows in a log, and answers what it can from their columns.
public protocol StagingRun: AnyObject {
  /// The package.
  var package: DataPackage { get }
  /// The staged rows.
  var staged: StagedTables { get }
  /// How many records tables of the store hold, once they were asked; nothing changes them before the merge.
  var storedCounts: [String: Int] { get set }
  /// Asks the store how many records a table holds.
  func countRecords(of table: TableSchema) throws -> Int
}

extension StagingRun {
  /// How many records a table of the store holds.
  public func storedCount(of table: TableSchema) throws -> Int {
    if let count = storedCounts[table.name] { return count }
    let count = try countRecords(of: table)
    storedCounts[table.name] = count
    return count
  }

  /// The lines that a set rule returns, at most a number; `nil` where SQL must be asked.
  public func violations(
    of query: String, tables names: [String], limit: Int
  ) throws -> [SetViolation]? {
    try staged.violations(of: query, tables: names, limit: limit, storedCount: storedCount)
  }

  /// The staged rows that share unique values with an earlier one; `nil` where SQL must be asked, as records
  /// of the store may have them, too.
  public func conflicts(onFields fields: [Int], of table: TableSchema) throws -> [UniqueConflict]? {
    guard let rows = staged[table.name] else { return [] }
    guard try rows.touches(allOf: storedCount(of: table)),
      let repeats = rows.repeats(onFields: fields)
    else { return nil }
    return repeats.map { UniqueConflict(ordinal: $0.ordinal, otherOrdinal: $0.first) }
  }

  /// The staged rows without a child; `nil` where SQL must be asked, as stored records may be children.
  public func childless(of table: TableSchema, children: String) throws -> [Int]? {
    guard let rows = staged[table.name] else { return [] }
    guard let child = package.table(named: children) else { return nil }
    let storedChildren = try storedCount(of: child)
    guard staged[children]?.touches(allOf: storedChildren) ?? (storedChildren == 0) else {
      return nil
    }
    var links: [StagedRows.Link] = []
    for reference in child.references where reference.table == table.name {
      guard reference.with.isEmpty, let field = child.fieldIndex(named: reference.field),
        let target = table.fieldIndex(named: reference.targetField)
      else { return nil }
      links.append(StagedRows.Link(field: field, target: target))
    }
    return rows.childless(in: staged[children], by: links)
  }

  /// Whether it is plain from the staged rows alone that the store refuses none of them.
  public func meets(_ constraints: StagedConstraints, _ rows: StagedRows) throws -> Bool {
    if rows.operations.isSubset(of: [.unchanged]) { return true }
    guard !constraints.hasFits, rows.schema.store.isOwned,
      try rows.touches(allOf: storedCount(of: rows.schema))
    else { return false }
    return rows.meets(constraints.conditions, constraints.indexes) { reference in
      guard let parent = package.table(named: reference.table), reference.with.isEmpty,
        parent.naturalKey == [reference.targetField]
      else { return nil }
      return ParentKeys.areFolded(reference, in: parent)
    } ?? false
  }
}
