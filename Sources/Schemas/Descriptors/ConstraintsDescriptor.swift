import JSONText
import TabularCore

/// Reads the `constraints` of a field and reports those that its type does not support.
struct ConstraintsDescriptor {
  /// The field, its type known.
  let field: Field

  /// The limits that an object of constraints holds.
  func read(_ object: ObjectReader) -> Constraints {
    var constraints = Constraints()
    let type = field.type.definition
    check(object, ["minLength", "maxLength"], fit: type.lengthUnit != nil)
    check(object, ["pattern"], fit: type.properties.contains(.pattern))
    check(
      object, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
      fit: type.order != nil)
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
      if type.storage == .sealed {
        misfit(object, "enum")
      }
    }
    if let least = constraints.minimumLength, let most = constraints.maximumLength, least > most {
      object.invalid("maxLength", "`maxLength` \(most) is below `minLength` \(least)")
    }
    checkOrder(object, constraints)
    if object.has("unique"), object.boolean("unique"), !type.storage.canBeUnique {
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

  private func check(_ object: ObjectReader, _ names: [String], fit isFitting: Bool) {
    for constraint in names where !isFitting && object.has(constraint) {
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
    switch field.type.definition.order {
    case .numbers, .amounts:
      guard let least = Double(low), let most = Double(high) else {
        object.invalid(
          Double(low) == nil ? "minimum" : "maximum",
          "`\(Double(low) == nil ? low : high)` is not a number")
        return
      }
      isBelow = most < least
    case .texts: isBelow = high < low
    case .moments, .durations, nil: isBelow = false
    }
    if isBelow { object.invalid("maximum", "`maximum` \(high) is below `minimum` \(low)") }
  }
}
