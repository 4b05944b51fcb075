import RecordMapping
import Schemas

/// The rows whose key, or another field that references look up, has an error, by the typed text.
///
/// A row that refers to the same text means such a row: a mistake is reported once, where it was made.
struct UnreadKeys: Equatable {
  /// The most cells that are kept; a reference to a further one is reported as missing.
  static let limit = 200_000

  /// The first row of each folded text, by field.
  private var ordinals: [Int: [String: Int]] = [:]
  /// What was typed into the cells of the key, by row.
  private var typed: [Int: [String]] = [:]
  private var count = 0

  /// Notes what was typed into a cell that has an error.
  mutating func note(_ text: String, field: Int, ordinal: Int) {
    let folded = foldedValue(text)
    guard !folded.isEmpty, count < Self.limit, ordinals[field]?[folded] == nil else { return }
    ordinals[field, default: [:]][folded] = ordinal
    count += 1
  }

  /// Notes what was typed into the cells of a row's key, for messages.
  mutating func note(key: [String], ordinal: Int) {
    guard typed.count < Self.limit else { return }
    typed[ordinal] = key
  }

  /// The first row with a text in a field that has an error.
  func ordinal(of text: String, field: Int) -> Int? {
    ordinals[field]?[foldedValue(text)]
  }

  /// What was typed into the cells of a row's key.
  func key(of ordinal: Int) -> [String]? { typed[ordinal] }

  /// Discards all rows from an ordinal on.
  mutating func removeRows(from ordinal: Int) {
    ordinals = ordinals.mapValues { $0.filter { $0.value < ordinal } }
    typed = typed.filter { $0.key < ordinal }
    count = ordinals.values.reduce(0) { $0 + $1.count }
  }
}

extension ReferenceResolver {
  /// The row whose cell has an error and contains the text of a reference.
  ///
  /// - Parameter with: the other parts of the parent's key, if the reference gives them.
  func unreadRow(
    _ text: String, _ reference: Reference, in parent: RunTable, with: [(String, FieldValue)]
  ) -> Int? {
    for name in [reference.targetField] + reference.alternatives.map(\.field) {
      guard let field = parent.schema.fieldIndex(named: name),
        let ordinal = parent.unreadKeys.ordinal(of: text, field: field)
      else { continue }
      let typed = parent.unreadKeys.key(of: ordinal)
      let isMeant = with.allSatisfy { part, value in
        guard part != name, let typed,
          let place = parent.schema.naturalKey.firstIndex(of: part), place < typed.count
        else { return true }
        return foldedValue(typed[place]) == foldedValue(value.description)
      }
      if isMeant { return ordinal }
    }
    return nil
  }
}
