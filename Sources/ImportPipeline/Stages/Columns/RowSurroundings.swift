import RecordMapping
import Schemas
import TabularCore

/// What rows of a table need besides their own cells: defaults, what their parents say, rules.
struct RowSurroundings: Sendable {
  /// A value for a blank cell of a new record.
  struct Default: Sendable {
    /// The place among the columns.
    var column: Int
    /// Where the value comes from.
    var source: Source
    /// Whether the field's cells are read when the rest of the row is known.
    var isDependent: Bool
    /// The reference that a value taken over refers by, among the references.
    var adopts: Int?

    /// Where a default comes from.
    enum Source: Sendable {
      /// The schema.
      case constant(FieldValue)
      /// The row or its parents.
      case path(ColumnPath)
    }
  }

  /// A field whose cells are read with what the rest of the row says.
  struct Dependent: Sendable {
    /// The place among the columns.
    var column: Int
    /// Where the country comes from; the first that has one.
    var countries: [ColumnPath]
    /// The country where nothing tells one.
    var defaultCountry: String?
    /// Where the time zone comes from; the first that has one.
    var zones: [ColumnPath]
    /// Where the currency of an amount comes from.
    var currency: ColumnPath?
    /// Where the date of a time comes from.
    var date: ColumnPath?
    /// Where the subdivision of a postal code comes from.
    var subdivision: ColumnPath?
  }

  let parents: ParentTables
  let defaults: [Default]
  /// The defaults that expressions give, by field: they read no field that rows have a value of.
  let computed: [Int: FieldValue]
  let dependents: [Dependent]
  /// How the columns' ambiguous texts are read, by place.
  let decisions: [ColumnDecision?]
  /// The places of the fields that must have a value; -1 for one that never has.
  let required: [Int]
  /// The place of the status and the values that close a record.
  let liveness: (column: Int, closed: Set<String>)?
  /// Amounts and their currencies, by place; -1 for a field that never has a value.
  let amounts: [(amount: Int, currency: Int)]
  /// The places of fields that other fields, or validations besides rules, depend on.
  let usedColumns: Set<Int>
  /// The references, by place, through which rows get values of their parents.
  let usedReferences: Set<Int>
  /// The places of the fields that rules read.
  let ruleColumns: [Int]
  /// The row rules that can answer differently for different rows.
  let rules: SharedRowRules?

  /// The surroundings of the rows of a source; `nil` when rows need what only the cell-by-cell reading has.
  init?(
    _ setup: SourceSetup, columns: [BatchLayout.Column], positions: [Int: Int],
    references: [ColumnReference], parents: ParentTables
  ) throws(StoreError) {
    let fields = setup.fields
    let schema = fields.schema
    func columnPath(_ path: FieldPath) -> ColumnPath? {
      ColumnPath(path, of: schema, positions: positions, references: references)
    }
    func all(_ paths: [FieldPath]) -> [ColumnPath]? {
      let found = paths.compactMap(columnPath)
      return found.count == paths.count ? found : nil
    }
    self.parents = parents
    var defaults: [Default] = []
    for index in fields.defaulted {
      guard let column = positions[index] else { continue }
      let isDependent = fields.dependent.contains(index)
      switch schema.fields[index].defaultValue {
      case .text:
        defaults.append(
          Default(
            column: column, source: .constant(fields.defaults[index]), isDependent: isDependent))
      case .path(let path):
        guard let source = columnPath(path) else { return nil }
        if case .own(let other) = source.start {
          guard !columns[other].isDependent else { return nil }
        } else if columns[column].isKey {
          continue
        }
        let reference = schema.reference(from: schema.fields[index].name)
        let adopts = reference.flatMap { reference in
          let isKey =
            setup.session.positions[reference.table].map {
              setup.session.order[$0].naturalKey == [reference.targetField]
            } ?? false
          return isKey ? references.firstIndex { $0.field == index } : nil
        }
        guard reference == nil || adopts != nil else { return nil }
        defaults.append(
          Default(column: column, source: .path(source), isDependent: isDependent, adopts: adopts))
      default: break
      }
    }
    let names = columns.map { schema.fields[$0.field].name }
    guard let computed = try Self.computedDefaults(setup, positions: positions, names: names) else {
      return nil
    }
    self.defaults = defaults + computed
    self.computed = Dictionary(
      computed.compactMap { item in
        guard case .constant(let value) = item.source else { return nil }
        return (columns[item.column].field, value)
      }, uniquingKeysWith: { first, _ in first })
    var dependents: [Dependent] = []
    for index in fields.dependent {
      guard let column = positions[index], columns[column].number > 0 else { continue }
      let field = schema.fields[index]
      guard let zones = all(field.zoneFrom), let countries = all(field.countryFrom),
        field.type != .secret
      else { return nil }
      var date: ColumnPath?
      if let path = field.dateFrom {
        guard let found = columnPath(path) else { return nil }
        date = found
      }
      dependents.append(
        Dependent(
          column: column, countries: countries,
          defaultCountry: fields.takesPackageCountry[index]
            ? setup.session.package.defaultCountry : nil,
          zones: zones, currency: field.currencyField.flatMap { columnPath(FieldPath(field: $0)) },
          date: date,
          subdivision: fields.subdivision.flatMap {
            columnPath(FieldPath(field: schema.fields[$0].name))
          }))
    }
    self.dependents = dependents
    decisions = columns.map { setup.decisions[$0.field] }
    required = fields.required.filter { !fields.databaseGiven.contains($0) }
      .map { positions[$0] ?? -1 }
    liveness = fields.liveness.flatMap { liveness in
      positions[liveness.field].map { ($0, liveness.closed) }
    }
    amounts = fields.amounts.map { (positions[$0.amount] ?? -1, positions[$0.currency] ?? -1) }
    var used = Set(amounts.flatMap { [$0.amount, $0.currency] })
    if let column = liveness?.column { used.insert(column) }
    let paths =
      defaults.compactMap { item -> ColumnPath? in
        if case .path(let path) = item.source { path } else { nil }
      }
      + dependents.flatMap {
        $0.countries + $0.zones + [$0.currency, $0.date, $0.subdivision].compactMap(\.self)
      }
      + references.flatMap(\.keyParts).compactMap { part -> ColumnPath? in
        if case .path(let path) = part { path } else { nil }
      }
    var usedReferences: Set<Int> = []
    for path in paths {
      switch path.start {
      case .own(let column): used.insert(column)
      case .parent(let reference): usedReferences.insert(reference)
      case .none: break
      }
    }
    usedColumns = used
    self.usedReferences = usedReferences
    // A rule that reads only fields without values says the same of every row.
    let conditions = fields.checks.map { RowCondition($0.rule) }
    let varying = conditions.indices.filter { position in
      let words = ExpressionWords(conditions[position].condition)
      return names.contains(where: words.mayName)
    }
    if varying.count < conditions.count {
      let blank = [FieldValue](repeating: .null, count: schema.fields.count)
      let violated = try setup.rowRules.violations(
        values: blank, creates: !setup.hasStoredRecords)
      guard violated.allSatisfy(varying.contains) else { return nil }
    }
    let words = varying.map { ExpressionWords(conditions[$0].condition) }
    ruleColumns = columns.indices.filter { column in
      words.contains { $0.mayName(names[column]) }
    }
    rules =
      varying.isEmpty
      ? nil
      : SharedRowRules(
        try setup.session.store.makeRowRules(varying.map { conditions[$0] }, of: schema))
  }

  /// The defaults that are expressions over fields without values: they are the same in every row; `nil`
  /// when one reads a field that rows have a value of.
  private static func computedDefaults(
    _ setup: SourceSetup, positions: [Int: Int], names: [String]
  ) throws(StoreError) -> [Default]? {
    let fields = setup.fields
    guard !fields.computedDefaults.isEmpty else { return [] }
    guard let rules = setup.defaultRules,
      fields.computedDefaults.allSatisfy({ item in
        let words = ExpressionWords(item.expression)
        return !names.contains(where: words.mayName)
      })
    else { return nil }
    let blank = [FieldValue](repeating: .null, count: fields.readers.count)
    _ = try rules.violations(values: blank, creates: true)
    var defaults: [Default] = []
    for (place, item) in fields.computedDefaults.enumerated() {
      let details = try rules.details(ofConditionAt: place)
      guard let column = positions[item.field], let text = details.arguments.first?.value,
        !text.isEmpty
      else { continue }
      let reading = try? fields.readers[item.field].read(CellInput(text), in: ReadingContext())
      defaults.append(
        Default(
          column: column, source: .constant(reading?.value ?? .null), isDependent: true))
    }
    return defaults
  }
}
