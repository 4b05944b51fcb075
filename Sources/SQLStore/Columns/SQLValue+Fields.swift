public import ImportPipeline
public import RecordMapping
import Schemas

extension SQLValue {
  /// The one column value of a value: instants for date-times, joined items for lists.
  public init(_ value: FieldValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .decimal(let text), .text(let text), .secret(let text): self = .text(text)
    case .dateTime(_, let utc): self = .text(utc)
    case .list(let items):
      self =
        items.isEmpty ? .null : .text(items.map(Self.itemText).joined(separator: unitSeparator))
    }
  }

  /// The value that look-ups compare: folded for fields that fold.
  public init(compared value: FieldValue, _ field: TableColumns.FieldColumns) {
    if field.isFolded, let text = value.text {
      self = .text(foldedValue(text))
    } else {
      self.init(value)
    }
  }

  /// An item's text as it stands in a joined list.
  public static func itemText(_ value: FieldValue) -> String {
    if case .dateTime(_, let utc) = value { return utc }
    return value.description
  }

  /// The value as messages show it: decimal numbers without exponent, nothing for NULL.
  public var shown: String {
    if case .real(let number) = self { return FieldValue.real(number).description }
    return text ?? ""
  }
}

extension LogicalType {
  /// The value that a text stands for; the text itself where it is none of the type.
  public func value(of text: String) -> FieldValue {
    switch self {
    case .integer: Int64(text).map(FieldValue.integer) ?? .text(text)
    case .real: Double(text).map(FieldValue.real) ?? .text(text)
    case .exact: FieldValue.exact(text) ?? .text(text)
    case .text: .text(text)
    }
  }

  /// The items of a list from the text that joins them.
  public func items(of text: String) -> FieldValue {
    .list(
      text.split(separator: unitSeparator, omittingEmptySubsequences: false)
        .map { value(of: String($0)) })
  }
}
