import Schemas
import TabularCore

/// Rules that a check or a unique index of the store repeats: what breaks them, the store would refuse all
/// the same.
///
/// Rules and checks are expressions of their own, so they are compared by what they are about: a check about
/// several columns repeats a rule of rows that reads all of their fields, one about one column a rule that
/// reads nothing else. A unique index repeats a rule that names another row of the table and reads all of the
/// index's fields.
struct CheckedRules {
  /// What names the rules of a finding.
  private struct Name: Hashable {
    var table: String
    var code: IssueCode
    var variant: String
  }

  private var rules: Set<Name> = []
  private var repeated: Set<Name> = []

  /// No rules.
  init() {}

  /// The rules of a package that are errors.
  init(_ package: DataPackage) {
    let layout = StoreLayout(package)
    for schema in package.tables {
      guard let target = layout.table(of: schema.name) else { continue }
      let checks = target.checks.map { Self.fields(in: $0, of: target) }
      let indexes = target.indexes.filter(\.isUnique).map { index in
        let columns = target.columns.filter { index.columns.contains($0.name) }
        return Set(columns.compactMap(\.field))
          .union(Self.fields(in: index.condition ?? "", of: target))
      }
      for rule in schema.rules where rule.severity == .error {
        let name = Name(table: schema.name, code: rule.code, variant: rule.variant)
        rules.insert(name)
        switch rule.scope {
        case .row(let violation):
          let read = Self.fields(readBy: CheckCondition(violation), of: schema)
          if checks.contains(where: { Self.repeats($0, read) }) { repeated.insert(name) }
        case .set(let query, let tables):
          let condition = CheckCondition(query)
          let read = Self.fields(readBy: condition, of: schema)
          let isOfTwoRows = tables == [schema.name] && condition.names.contains("related_row")
          if isOfTwoRows, indexes.contains(where: { !$0.isEmpty && $0.isSubset(of: read) }) {
            repeated.insert(name)
          }
        }
      }
    }
  }

  private static func repeats(_ check: Set<String>, _ read: Set<String>) -> Bool {
    check.count > 1 ? check.isSubset(of: read) : check == read && !check.isEmpty
  }

  /// The fields whose columns a condition of the store names.
  private static func fields(in condition: String, of target: TargetTable) -> Set<String> {
    let condition = CheckCondition(condition)
    return Set(target.columns.filter { condition.mentions($0.name) }.compactMap(\.field))
  }

  private static func fields(
    readBy condition: CheckCondition, of schema: TableSchema
  ) -> Set<String> {
    Set(
      schema.fields.map(\.name).filter {
        condition.mentions($0) || condition.mentions($0 + "_local")
      })
  }

  /// Whether the store holds to the rule of a finding by itself.
  func hold(_ code: IssueCode, _ variant: String, in table: String) -> Bool {
    repeated.contains(Name(table: table, code: code, variant: variant))
  }

  /// Whether the store holds to every rule of a table with a code by itself.
  func holdAll(of code: IssueCode, in table: String) -> Bool {
    let own = rules.filter { $0.code == code && $0.table == table }
    return !own.isEmpty && own.isSubset(of: repeated)
  }
}
