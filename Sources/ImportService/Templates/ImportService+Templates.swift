public import ImportPipeline
public import Schemas
public import TabularCore

/// What stores give templates.
extension ImportService {
  /// What a template of some tables takes from a store: the live records that may be chosen and, if wanted,
  /// the records to edit.
  ///
  /// - Parameters:
  ///   - names: the tables' machine names.
  ///   - scope: the records of one account or the like, of which alone rows and values are taken; `nil` for all.
  ///   - language: that of the template.
  public func contents(
    of names: [String], package: DataPackage, in choice: StoreChoice, withRecords: Bool,
    scope: RecordSelection.Scope? = nil, language: Language
  ) throws(ServiceFailure) -> StoreContents {
    var tables: [TableSchema] = []
    for name in names { tables.append(try package.requiredTable(named: name)) }
    if let scope { try check(scope, in: package) }
    let location = try location(of: choice)
    // A store that does not exist would give a template without values, as if nothing were stored.
    _ = try connection(to: choice, writes: false)
    let now = now()
    return try noting("template", of: choice) { counts throws(ServiceFailure) in
      let contents = try ServiceFailure.asking { () throws(StoreError) in
        try StoreContents(
          of: tables, package: package, withRecords: withRecords, scope: scope, language: language,
          from: location.makeStore(), now: now)
      }
      for (name, table) in contents.tables {
        if let records = table.records { counts[name] = records.count }
        for (field, choices) in table.choices {
          guard let parent = package.table(named: name)?.reference(from: field)?.table,
            (counts[parent] ?? 0) < choices.values.count
          else { continue }
          counts[parent] = choices.values.count
        }
      }
      return contents
    }
  }
}
