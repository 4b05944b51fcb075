/// A condition of literals, columns and operators, which every database with the columns accepts.
public enum PlainCondition {
  /// The columns that a condition names, in lower case; `nil` where it has anything else in it, such as a
  /// function, a SELECT or a comment.
  public static func columns(of sql: String) -> Set<String>? {
    // A comment at the end would hide what follows the condition in a statement.
    guard !sql.contains("--"), !sql.contains("/*"),
      let condition = try? SQLParser.expression(sql)
    else { return nil }
    var columns: Set<String> = []
    return condition.collectColumns(into: &columns) ? columns : nil
  }
}

extension SQLExpression {
  /// Adds the columns; `false` where the expression has anything but literals, columns and operators in it.
  fileprivate func collectColumns(into columns: inout Set<String>) -> Bool {
    switch self {
    case .null, .integer, .text: return true
    case .column(nil, let name):
      columns.insert(name)
      return true
    case .column, .slot, .call, .subquery, .exists, .joinedTexts: return false
    case .not(let operand), .negated(let operand), .isNull(let operand):
      return operand.collectColumns(into: &columns)
    case .binary(_, let left, let right):
      return left.collectColumns(into: &columns) && right.collectColumns(into: &columns)
    case .isIn(let value, let items):
      return ([value] + items).allSatisfy { $0.collectColumns(into: &columns) }
    case .when(let branches, let otherwise):
      return (branches.flatMap { [$0.condition, $0.value] } + [otherwise])
        .allSatisfy { $0.collectColumns(into: &columns) }
    }
  }
}
