import Schemas

/// Whether a column of a store can hold the values of a field.
struct ColumnFit {
  /// What the package means to write.
  let column: TargetColumn
  /// The field that gives the value.
  let field: Field?
  /// The column as the store describes it.
  let found: StoreDescription.Column

  /// Why the values do not fit; `nil` when they do.
  var problem: (severity: StoreMismatch.Severity, text: String)? {
    switch (column.kind, found.kind) {
    case (_, .other): return nil
    case (.identifier, .integer): return nil
    case (.uuid, .uuid), (.uuid, .text): return nil
    case (.text, .uuid): return uuid
    case (.integer, .integer(let bytes)): return integer(bytes)
    case (.integer, .decimal(let digits, let scale)):
      guard let digits else { return nil }
      let whole = digits - (scale ?? 0)
      return whole < 18 ? narrow("numbers of more than \(whole) digits") : nil
    case (.real, .real): return nil
    case (.real, .shortReal): return narrow("numbers of more than six digits")
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
    case (.text, .time): return field?.type == .time ? nil : wrong
    case (.text, .text(let limit)): return limit.flatMap(text)
    case (.text, .choice(let values)): return choice(values)
    default: return wrong
    }
  }

  /// A text in a UUID column: the field must be a UUID, or name a record that is known by one.
  private var uuid: (severity: StoreMismatch.Severity, text: String)? {
    if case .reference = column.role { return wrong }
    let isUUID = field?.type == .plainString && field?.plain.format == "uuid"
    guard !isUUID, column.refersTo == nil else { return nil }
    return (.error, "the column is uuid; the field needs `\"format\": \"uuid\"`")
  }

  private var wrong: (severity: StoreMismatch.Severity, text: String) {
    (.error, "the column is \(found.type), which cannot hold \(words)")
  }

  /// What the package writes, in words.
  private var words: String {
    switch column.kind {
    case .integer: "whole numbers"
    case .real: "decimal numbers"
    case .boolean: "yes and no"
    case .text: "texts"
    case .date: "dates"
    case .localDateTime: "local times"
    case .instant: "instants"
    case .array: "several texts"
    case .uuid: "UUIDs"
    case .identifier: "the ids of records"
    }
  }

  private func narrow(_ what: String) -> (severity: StoreMismatch.Severity, text: String) {
    (.warning, "the column is \(found.type) and cannot hold \(what), which the schema allows")
  }

  private func integer(_ bytes: Int) -> (severity: StoreMismatch.Severity, text: String)? {
    guard bytes < 8 else { return nil }
    let most: Int64 = bytes == 2 ? 32_767 : 2_147_483_647
    guard let maximum = field?.constraints.maximum.flatMap({ Int64($0) }) else {
      return narrow("numbers over \(most)")
    }
    guard maximum > most else { return nil }
    return (.error, "the column is \(found.type), too narrow for numbers up to \(maximum)")
  }

  private func decimal(_ scale: Int?) -> (severity: StoreMismatch.Severity, text: String)? {
    guard let scale else { return nil }
    guard let wanted = field?.scale else {
      return narrow("more than \(scale) decimals")
    }
    guard wanted > scale else { return nil }
    return (.error, "the column is \(found.type), too narrow for \(wanted) decimals")
  }

  private func text(_ limit: Int) -> (severity: StoreMismatch.Severity, text: String)? {
    if let longest = column.allowedValues.map(\.count).max() {
      guard longest > limit else { return nil }
      return (.error, "the column is \(found.type), too narrow for values of \(longest) characters")
    }
    guard let most = field.flatMap(Self.longest) else {
      return narrow("texts of more than \(limit) characters")
    }
    guard most > limit else { return nil }
    return (.error, "the column is \(found.type), too narrow for texts of \(most) characters")
  }

  private func choice(_ values: [String]) -> (severity: StoreMismatch.Severity, text: String)? {
    guard !column.allowedValues.isEmpty else { return wrong }
    let missing = column.allowedValues.filter { !values.contains($0) }
    guard !missing.isEmpty else { return nil }
    let names = missing.map { "`\($0)`" }.joined(separator: ", ")
    return (.error, "the column's type \(found.type) lacks \(names)")
  }

  /// The most characters of a field's text; `nil` without a limit.
  private static func longest(_ field: Field) -> Int? {
    if let maximum = field.constraints.maximumLength { return maximum }
    switch field.type {
    case .country: return 2
    case .currency: return 3
    case .subdivision: return 6
    case .time: return 5
    case .date: return 10
    case .phone: return 16
    case .email: return 254
    default: return nil
    }
  }
}
