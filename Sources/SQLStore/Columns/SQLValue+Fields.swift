public import ImportPipeline
import RecordMapping

extension SQLValue {
  /// The value as messages show it: decimal numbers without exponent, nothing for NULL.
  public var shown: String {
    if case .real(let number) = self { return FieldValue.real(number).description }
    return text ?? ""
  }
}
