import Schemas
import TabularCore

/// Whether a column of a store can hold the values of a field.
struct ColumnFit {
  /// How grave it is that values do not fit, and why they do not.
  typealias Problem = (severity: StoreMismatch.Severity, text: LocalizedText)

  /// What the package means to write.
  let column: TargetColumn
  /// The field that gives the value.
  let field: Field?
  /// The column as the store describes it.
  let found: StoreDescription.Column

  /// Why the values do not fit; `nil` when they do.
  var problem: Problem? {
    switch (column.kind, found.kind) {
    case (_, .other): return nil
    case (.identifier, .integer): return nil
    case (.uuid, .uuid), (.uuid, .text): return nil
    case (.text, .uuid): return uuid
    case (.integer, .integer(let bytes)): return integer(bytes)
    case (.integer, .decimal(let digits, let scale)):
      guard let digits else { return nil }
      let whole = digits - (scale ?? 0)
      return whole < 18 ? problem(.warning, "fewDigits", ["count": whole]) : nil
    case (.real, .real): return nil
    case (.real, .shortReal): return problem(.warning, "shortReal")
    case (.real, .decimal(_, let scale)): return decimal(scale)
    case (.boolean, .boolean), (.boolean, .integer): return nil
    case (.date, .date), (.date, .text(nil)): return nil
    case (.date, .text(let limit?)): return limit < 10 ? wrong : nil
    case (.instant, .instant), (.instant, .timestamp), (.instant, .text(nil)): return nil
    case (.localDateTime, .timestamp): return nil
    case (.array, .array), (.array, .text(nil)): return nil
    case (.instant, .text(let limit?)): return limit < 20 ? wrong : nil
    case (.localDateTime, .text(nil)): return nil
    case (.localDateTime, .text(let limit?)): return limit < 16 ? wrong : nil
    case (.text, .time): return field?.type.definition.storage == .timeOfDay ? nil : wrong
    case (.text, .text(let limit)): return limit.flatMap(text)
    case (.text, .choice(let values)): return choice(values)
    default: return wrong
    }
  }

  /// A text in a UUID column: the field must be a UUID, or name a record that is known by one.
  private var uuid: Problem? {
    if case .reference = column.role { return wrong }
    let isUUID = field?.type == .plainString && field?.plain.format == "uuid"
    guard !isUUID, column.refersTo == nil else { return nil }
    return problem(.error, "needsFormat")
  }

  /// The sentence of a problem; it may name the type of the column.
  private func problem(
    _ severity: StoreMismatch.Severity, _ sentence: String,
    _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]
  ) -> Problem {
    (
      severity,
      LocalizedText(each: { language in
        language.label(
          "storeCheck/" + sentence,
          values: values + [
            (key: "type", value: found.type),
            (key: "what", value: language.label("storeCheck/kind/" + kind)),
          ])
      })
    )
  }

  private var wrong: Problem { problem(.error, "cannotHold") }

  /// What the package writes, as its label is named.
  private var kind: String {
    switch column.kind {
    case .integer: "integer"
    case .real: "real"
    case .boolean: "boolean"
    case .text: "text"
    case .date: "date"
    case .localDateTime: "localDateTime"
    case .instant: "instant"
    case .array: "array"
    case .uuid: "uuid"
    case .identifier: "identifier"
    }
  }

  private func integer(_ bytes: Int) -> Problem? {
    guard bytes < 8 else { return nil }
    let most: Int64 = bytes == 2 ? 32_767 : 2_147_483_647
    if let highest = column.numbers.map({ abs($0.number) }).max() {
      return highest > most ? problem(.error, "narrowNumber", ["most": highest]) : nil
    }
    guard let maximum = field?.constraints.maximum.flatMap({ Int64($0) }) else {
      return problem(.warning, "smallNumber", ["most": most])
    }
    guard maximum > most else { return nil }
    return problem(.error, "narrowNumber", ["most": maximum])
  }

  private func decimal(_ scale: Int?) -> Problem? {
    guard let scale else { return nil }
    guard let wanted = field?.scale else {
      return problem(.warning, "fewDecimals", ["count": scale])
    }
    guard wanted > scale else { return nil }
    return problem(.error, "narrowDecimals", ["count": wanted])
  }

  private func text(_ limit: Int) -> Problem? {
    if let longest = column.allowedValues.map(\.count).max() {
      guard longest > limit else { return nil }
      return problem(.error, "narrowValues", ["count": longest])
    }
    guard let most = field.flatMap(Self.longest) else {
      return problem(.warning, "shortText", ["count": limit])
    }
    guard most > limit else { return nil }
    return problem(.error, "narrowText", ["count": most])
  }

  private func choice(_ values: [String]) -> Problem? {
    guard !column.allowedValues.isEmpty else { return wrong }
    let missing = column.allowedValues.filter { !values.contains($0) }
    guard !missing.isEmpty else { return nil }
    let names = missing.map { "`\($0)`" }.joined(separator: ", ")
    return problem(.error, "typeLacks", ["values": names])
  }

  /// The most characters of a field's text; `nil` without a limit.
  private static func longest(_ field: Field) -> Int? {
    if let maximum = field.constraints.maximumLength { return maximum }
    if case .atMost(let count) = field.type.definition.extent { return count }
    return nil
  }
}
