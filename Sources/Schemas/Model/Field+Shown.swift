public import TabularCore

extension Field {
  /// What people read for a stored value: the label of a listed value, any other as it is.
  public func shown(_ value: String, in language: Language) -> String {
    enumValues.first { $0.value == value }?.shown(in: language) ?? value
  }
}

extension Field.EnumValue {
  /// What people read for the value.
  public func shown(in language: Language) -> String { label?.text(in: language) ?? value }
}
