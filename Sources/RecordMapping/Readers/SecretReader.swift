import Schemas
import TabularCore

/// Checks secrets against their policy; no problem ever shows any part of a secret.
struct SecretReader: FieldReader {
  /// The field's machine name.
  private let field: String
  /// The table's machine name.
  private let table: String
  private let policy: Field.SecretPolicy
  private let lengths: ClosedRange<Int>

  /// A reader under the field's policy; without one the secret is refused.
  init(field: Field, table: String) {
    self.field = field.name
    self.table = table
    policy = field.secretPolicy ?? .refuse
    let standard = policy == .keep ? 4...64 : 8...128
    let least = field.constraints.minimumLength ?? standard.lowerBound
    lengths = least...max(least, field.constraints.maximumLength ?? standard.upperBound)
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    if policy == .refuse {
      throw CellProblem(
        "value.secret-refused", "", with: ["field": field, "table": table])
    }
    guard cell.kind == .text else {
      throw CellProblem("value.wrong-cell-type", variant: "secret")
    }
    let count = cell.text.unicodeScalars.count
    if count < lengths.lowerBound { throw tooShortOrLong("", limit: lengths.lowerBound) }
    if count > lengths.upperBound { throw tooShortOrLong("too-long", limit: lengths.upperBound) }
    if policy == .hash {
      guard Self.classCount(of: cell.text) >= 2 else {
        throw CellProblem("value.secret-policy", "classes", with: ["field": field])
      }
      if let email = context.email, foldedValue(email) == foldedValue(cell.text) {
        throw CellProblem(
          "value.secret-policy", "equals", with: ["field": field, "other": "email"])
      }
    }
    return FieldReading(.secret(cell.text))
  }

  private func tooShortOrLong(_ variant: String, limit: Int) -> CellProblem {
    CellProblem(
      "value.secret-policy", variant, with: ["field": field, "limit": String(limit)])
  }

  /// How many of four classes occur: small letters, capitals, digits, anything else.
  private static func classCount(of text: String) -> Int {
    var classes: Set<Int> = []
    for scalar in text.unicodeScalars {
      if scalar.properties.isLowercase {
        classes.insert(0)
      } else if scalar.properties.isUppercase {
        classes.insert(1)
      } else if scalar.properties.numericType != nil {
        classes.insert(2)
      } else {
        classes.insert(3)
      }
    }
    return classes.count
  }
}
