import Schemas

extension RowCondition {
  /// The condition of a row rule.
  init(_ rule: Rule) {
    var condition = ""
    if case .row(let text) = rule.scope { condition = text }
    var place: String?
    if case .expression(let sql) = rule.place { place = sql }
    self.init(
      condition: condition, place: place,
      arguments: rule.arguments.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
