import JSONText
import TabularCore

/// Reads the `constraints` of a field and reports those that its type does not support.
struct ConstraintsDescriptor {
  /// The field, its type known.
  let field: Field

  private static let lengths: Set<FieldType> = [
    .string, .code, .email, .phone, .url, .secret, .list,
    .plainString, .plainList, .plainArray, .plainObject,
  ]
  private static let patterns: Set<FieldType> = [
    .string, .code, .email, .url, .list, .plainString,
  ]
  private static let ranges: Set<FieldType> = [
    .integer, .decimal, .percent, .money, .date, .time, .dateTime,
    .plainInteger, .plainNumber, .plainDate, .plainTime, .plainDateTime, .plainYear,
    .plainYearMonth, .plainDuration,
  ]

  /// The limits that an object of constraints holds.
  func read(_ object: ObjectReader) -> Constraints {
    var constraints = Constraints()
    check(object, ["minLength", "maxLength"], fit: Self.lengths)
    check(object, ["pattern"], fit: Self.patterns)
    check(
      object, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], fit: Self.ranges)
    constraints.minimumLength = object.count("minLength")
    constraints.maximumLength = object.count("maxLength")
    constraints.minimum = object.scalar("minimum")
    constraints.maximum = object.scalar("maximum")
    constraints.exclusiveMinimum = object.scalar("exclusiveMinimum")
    constraints.exclusiveMaximum = object.scalar("exclusiveMaximum")
    constraints.pattern = object.string("pattern")
    if object.has("enum") {
      constraints.allowedValues = object.items("enum").compactMap { item in
        if let text = item.node.scalar { return text }
        object.findings.add(
          at: item.place, "\(item.node.kind) stands where a text or number is expected")
        return nil
      }
      if field.type == .secret {
        misfit(object, "enum")
      }
    }
    if let least = constraints.minimumLength, let most = constraints.maximumLength, least > most {
      object.invalid("maxLength", "`maxLength` \(most) is below `minLength` \(least)")
    }
    checkOrder(object, constraints)
    if object.has("unique"), object.boolean("unique"), field.type == .secret || field.type == .list
    {
      misfit(object, "unique")
    }
    if object.has("jsonSchema") {
      object.findings.add(
        at: object.place(of: "jsonSchema"), severity: .warning,
        "constraint `jsonSchema` is not supported and is not checked")
    }
    return constraints
  }

  private var name: String { field.type.rawValue.replacing("plain:", with: "") }

  private func check(_ object: ObjectReader, _ names: [String], fit types: Set<FieldType>) {
    for constraint in names where object.has(constraint) && !types.contains(field.type) {
      misfit(object, constraint)
    }
  }

  private func misfit(_ object: ObjectReader, _ constraint: String) {
    object.findings.add(
      .schemaInvalid(
        .constraint(value: constraint, path: object.place.subject, type: name)),
      at: object.place(of: constraint))
  }

  private func checkOrder(_ object: ObjectReader, _ constraints: Constraints) {
    guard let low = constraints.minimum, let high = constraints.maximum else { return }
    let isBelow: Bool
    switch field.type {
    case .integer, .decimal, .percent, .money, .plainInteger, .plainNumber, .plainYear:
      guard let least = Double(low), let most = Double(high) else {
        object.invalid(
          Double(low) == nil ? "minimum" : "maximum",
          "`\(Double(low) == nil ? low : high)` is not a number")
        return
      }
      isBelow = most < least
    case .date, .time, .plainDate, .plainTime: isBelow = high < low
    default: isBelow = false
    }
    if isBelow { object.invalid("maximum", "`maximum` \(high) is below `minimum` \(low)") }
  }
}
