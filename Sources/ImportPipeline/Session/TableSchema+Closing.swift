import Schemas
import TabularCore

extension TableSchema {
  /// The field that makes a record live, by index, and the values that close it, as values are
  /// described; `nil` where none does.
  var closing: (field: Int, closed: Set<String>)? {
    liveness.flatMap { liveness in
      fieldIndex(named: liveness.field).map { ($0, Set(liveness.closedValues)) }
    }
  }

  /// That a value refers to a record of the table which is closed by the described `status`.
  func inactive(value: String, status: String) -> IssueContent {
    guard let liveness, let field = field(named: liveness.field),
      field.type.definition.storage == .truth
    else { return .referenceInactive(parent: noun.english, value: value, found: status) }
    return .referenceInactive(
      parent: noun.english, value: value, found: status == "0" ? "false" : "true",
      flag: field.name)
  }
}
