public import Schemas
import TabularCore

/// Compares the tables of another program with what a package would write into them.
public struct StoreCheck {
  private let package: DataPackage
  private let description: StoreDescription
  private var mismatches: [StoreMismatch] = []

  /// What does not fit, in the order of the package's tables.
  public static func mismatches(
    of package: DataPackage, in description: StoreDescription
  ) -> [StoreMismatch] {
    var check = StoreCheck(package: package, description: description)
    let layout = StoreLayout(package)
    for table in package.tables where !table.store.isOwned {
      guard let target = layout.table(of: table.name) else { continue }
      check.compare(table, target)
    }
    return check.mismatches
  }

  /// Why an import cannot go on; `nil` when it can.
  public static func refusal(
    of package: DataPackage, in description: StoreDescription
  ) -> StoreError? {
    let errors = mismatches(of: package, in: description).filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    return StoreError(
      .storeSchemaVersion(
        .unfit(
          first: ShownText(
            first.description, shown: LocalizedText(each: { first.line(in: $0) })),
          count: errors.count)))
  }

  private init(package: DataPackage, description: StoreDescription) {
    self.package = package
    self.description = description
  }

  private mutating func report(
    _ severity: StoreMismatch.Severity, _ place: String, _ sentence: String,
    _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) {
    report(severity, place, LocalizedText(check: sentence, values))
  }

  private mutating func report(
    _ severity: StoreMismatch.Severity, _ place: String, _ text: LocalizedText
  ) {
    mismatches.append(StoreMismatch(severity: severity, place: place, text: text))
  }

  private mutating func compare(_ schema: TableSchema, _ target: TargetTable) {
    guard let table = description.tables[target.name] else {
      report(.error, target.name, "tableMissing")
      return
    }
    compareKey(schema, target, table)
    compareRights(target, table)
    for column in target.columns { compare(column, of: schema, target, table) }
    for column in target.provenance where table.column(column.name) == nil {
      report(.error, "\(target.name).\(column.name)", "columnMissing")
    }
    for join in target.joinTables { compare(join, of: target) }
    findUnfilled(schema, target, table)
    findUnknownConstraints(schema, target, table)
    findMissingIndexes(schema, target, table)
  }

  private mutating func compareKey(
    _ schema: TableSchema, _ target: TargetTable, _ table: StoreDescription.Table
  ) {
    let place = "\(target.name).\(target.idColumn)"
    guard let id = table.column(target.idColumn) else {
      report(.error, place, "idMissing")
      return
    }
    let isOther: Bool
    switch (target.idType, id.kind) {
    case (.integer, .integer), (.uuid, .uuid), (.uuid, .text), (.text, .text): isOther = false
    default: isOther = true
    }
    if isOther {
      report(
        .error, place, "idType", ["type": id.type, "expected": target.idType.rawValue])
      return
    }
    if target.idType == .text, !id.hasOwnDefault,
      !schema.fields.contains(where: { $0.store == .column(target.idColumn) })
    {
      report(.error, place, "idUnfilled")
    }
    if !table.uniqueKeys.contains([target.idColumn]) {
      report(.error, place, "idNotUnique")
    }
  }

  /// Rights that the role lacks, and sequences that would hand out ids already taken.
  private mutating func compareRights(_ target: TargetTable, _ table: StoreDescription.Table) {
    if table.hidesRows {
      report(.error, target.name, "rowsHidden")
    }
    for privilege in table.missingPrivileges {
      report(
        privilege == "SELECT" ? .error : .warning, target.name,
        "privilege", ["privilege": privilege])
    }
    if let late = table.lateSequence {
      report(
        .error, "\(target.name).\(target.idColumn)", "lateSequence",
        ["sequence": late.name, "next": late.next, "highest": late.highest])
    }
  }

  // MARK: Columns

  private mutating func compare(
    _ column: TargetColumn, of schema: TableSchema, _ target: TargetTable,
    _ table: StoreDescription.Table
  ) {
    let place = "\(target.name).\(column.name)"
    guard let found = table.column(column.name) else {
      report(.error, place, "columnMissing")
      return
    }
    if found.isComputed {
      report(.error, place, "computed")
    }
    let field = column.field.flatMap { schema.field(named: $0) }
    if column.name == target.idColumn, let field, !schema.naturalKey.contains(field.name) {
      report(.error, place, "idField", ["field": field.name])
    }
    if field?.hasDatabaseDefault == true, !found.hasDefault {
      report(.error, place, "noDefault")
    }
    if let problem = ColumnFit(column: column, field: field, found: found).problem {
      report(problem.severity, place, problem.text)
    }
    if found.isNotNull, !column.isNotNull, !found.hasDefault {
      report(.error, place, "mayBeBlank", ["field": column.field ?? ""])
    }
    if let parent = column.refersTo {
      let others = table.references.filter { $0.column == column.name }.map(\.table)
      if let other = others.first, !others.contains(parent) {
        report(.error, place, "refersElsewhere", ["found": other, "expected": parent])
      }
    }
    guard case .reference(let parent) = column.role else { return }
    let targets = table.references.filter { $0.column == column.name }.map(\.table)
    if targets.isEmpty {
      report(.warning, place, "unchecked", ["table": parent])
    } else if !targets.contains(parent) {
      report(.error, place, "refersElsewhere", ["found": targets[0], "expected": parent])
    }
  }

  private mutating func compare(_ join: JoinTable, of target: TargetTable) {
    guard let table = description.tables[join.name] else {
      report(.error, join.name, "listMissing", ["field": join.field])
      return
    }
    let names = [join.ownerColumn, join.itemColumn] + [join.positionColumn].compactMap(\.self)
    for name in names where table.column(name) == nil {
      report(.error, "\(join.name).\(name)", "columnMissing")
    }
    for column in table.columns
    where column.isNotNull && !column.hasDefault && !names.contains(column.name) {
      report(.error, "\(join.name).\(column.name)", "noneGiven")
    }
  }

  /// Columns that must have a value and that nothing fills.
  private mutating func findUnfilled(
    _ schema: TableSchema, _ target: TargetTable, _ table: StoreDescription.Table
  ) {
    let filled = Set(
      [target.idColumn] + target.columns.map(\.name) + target.provenance.map(\.name)
        + schema.store.defaults.keys)
    for column in table.columns
    where column.isNotNull && !column.hasDefault && !column.isComputed
      && !filled.contains(column.name)
    {
      report(.error, "\(target.name).\(column.name)", "unfilled")
    }
    for name in schema.store.defaults.keys.sorted() where table.column(name) == nil {
      report(.error, "\(target.name).\(name)", "defaultMissing")
    }
  }

  // MARK: Constraints

  private mutating func findUnknownConstraints(
    _ schema: TableSchema, _ target: TargetTable, _ table: StoreDescription.Table
  ) {
    let written = Set(target.columns.map(\.name) + schema.store.defaults.keys)
    let known = ([target.keyColumns, [target.idColumn]] + target.uniqueColumns).map(Set.init)
    for key in table.uniqueKeys where !known.contains(Set(key)) && !written.isDisjoint(with: key) {
      report(
        .warning, target.name, "uniqueUnknown", ["columns": key.joined(separator: ", ")])
    }
    for index in table.uniqueIndexes where !index.isPlain { compare(index, target) }
    for check in table.checks { compare(check, target, written) }
  }

  /// Reports an index that is not a plain unique key; validation finds rows that violate it.
  private mutating func compare(_ index: StoreDescription.UniqueIndex, _ target: TargetTable) {
    let isDeclared = target.indexes.contains { own in
      own.isUnique && own.columns == index.terms.map { $0.column ?? $0.sql }
        && (own.condition.map { CheckCondition($0).normal }
          == index.condition.map { CheckCondition($0).normal })
    }
    guard !isDeclared else { return }
    let terms = index.terms.map { $0.sql + $0.collationSQL }
      .joined(separator: ", ")
    let text =
      index.condition.map { condition in
        LocalizedText(
          check: "partialIndexUnknown",
          ["index": index.name, "columns": terms, "condition": condition])
      } ?? LocalizedText(check: "indexUnknown", ["index": index.name, "columns": terms])
    // If keys are unique only among some records, as among those not marked as deleted, a key in a file
    // may match several records.
    let isPartialKey =
      index.condition != nil && !target.keyColumns.isEmpty
      && Set(index.terms.compactMap(\.column)) == Set(target.keyColumns)
    let hasLive = package.table(named: target.schema)?.liveness != nil
    report(
      .warning, target.name,
      isPartialKey
        ? text.followed(by: LocalizedText(check: hasLive ? "liveMeant" : "noneMeant")) : text)
  }

  private mutating func compare(
    _ check: StoreDescription.Check, _ target: TargetTable, _ written: Set<String>
  ) {
    let condition = CheckCondition(check.condition)
    if target.checks.contains(where: { CheckCondition($0).normal == condition.normal }) { return }
    let columns = condition.names.intersection(written)
    guard !columns.isEmpty else { return }
    if columns.count == 1, let column = target.columns.first(where: { columns.contains($0.name) }),
      condition.isChoice, !column.allowedValues.isEmpty, column.numbers.isEmpty
    {
      let missing = column.allowedValues.filter { !condition.texts.contains($0) }
      guard !missing.isEmpty else { return }
      report(
        .error, "\(target.name).\(column.name)",
        check.name.isEmpty ? "namelessCheckLacks" : "checkLacks",
        [
          "check": check.name, "values": missing.map { "`\($0)`" }.joined(separator: ", "),
        ])
      return
    }
    report(
      .warning, target.name, check.name.isEmpty ? "namelessCheckUnknown" : "checkUnknown",
      ["check": check.name, "condition": check.condition])
  }

  /// Keys by which records are looked up, row by row.
  private mutating func findMissingIndexes(
    _ schema: TableSchema, _ target: TargetTable, _ table: StoreDescription.Table
  ) {
    let leading = (table.indexes + table.uniqueKeys).filter { !$0.isEmpty }
    func isIndexed(_ columns: [String]) -> Bool {
      leading.contains { index in Set(index.prefix(columns.count)) == Set(columns) }
        || leading.contains { index in columns.contains(index[0]) && columns.count > 1 }
    }
    if !target.keyColumns.isEmpty, !isIndexed(target.keyColumns) {
      report(
        .warning, target.name,
        "noIndex", ["columns": target.keyColumns.joined(separator: ", ")])
    } else if !target.keyColumns.isEmpty,
      !table.uniqueKeys.contains(where: { Set($0) == Set(target.keyColumns) })
    {
      report(
        .warning, target.name,
        "notUnique", ["columns": target.keyColumns.joined(separator: ", ")])
    }
    for columns in target.uniqueColumns where !isIndexed(columns) {
      report(
        .warning, target.name,
        "noIndex", ["columns": columns.joined(separator: ", ")])
    }
  }
}
