import Schemas

extension DraftedField {
  /// The field as a Table Schema has it.
  var descriptor: DescriptorValue {
    var members: [(name: String, value: DescriptorValue)] = [
      ("name", .text(name)), ("type", .text(standardType)),
    ]
    func add(_ name: String, _ text: String?) {
      if let text { members.append((name, .text(text))) }
    }
    add("format", format)
    if title != name { add("title", title) }
    if privacy == .none { add("example", example) }
    let limits = constraints
    if !limits.isEmpty { members.append(("constraints", .object(limits))) }
    if !type.isPlain { add("registrar:type", type.rawValue) }
    add("registrar:itemType", itemType?.rawValue)
    if !values.isEmpty, type == .enumeration {
      members.append(("registrar:values", .texts(values)))
    }
    if !aliases.isEmpty {
      members.append(("registrar:aliases", .object([("legacy", .texts(aliases))])))
    }
    if let scale { members.append(("registrar:scale", .literal(String(scale)))) }
    func flag(_ name: String, _ isSet: Bool) {
      if isSet { members.append((name, .literal("true"))) }
    }
    flag("registrar:multiline", isMultiline)
    if !zoneFrom.isEmpty { members.append(("registrar:zoneFrom", .texts(zoneFrom))) }
    add("registrar:currencyField", currencyField)
    add("registrar:default", defaultText)
    flag("registrar:databaseDefault", hasDatabaseDefault)
    flag("registrar:notNull", isNeverNull && !isRequired)
    add("registrar:column", column)
    add("registrar:keeps", keeps?.rawValue)
    flag("registrar:transient", isTransient)
    if type == .secret {
      add("registrar:secret", secretPolicy?.rawValue)
    } else if privacy != .none {
      add("registrar:privacy", privacy.rawValue)
    }
    return .object(members)
  }

  /// What programs that know Table Schema alone take the cells as.
  private var standardType: String {
    if type.isPlain { return String(type.rawValue.dropFirst("plain:".count)) }
    return switch type.definition.storage {
    case .integer: "integer"
    case .decimal: "number"
    case .truth: "boolean"
    default: "string"
    }
  }

  private var constraints: [(name: String, value: DescriptorValue)] {
    var members: [(name: String, value: DescriptorValue)] = []
    if isRequired { members.append(("required", .literal("true"))) }
    func limit(_ name: String, _ text: String?) {
      guard let text else { return }
      let isNumber = Double(text) != nil && type.definition.order != .moments
      members.append((name, isNumber ? .literal(text) : .text(text)))
    }
    limit("minimum", minimum)
    limit("maximum", maximum)
    limit("exclusiveMinimum", exclusiveMinimum)
    limit("exclusiveMaximum", exclusiveMaximum)
    if let minimumLength { members.append(("minLength", .literal(String(minimumLength)))) }
    if let maximumLength { members.append(("maxLength", .literal(String(maximumLength)))) }
    if type != .enumeration, !values.isEmpty { members.append(("enum", .texts(values))) }
    return members
  }
}
