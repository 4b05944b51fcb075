/// Separates list items, and parts of a key, within one text: U+001F, which no cleaned value
/// contains.
public let unitSeparator = "\u{1F}"

/// The placeholder for a secret wherever a rule could see it.
public let secretPlaceholder = "‹secret›"

/// The parts of a key from its text.
public func keyParts(_ text: String) -> [String] {
  text.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init)
}
