import Schemas

/// Finds columns that name records of other tables: all their values are among that table's keys, and the
/// names are alike.
struct ReferenceSearch {
  let studies: [TableStudy]
  private var parents: [Int: Set<Int>] = [:]

  init(_ studies: [TableStudy]) { self.studies = studies }

  /// Adds the references of all tables to their drafts; a column takes the type of the key it names.
  mutating func add(to tables: inout [DraftedTable]) {
    for child in tables.indices {
      for place in tables[child].fields.indices {
        guard let parent = parent(of: tables[child].fields[place], in: child, tables) else {
          continue
        }
        let key = tables[parent].key[0]
        guard let target = tables[parent].field(named: key) else { continue }
        if parent != child { parents[child, default: []].insert(parent) }
        let field = tables[child].fields[place]
        tables[child].references.append(
          .init(field: field.name, table: tables[parent].name, target: key))
        tables[child].fields[place].type = target.type
        tables[child].fields[place].values = []
        tables[child].fields[place].guesses.removeAll { $0.property == "registrar:type" }
        tables[child].fields[place].guesses.append(
          Guess(
            "registrar:type", target.type.rawValue, because: "typeOfParent",
            ["table": tables[parent].name]))
        tables[child].fields[place].guesses.append(
          Guess(
            "foreignKeys", tables[parent].name + "." + key, because: "contained",
            [
              "count": studies[child].column(named: field.name)?.portrait.distinct.hashes.count
                ?? 0,
              "table": tables[parent].name,
            ]))
      }
    }
  }

  /// The table whose records a column names; `nil` for none.
  private func parent(
    of field: DraftedField, in child: Int, _ tables: [DraftedTable]
  ) -> Int? {
    guard field.type.definition.storage == .text || field.type.definition.storage == .integer,
      let values = studies[child].column(named: field.name)?.portrait.distinct
    else { return nil }
    var best: (table: Int, likeness: Int)?
    for parent in tables.indices where tables[parent].key.count == 1 {
      let key = tables[parent].key[0]
      guard parent != child || key != field.name, !leads(from: parent, to: child),
        let keys = studies[parent].column(named: key)?.portrait.distinct,
        values.isContained(in: keys)
      else { continue }
      // Of two tables with the same keys the one with more records is the parent.
      if tables[child].key == [field.name], parent != child,
        studies[parent].rowCount < studies[child].rowCount
          || studies[parent].rowCount == studies[child].rowCount && parent > child
      {
        continue
      }
      let likeness = Self.likeness(field.name, key: key, table: tables[parent].name)
      guard likeness > 0, parent != child || likeness > 1, likeness > (best?.likeness ?? 0) else {
        continue
      }
      best = (parent, likeness)
    }
    return best?.table
  }

  /// Whether a table refers to another one, perhaps through others.
  private func leads(from table: Int, to other: Int) -> Bool {
    guard table != other else { return false }
    var open = [table]
    var seen: Set<Int> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if next == other { return true }
      open += parents[next] ?? []
    }
    return false
  }

  /// How much the name of a column is like that of a key and its table; 0 for not at all.
  static func likeness(_ name: String, key: String, table: String) -> Int {
    let one = MachineName.singular(of: table)
    let words = Set(name.split(separator: "_").map(String.init))
    let own = Set(one.split(separator: "_").map { MachineName.singular(of: String($0)) })
    let isGeneral = ["id", "code", "name", "no", "number", "key", "email"].contains(key)
    if name == key { return isGeneral ? 0 : 5 }
    if name == one + "_" + key || name == key + "_of_" + one { return 5 }
    if name == one { return 4 }
    if name.hasSuffix("_" + key) { return isGeneral && own.isDisjoint(with: words) ? 1 : 3 }
    let last = key.split(separator: "_").last.map(String.init) ?? key
    if !own.isDisjoint(with: words), words.contains(last) || words.count == 1 { return 3 }
    return 0
  }
}
