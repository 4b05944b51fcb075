/// How the records of a table are assessment items, such as those of QTI packages (`registrar:items`).
public struct ItemMapping: Sendable, Hashable {
  /// What kind of answer an item expects.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One of several options.
    case single
    /// Any of several options.
    case multiple
    /// True or false.
    case trueFalse
    /// A number.
    case number
    /// A word or a few.
    case text
    /// A long text.
    case essay
  }

  /// The field with the item's code within its group.
  public var code: String
  /// The field that refers to the item's group.
  public var group: String
  /// The field of the table of groups with a group's name; `nil` for none.
  public var groupName: String?
  /// The field of the table of groups with the group above; `nil` for none.
  public var groupParent: String?
  /// The field with the kind.
  public var kind: String
  /// The values of the kinds that items can be of.
  public var kinds: [Kind: String]
  /// The field with the text that asks.
  public var stem: String
  /// The fields with the options, in order; the letter `A` means the first one.
  public var options: [String]
  /// The field with the right answers: letters, `TRUE` or `FALSE`, or numbers.
  public var correct: String
  /// The field with the points; `nil` for none.
  public var points: String?
  /// The field with the points that a wrong answer costs; `nil` for none.
  public var penalty: String?
  /// The field that names a file beside the table; `nil` for none.
  public var attachment: String?
  /// The field with what is told afterwards; `nil` for none.
  public var feedback: String?
  /// The field that says whether options are mixed; `nil` for none.
  public var shuffles: String?

  /// A mapping of the fields that every item has.
  public init(
    code: String, group: String, kind: String, kinds: [Kind: String], stem: String,
    options: [String], correct: String
  ) {
    self.code = code
    self.group = group
    self.kind = kind
    self.kinds = kinds
    self.stem = stem
    self.options = options
    self.correct = correct
  }

  /// The letter of an option by its place from 0.
  public static func letter(_ place: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: min(place, 25))))
  }
}
