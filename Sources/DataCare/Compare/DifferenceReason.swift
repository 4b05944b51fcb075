/// Why two values of one field differ, or only one source has a record, as far as the values and what stores
/// recorded can tell.
public enum DifferenceReason: String, Sendable, Hashable, CaseIterable {
  /// The values mean different things.
  case value
  /// The texts are equal but for upper and lower case, and white space.
  case caseOrSpace
  /// Both texts are numbers, and the same number.
  case numberFormat
  /// The same instant in two zones, or a time shifted by the offset of its zone.
  case zone
  /// The first system changed the record after the second one took data for the last time.
  case notSynced
  /// Another program than this one changed the value since a run wrote it, or made or removed the record.
  case editedByHand
  /// A run removed the record from the source that has it not.
  case removedByRun
  /// Only one source has the record, and nothing is known about why.
  case missing

  /// The reason that two different texts tell.
  public init(of one: String, and other: String) {
    if NumberText.areEqual(one, other) {
      self = .numberFormat
    } else if InstantText.areEqual(one, other) {
      self = .zone
    } else if Self.plain(one) == Self.plain(other) {
      self = .caseOrSpace
    } else {
      self = .value
    }
  }

  /// A text without what upper case and white space tell.
  static func plain(_ text: String) -> String {
    String(
      text.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "\u{200B}" }
        .map(Character.init))
  }
}
