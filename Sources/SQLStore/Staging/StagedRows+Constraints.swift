public import ImportPipeline
import RuleEvaluation
public import Schemas

extension StagedRows {
  /// Whether all rows meet conditions over the columns of the store's table, and share no values that
  /// unique indexes keep apart; `nil` where the columns do not tell.
  ///
  /// - Parameter isFolded: whether a reference may be written in another form than the key that it names;
  ///   `nil` where its text alone does not name a record.
  public func meets(
    _ conditions: [String], _ indexes: [StoreDescription.UniqueIndex],
    isFolded: (Reference) -> Bool?
  ) -> Bool? {
    let table = storeTable(isFolded: isFolded)
    var queries = conditions.map { "SELECT 1 AS at_row FROM records WHERE NOT (\($0))" }
    for index in indexes {
      var names: [String] = []
      for term in index.terms {
        guard let name = term.column, term.collation == nil else { return nil }
        names.append(quoted(name))
      }
      let filter =
        names.map { "\($0) IS NOT NULL" } + [index.condition.map { "(\($0))" }].compactMap(\.self)
      queries.append(
        """
        SELECT MIN(_row) AS at_row FROM records WHERE \(filter.joined(separator: " AND "))
        GROUP BY \(names.joined(separator: ", ")) HAVING COUNT(*) > 1
        """)
    }
    for query in queries {
      guard let query = SetQuery(query, readsCasts: true) else { return nil }
      guard let isMet = query.isEmpty(pool: pool, table: { $0 == "records" ? table : nil }) else {
        return nil
      }
      if !isMet { return false }
    }
    return true
  }

  /// The rows by the columns of the store's table, as far as fields have columns of their own.
  private func storeTable(isFolded: (Reference) -> Bool?) -> Relation {
    let rows = stayingRows
    let count = rows?.count ?? self.count
    var columns: [(name: String, make: () throws -> ColumnVector)] = [
      ("_row", { [self] in staying(.integer(ordinals.column), rows) })
    ]
    func add(_ name: String, _ column: RuleColumn, folded isFolded: Bool = false) {
      columns.append(
        (
          name,
          { [self] in
            let values = try staying(column.known(), rows)
            return isFolded ? folded(values) : values
          }
        ))
    }
    for column in self.columns {
      switch column.field.store {
      case .column(let name): add(name, column.value)
      case .foldedColumn(let name, let folded):
        add(name, column.value)
        add(folded, column.value, folded: true)
      case .dateTime(let local, let utc):
        add(local, column.local)
        add(utc, column.value)
      case .reference(let name):
        // The text stands for the id: equal texts lead to one record, and others to others where the text
        // is the parent's whole key.
        guard let reference = schema.reference(from: column.field.name),
          let isFolded = isFolded(reference)
        else { continue }
        add(name, column.value, folded: isFolded)
      case .instant, .localTime, .array, .list, .secret, .none: continue
      }
    }
    return Relation(count: count, isTable: true, passing: ["_row"], columns: columns)
  }
}
