import RecordMapping
public import Schemas
public import TabularCore

/// How people write a value: `1875.00 CAD` for what is stored as `187500`, `yes` for `1`, `60 %`.
///
/// Machine-readable output keeps canonical texts; everything that people read is formatted here.
public struct ValueForm: Hashable, Sendable {
  /// What a canonical text means.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Itself.
    case plain
    /// Yes or no.
    case truth
    /// A number of percent.
    case percent
    /// Minor units of a currency.
    case money
  }

  /// What the text stands for.
  public var kind: Kind
  /// The currency of an amount; `nil` where it is not known.
  public var currency: String?

  /// A value that is shown as it is.
  public static let plain = ValueForm(.plain)

  /// A form by its kind.
  public init(_ kind: Kind, currency: String? = nil) {
    self.kind = kind
    self.currency = currency
  }

  /// The form of a field's values.
  ///
  /// - Parameter currency: the currency that the record gives.
  public init(of field: Field, currency: String? = nil) {
    switch field.type.definition.shownAs {
    case .plain: self = .plain
    case .truth: self.init(.truth)
    case .percent: self.init(.percent)
    case .money: self.init(.money, currency: currency)
    }
  }

  /// The value with its unit; empty for no value.
  public func text(_ canonical: String, in language: Language) -> String {
    let number = number(canonical, in: language)
    return number.isEmpty ? number : number + (unit.map { " " + $0 } ?? "")
  }

  /// The value in every language; `nil` where it is shown as it is.
  func shown(_ canonical: String) -> LocalizedText? {
    guard kind != .plain else { return nil }
    return LocalizedText(each: { text(canonical, in: $0) })
  }

  /// A change; a unit that both values share is shown once: `1875.00 → 1300.00 CAD`.
  ///
  /// - Parameter noValue: what an empty text is shown as.
  public static func change(
    from before: String, _ beforeForm: ValueForm, to after: String, _ afterForm: ValueForm,
    in language: Language, noValue: String
  ) -> String {
    let isShared = !before.isEmpty && !after.isEmpty && beforeForm.unit == afterForm.unit
    let first =
      before.isEmpty
      ? noValue
      : isShared ? beforeForm.number(before, in: language) : beforeForm.text(before, in: language)
    let second = after.isEmpty ? noValue : afterForm.text(after, in: language)
    return "\(first) → \(second)"
  }

  private var unit: String? {
    switch kind {
    case .plain, .truth: nil
    case .percent: "%"
    case .money: currency
    }
  }

  private func number(_ canonical: String, in language: Language) -> String {
    switch (kind, canonical) {
    case (.truth, "1"), (.truth, "true"): language.label("value/yes")
    case (.truth, "0"), (.truth, "false"): language.label("value/no")
    case (.money, _): amount(canonical)
    default: canonical
    }
  }

  /// An amount from its minor units; any other text stays as it is.
  func amount(_ canonical: String) -> String {
    guard let units = Int64(canonical) else { return canonical }
    let decimals = currency.flatMap(currencyDecimals(of:)) ?? 2
    guard decimals > 0 else { return canonical }
    var digits = String(units.magnitude)
    if digits.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits
    }
    return (units < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }
}

extension ShownText {
  /// A value of a field, shown as people write it.
  init(_ value: FieldValue, as form: ValueForm) {
    let text = value.description
    self.init(text, shown: form.shown(text))
  }
}

extension TableSchema {
  /// How people write the values of a field of a record.
  func form(ofFieldAt index: Int, in values: [FieldValue]) -> ValueForm {
    let field = fields[index]
    let currency = field.currencyField.flatMap(fieldIndex(named:)).flatMap { position in
      values.indices.contains(position) ? values[position].text : nil
    }
    return ValueForm(of: field, currency: currency)
  }
}
