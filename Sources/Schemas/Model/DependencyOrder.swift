/// The order in which the tables of a package are written: parents before children.
public struct DependencyOrder: Sendable, Hashable {
  /// A reference that is written in a second pass, because its parents come later.
  public struct Deferred: Sendable, Hashable {
    /// The table.
    public var table: String
    /// The field of the table that refers.
    public var field: String

    /// A field of a table.
    public init(table: String, field: String) {
      self.table = table
      self.field = field
    }
  }

  /// The tables' names.
  public var tables: [String]
  /// Optional references that close a cycle.
  public var deferred: [Deferred]
  /// Tables that require each other, so that no order works; empty in a package that loads.
  public var cycle: [String]
}

extension DataPackage {
  /// The order in which the tables are written; ties keep the order of the descriptor.
  public var dependencyOrder: DependencyOrder {
    var order = DependencyOrder(tables: [], deferred: [], cycle: [])
    var rest = tables
    var graph = ReferenceGraph(rest)
    while !rest.isEmpty {
      let next =
        rest.firstIndex { graph.parents(of: $0).isEmpty }
        ?? rest.firstIndex { graph.isOnCycle($0) && graph.requiredParents(of: $0).isEmpty }
      if next == nil, order.cycle.isEmpty { order.cycle = graph.requiredCycle }
      let table = rest.remove(at: next ?? 0)
      graph.remove(table)
      order.tables.append(table.name)
      for reference in table.references
      where rest.contains(where: { $0.name == reference.table }) {
        order.deferred.append(DependencyOrder.Deferred(table: table.name, field: reference.field))
      }
    }
    return order
  }
}

extension TableSchema {
  /// Whether no record can be written before the record that it refers to.
  public func requires(_ reference: Reference) -> Bool {
    naturalKey.contains(reference.field) || field(named: reference.field)?.isRequired == true
  }
}

/// Which of some tables refer to which others among them.
private struct ReferenceGraph {
  /// The names of the tables, in the order of the descriptor.
  private var names: [String]
  private var all: [String: Set<String>] = [:]
  private var required: [String: Set<String>] = [:]

  init(_ tables: [TableSchema]) {
    names = tables.map(\.name)
    let known = Set(names)
    for table in tables {
      for reference in table.references
      where reference.table != table.name && known.contains(reference.table) {
        all[table.name, default: []].insert(reference.table)
        if table.requires(reference) { required[table.name, default: []].insert(reference.table) }
      }
    }
  }

  /// Takes a table out, and what refers to it.
  mutating func remove(_ table: TableSchema) {
    names.removeAll { $0 == table.name }
    all[table.name] = nil
    required[table.name] = nil
    for name in names {
      all[name]?.remove(table.name)
      required[name]?.remove(table.name)
    }
  }

  func parents(of table: TableSchema) -> Set<String> { all[table.name] ?? [] }
  func requiredParents(of table: TableSchema) -> Set<String> { required[table.name] ?? [] }

  func isOnCycle(_ table: TableSchema) -> Bool { Self.reaches(table.name, in: all) }

  /// The tables that require each other, in the order of the descriptor.
  var requiredCycle: [String] {
    names.filter { Self.reaches($0, in: required) }
  }

  /// Whether a name leads back to itself.
  private static func reaches(_ name: String, in edges: [String: Set<String>]) -> Bool {
    var seen: Set<String> = []
    var open = Array(edges[name] ?? [])
    while let next = open.popLast() {
      if next == name { return true }
      if seen.insert(next).inserted { open += edges[next] ?? [] }
    }
    return false
  }
}
