import RecordMapping
import Schemas
import TabularCore

extension ImportSession {
  /// Evaluates the set rules whose tables have rows in the run, each over the state after the import.
  func validateSetRules() throws {
    var refused: [Int: Set<Int>] = [:]
    var cells: Set<[String]> = []
    // Rows with errors stay staged from the first rule that reads their table to the last rule.
    var staged: Set<Int> = []
    for (index, schema) in order.enumerated() {
      for (position, rule) in schema.rules.enumerated() {
        guard case .set(let query, let names) = rule.scope else { continue }
        let involved = Set(names + [schema.name]).compactMap { positions[$0] }.sorted()
        guard
          involved.contains(where: {
            tables[$0].rows.contains(.valid, .deleting) || !tables[$0].refused.isEmpty
              || tables[$0].pruning?.prunedKeys.isEmpty == false
          })
        else { continue }
        let name = KeptReadings.RuleName(table: index, rule: position)
        let versions = involved.map { stageVersions[$0] }
        let known = kept?.violations(of: name, query: query, versions: versions)
        let violations =
          try known ?? self.violations(of: rule, in: schema, reading: involved, &staged)
        kept?.keep(violations, of: name, query: query, versions: versions)
        let raw = rawCells(
          at: Set(detailed(violations).flatMap { places(of: $0, rule: rule, in: index) }))
        for violation in violations {
          report(violation, of: rule, in: index, raw, &refused, &cells)
        }
      }
    }
    for table in staged.sorted() {
      try store.unstage(tables[table].refused.keys.sorted(), of: order[table])
    }
    for (table, ordinals) in refused { try refuse(ordinals, in: table) }
  }

  /// The violations whose details are kept, as far as they are told at all.
  private func detailed(_ violations: [SetViolation]) -> [SetViolation] {
    let limit = issues.maximumDetails
    guard limit > 0 else { return violations }
    var counts: [[String?]: Int] = [:]
    return violations.filter { violation in
      let field = [violation.place.table, violation.place.field]
      counts[field, default: 0] += 1
      return counts[field, default: 0] <= limit
    }
  }

  /// The violations of a set rule by valid rows, and by rows with another error if the fields that the
  /// rule reads are sound.
  ///
  /// A rule may miss just a row whose fields are not known: told now, it would make people fill in a
  /// second one. So what does not stand when those rows are counted in is told when they are corrected.
  ///
  /// - Parameter staged: the tables whose rows with errors are staged.
  private func violations(
    of rule: Rule, in schema: TableSchema, reading involved: [Int], _ staged: inout Set<Int>
  ) throws -> [SetViolation] {
    func evaluated() throws -> [SetViolation] {
      // Records that no row names have no place to tell anything at.
      try store.violations(of: rule, in: schema, limit: Self.violationLimit).filter {
        $0.place.ordinal < StagedRecord.firstPrunedOrdinal
          && ($0.related?.ordinal ?? 0) < StagedRecord.firstPrunedOrdinal
      }
    }
    let added = involved.filter { !tables[$0].refused.isEmpty && tables[$0].isStaged }
    guard !added.isEmpty, case .set(let query, _) = rule.scope else { return try evaluated() }
    for table in added where staged.insert(table).inserted {
      let rows = tables[table].refused.sorted { $0.key < $1.key }
      try store.stage(rows.map(\.value.record), of: order[table])
    }
    var unsound: [Int: [Int]] = [:]
    for table in added {
      let reads = TableFields.fields(readBy: query, in: order[table])
      let rows = tables[table].refused.filter { !$0.value.isSound(for: reads) }
      if !rows.isEmpty { unsound[table] = rows.keys.sorted() }
    }
    let violations = try evaluated()
    guard !unsound.isEmpty, !violations.isEmpty else { return violations }
    for (table, ordinals) in unsound { try store.unstage(ordinals, of: order[table]) }
    func place(_ violation: SetViolation) -> [String] {
      [
        violation.place.table ?? schema.name, String(violation.place.ordinal),
        violation.place.field ?? "",
      ]
    }
    let standing = Set(violations.map(place))
    let sound = try evaluated().filter { standing.contains(place($0)) }
    for (table, ordinals) in unsound { try store.restage(ordinals, of: order[table]) }
    return sound
  }
}
