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
  private let hashing: HashRule

  /// A reader under the field's policy; without one the secret is refused.
  init(field: Field, table: String) {
    self.field = field.name
    self.table = table
    policy = field.secretPolicy ?? .refuse
    hashing = field.hashing
    let standard = policy == .keep ? 4...64 : 8...128
    let least = field.constraints.minimumLength ?? standard.lowerBound
    lengths = least...max(least, field.constraints.maximumLength ?? standard.upperBound)
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    if policy == .refuse {
      throw CellProblem(
        .valueSecretRefused(field: field, table: table))
    }
    guard cell.kind == .text else {
      throw CellProblem(.valueWrongCellType(.secret))
    }
    if policy == .hash, let kind = HashRule.kind(of: cell.text) {
      // A hash that is not taken over would be hashed as if it were a password, which nobody knows then.
      guard hashing.takes.contains(kind) else {
        throw CellProblem(.valueSecretPolicy(.otherHash(kind.rawValue), field: field))
      }
      return FieldReading(.secret(cell.text))
    }
    let count = cell.text.unicodeScalars.count
    if count < lengths.lowerBound {
      throw CellProblem(
        .valueSecretPolicy(.tooShort(limit: lengths.lowerBound), field: field))
    }
    if count > lengths.upperBound {
      throw CellProblem(.valueSecretPolicy(.tooLong(limit: lengths.upperBound), field: field))
    }
    if policy == .hash {
      guard Self.classCount(of: cell.text) >= 2 else {
        throw CellProblem(.valueSecretPolicy(.classes, field: field))
      }
      if let email = context.email, foldedValue(email) == foldedValue(cell.text) {
        throw CellProblem(.valueSecretPolicy(.equals(other: "email"), field: field))
      }
    }
    return FieldReading(.secret(cell.text))
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

extension SecretReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    self.init(field: settings.field, table: settings.table.name)
  }
}
