public import ImportPipeline

/// The columns of a set rule's result, and how its lines become violations.
public struct RuleLines {
  private let names: [String]
  private let places: [String: Int]

  /// The columns by the names that the rule gives them.
  public init(_ names: [String]) {
    self.names = names
    places = Dictionary(
      names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the lines say which row they are about.
  public var haveRows: Bool { places["at_row"] != nil }

  /// The violation that a line tells; `nil` for a line without a row.
  public func violation(in row: any ResultRow) -> SetViolation? {
    func value(_ name: String) -> SQLValue { places[name].map(row.value) ?? .null }
    func text(_ name: String) -> String? {
      let value = value(name)
      return value.isNull ? nil : value.shown
    }
    guard let ordinal = value("at_row").integer else { return nil }
    var violation = SetViolation(
      place: SetViolation.Place(
        table: text("at_table"), ordinal: ordinal, field: text("at_field")))
    if let related = value("related_row").integer {
      violation.related = SetViolation.Place(
        table: text("related_table"), ordinal: related, field: text("related_field"))
    }
    for (index, name) in names.enumerated()
    where !SetViolation.placeColumns.contains(name.lowercased()) {
      violation.arguments.append((name, row.value(index).shown))
    }
    return violation
  }
}
