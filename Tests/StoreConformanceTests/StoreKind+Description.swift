import StoreTesting
import Testing

extension StoreKind: CustomTestStringConvertible {
  package var testDescription: String { rawValue }
}
