import ImportPipeline
import RecordMapping
import RuleEvaluation

extension SetViolation {
  /// The columns of a set rule that say where an issue stands.
  static let placeColumns: Set<String> = [
    "at_row", "at_table", "at_field", "related_row", "related_table", "related_field",
  ]

  /// The violations that lines of a set rule tell, at most a number; `nil` where a place is no number.
  static func violations(in lines: QueryLines, pool: TextPool, limit: Int) -> [SetViolation]? {
    guard lines.count > 0 else { return [] }
    guard case .integer(let ordinals)? = lines.column(named: "at_row") else { return nil }
    let places = Dictionary(
      uniqueKeysWithValues: placeColumns.map { ($0, lines.column(named: $0)) })
    let relatedOrdinals: IntegerColumn
    switch places["related_row"] ?? nil {
    case nil, .null?: relatedOrdinals = []
    case .integer(let values)?: relatedOrdinals = values
    case .text?, .real?: return nil
    }
    let arguments = lines.columns.filter { !placeColumns.contains($0.name.lowercased()) }
    return (0..<min(lines.count, limit)).map { line in
      func text(_ name: String) -> String? {
        guard let column = places[name] ?? nil, !column.isNull(at: line) else { return nil }
        return Self.text(of: column, at: line, pool)
      }
      var violation = SetViolation(
        place: Place(
          table: text("at_table"), ordinal: Int(ordinals[line]), field: text("at_field")))
      if !relatedOrdinals.isEmpty, relatedOrdinals[line] != ColumnVector.noInteger {
        violation.related = Place(
          table: text("related_table"), ordinal: Int(relatedOrdinals[line]),
          field: text("related_field"))
      }
      violation.arguments = arguments.map { ($0.name, Self.text(of: $0.values, at: line, pool)) }
      return violation
    }
  }

  /// A value as messages show it; NULL is an empty text.
  private static func text(of column: ColumnVector, at row: Int, _ pool: TextPool) -> String {
    guard !column.isNull(at: row) else { return "" }
    switch column {
    case .null: return ""
    case .text(let numbers): return pool.text(numbers[row])
    case .integer(let values): return String(values[row])
    case .real(let values): return FieldValue.real(values[row]).description
    }
  }
}
