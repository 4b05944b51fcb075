import RecordMapping

/// Whether two texts have the same bytes; Swift considers composed and decomposed letters equal.
func isSpelled(_ text: String, like other: String) -> Bool {
  text.utf8.elementsEqual(other.utf8)
}

/// The natural key of a record as one text, for look-ups.
enum RecordKey {
  /// Separates the parts; it cannot occur in a value.
  static let separator: Character = "\u{1F}"
  /// The same as a byte.
  static let separatorByte: UInt8 = 0x1F

  /// The text of a key's values; `nil` when a part has no value.
  static func text(_ values: some Sequence<FieldValue>) -> String? {
    var text = ""
    var isFirst = true
    for value in values {
      if !isFirst { text.append(separator) }
      isFirst = false
      switch value {
      case .null: return nil
      case .text(let part): text += part
      case .dateTime(_, let utc): text += utc
      default: text += value.description
      }
    }
    return isFirst ? nil : text
  }

  /// The parts of a key for people.
  static func parts(_ text: String) -> [String] {
    text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// The key as one word for messages, `TOR-01/R-012`.
  static func shown(_ text: String) -> String {
    text.replacing(String(separator), with: "/")
  }
}
