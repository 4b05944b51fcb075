import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Masks the values of rows; used by one thread alone.
///
/// Two of them share the work: one replaces texts, the other all that has a form of its own (addresses, numbers,
/// dates) and what follows from other values of the row. Neither gives a pseudonym that is the other's to give, so
/// that the result does not depend on which is faster.
final class RowMasks {
  /// The kinds of values that one of them replaces.
  enum Kinds: Sendable {
    case texts
    case rest

    /// Whether values of a kind are replaced.
    func contains(_ kind: Masking) -> Bool {
      switch self {
      case .texts: kind == .text
      case .rest: kind != .text
      }
    }
  }

  /// The words that no pseudonym may have.
  var tokens: PersonalTokens

  private let package: DataPackage
  private let kinds: Kinds
  private let key: ScrambleKey?
  private let run: String
  private let given: GivenPseudonyms
  private let days: KeyedDraws?
  private var masks: [String: FieldMask] = [:]
  private var steps: [String: [Step]] = [:]

  /// What is done to a row, a column after the other.
  private struct Step {
    enum Kind {
      case value(FieldMask)
      case array(FieldMask)
      case run
      case secret(isNotNull: Bool)
      case folded(of: Int)
      case moment
    }

    var place: Int
    var kind: Kind
  }

  /// - Parameter run: the run that makes the copy.
  init(
    _ package: DataPackage, _ kinds: Kinds, key: ScrambleKey?, run: String,
    overflow: @escaping () throws(StoreError) -> any SQLConnection
  ) {
    self.package = package
    self.kinds = kinds
    self.key = key
    self.run = run
    given = GivenPseudonyms(overflow: overflow)
    var none = CollectedTokens(count: 0)
    tokens = none.finished()
    days = key.map { KeyedDraws($0, kind: "days") }
  }

  /// How many values were replaced, and how many of them by one with a token of another value.
  var counts: (replaced: Int, unavoidable: Int) {
    masks.values.reduce((0, 0)) { ($0.0 + $1.replaced, $0.1 + $1.unavoidable) }
  }

  /// Replaces values of rows.
  func mask(_ rows: inout [[SQLValue]], of table: CopyPlan.Table) throws(DataCareError) {
    let steps = steps(of: table)
    let tokens = tokens
    // Threads that count the users of one text wait for each other: each batch has a text of its own.
    let run = SQLValue.text(String(decoding: Array(run.utf8), as: UTF8.self))
    for index in rows.indices {
      for step in steps { try take(step, in: &rows[index], tokens, run) }
    }
  }

  private func take(
    _ step: Step, in row: inout [SQLValue], _ tokens: PersonalTokens, _ run: SQLValue
  ) throws(DataCareError) {
    let place = step.place
    switch step.kind {
    case .value(let mask): row[place] = try value(row[place], mask, tokens)
    case .array(let mask):
      guard let text = row[place].text else { return }
      var items: [String] = []
      for item in CopyPlan.items(of: text) { items.append(try mask.masked(String(item), tokens)) }
      row[place] = .text(CopyPlan.text(ofItems: items))
    case .run: row[place] = run
    // An account with this in place of a hash cannot be entered.
    case .secret(let isNotNull): row[place] = isNotNull ? .text("!") : .null
    case .folded(let other):
      if let text = row[other].text { row[place] = .text(foldedValue(text)) }
    case .moment: row[place] = moved(row[place], ofRecord: row[0])
    }
  }

  private func value(
    _ value: SQLValue, _ mask: FieldMask, _ tokens: PersonalTokens
  ) throws(DataCareError) -> SQLValue {
    switch value {
    case .null: return .null
    case .text(let text): return .text(try mask.masked(text, tokens))
    case .integer, .real:
      guard mask.replacesAll, mask.kind == .number, let text = value.text else { return value }
      let masked = try mask.masked(text, tokens)
      if case .integer = value { return Int64(masked).map(SQLValue.integer) ?? value }
      return Double(masked).map(SQLValue.real) ?? value
    }
  }

  private func moved(_ value: SQLValue, ofRecord id: SQLValue) -> SQLValue {
    guard var draws = days, let text = value.text else { return value }
    draws.begin((id.text ?? "").utf8, attempt: 0)
    let number = 1 + draws.next(below: 27)
    return .text(MovedDate.moment(of: text, by: draws.next(below: 2) == 0 ? number : -number))
  }

  // MARK: Masks

  /// What this thread does to the rows of a table.
  private func steps(of table: CopyPlan.Table) -> [Step] {
    if let known = steps[table.name] { return known }
    let steps = table.columns.enumerated().compactMap { place, column in
      kind(of: column, in: table.schema).map { Step(place: place, kind: $0) }
    }
    self.steps[table.name] = steps
    return steps
  }

  private func kind(of column: CopyPlan.Column, in table: String) -> Step.Kind? {
    func mask(_ field: String) -> FieldMask? {
      self.mask(of: field, in: table).flatMap { kinds.contains($0.kind) ? $0 : nil }
    }
    let isRest = kinds == .rest
    return switch column.role {
    case .value(let field): mask(field).flatMap { $0.kind == .kept ? nil : .value($0) }
    case .array(let field, _): mask(field).map { .array($0) }
    case .copied, .later: nil
    case .run: isRest ? .run : nil
    case .secret(let isNotNull): isRest ? .secret(isNotNull: isNotNull) : nil
    case .folded(let other): isRest ? .folded(of: other) : nil
    case .moment: isRest ? .moment : nil
    }
  }

  /// The mask of a field; of one that names records by a text, that of the field with the text.
  func mask(of name: String, in table: String) -> FieldMask? {
    guard let key else { return nil }
    var table = table
    var name = name
    for _ in 0..<8 {
      guard let reference = package.table(named: table)?.reference(from: name),
        reference.table != table || reference.targetField != name
      else { break }
      (table, name) = (reference.table, reference.targetField)
    }
    let label = table + "." + name
    if let known = masks[label] { return known }
    guard let schema = package.table(named: table), let field = schema.field(named: name) else {
      return nil
    }
    let mask = FieldMask(field, of: schema, in: package, key: key, given: given)
    masks[label] = mask
    return mask
  }
}
