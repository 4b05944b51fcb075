import Schemas
import TabularCore

extension ReferenceSearch {
  /// Adds references to tables whose records are known by several columns together, such as a room by its
  /// building and number.
  ///
  /// A table refers to another one if it has a column named like each part of the key, and all its
  /// combinations of their values are there. The part that names no other record itself is the field that
  /// refers.
  func addComposite(to tables: inout [DraftedTable], _ budget: DistinctBudget) throws {
    for parent in tables.indices where tables[parent].key.count > 1 {
      let key = tables[parent].key
      var known: DistinctValues?
      for child in tables.indices where child != parent {
        guard let own = columns(of: child, for: parent, tables),
          !tables[child].references.contains(where: { $0.table == tables[parent].name })
        else { continue }
        let keys = try known ?? combinations(of: key, in: studies[parent], budget)
        known = keys
        let values = try combinations(of: own, in: studies[child], budget)
        budget.give(values.hashes.count)
        guard values.isContained(in: keys) else { continue }
        add(from: own, of: child, to: parent, count: values.hashes.count, &tables)
      }
      budget.give(known?.hashes.count ?? 0)
    }
  }

  /// The columns of a table that are named like the parts of another one's key, in their order; `nil` where
  /// one is missing.
  private func columns(
    of child: Int, for parent: Int, _ tables: [DraftedTable]
  ) -> [String]? {
    var found: [String] = []
    for part in tables[parent].key {
      let names = tables[child].fields.map(\.name).filter { !found.contains($0) }
      let own =
        names.first { $0 == part }
        ?? names.first { Self.likeness($0, key: part, table: tables[parent].name) >= 3 }
      guard let own, studies[child].column(named: own) != nil else { return nil }
      found.append(own)
    }
    return found
  }

  /// The combinations of the values of some columns; rows with a blank one are passed over.
  private func combinations(
    of columns: [String], in study: TableStudy, _ budget: DistinctBudget
  ) throws -> DistinctValues {
    var values = DistinctValues()
    for source in study.sources {
      let places = columns.map { name in
        source.headers.first { fold($0.value) == study.column(named: name)?.folded }?.key
      }
      try source.forEachRow { _, cells, batch in
        var hasher = Hasher()
        for place in places {
          guard let cell = cells.first(where: { Int($0.column) == place }),
            case let text = batch.text(of: cell), !text.isEmpty
          else { return true }
          hasher.combine(valueHash(text))
        }
        _ = values.insert(hasher.finalize(), budget)
        return true
      }
    }
    return values
  }

  private func add(
    from own: [String], of child: Int, to parent: Int, count: Int, _ tables: inout [DraftedTable]
  ) {
    let key = tables[parent].key
    let naming = Set(tables[parent].references.map(\.field))
    let place = key.indices.last { !naming.contains(key[$0]) } ?? key.count - 1
    // A field that refers to one table cannot refer to another one.
    guard !tables[child].references.contains(where: { $0.field == own[place] }) else { return }
    var reference = DraftedTable.Reference(
      field: own[place], table: tables[parent].name, target: key[place])
    reference.with = key.indices.filter { $0 != place }
      .map { (target: key[$0], field: own[$0]) }
    tables[child].references.append(reference)
    for index in key.indices {
      guard let field = tables[child].index(of: own[index]),
        let target = tables[parent].field(named: key[index])
      else { continue }
      let refersAlready = tables[child].references.contains {
        $0.field == own[index] && $0.table != tables[parent].name
      }
      guard !refersAlready else { continue }
      tables[child].fields[field].type = target.type
      tables[child].fields[field].values = []
      tables[child].fields[field].guesses.removeAll { $0.property == "registrar:type" }
      tables[child].fields[field].guesses.append(
        Guess(
          "registrar:type", target.type.rawValue, because: "typeOfParent",
          ["table": tables[parent].name]))
    }
    guard let field = tables[child].index(of: own[place]) else { return }
    tables[child].fields[field].guesses.append(
      Guess(
        "foreignKeys", tables[parent].name + "." + key.joined(separator: "+"),
        because: "containedTogether", ["count": count, "table": tables[parent].name]))
  }
}
