/// An SQL identifier in quotes.
public func quoted(_ name: String) -> String {
  enclosed(name, in: UInt8(ascii: "\""), "\"")
}

/// An SQL text literal; backslashes stand for themselves.
public func literal(_ text: String) -> String {
  enclosed(text, in: UInt8(ascii: "'"), "'")
}

/// A text between two marks, with each such mark in it doubled.
///
/// Nearly all texts have none, which their bytes tell.
private func enclosed(_ text: String, in byte: UInt8, _ mark: String) -> String {
  let inner = text.utf8.contains(byte) ? text.replacing(mark, with: mark + mark) : text
  return mark + inner + mark
}

/// Separates list items, and parts of a key, within one text: U+001F, which no cleaned value
/// contains.
public let unitSeparator = "\u{1F}"

/// The placeholder for a secret wherever a rule could see it.
public let secretPlaceholder = "‹secret›"

/// The name of the system that `source_id` columns belong to, in the id map.
public let sourceSystem = "source"

/// The parts of a key from its text.
public func keyParts(_ text: String) -> [String] {
  text.split(separator: unitSeparator, omittingEmptySubsequences: false).map(String.init)
}
