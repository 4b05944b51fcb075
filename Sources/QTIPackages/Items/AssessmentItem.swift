/// A question as QTI can say it and a table can hold it.
public struct AssessmentItem: Sendable, Hashable {
  /// What kind of answer is expected.
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

  /// An answer to choose.
  public struct Option: Sendable, Hashable {
    /// The identifier in the item; `A` to `H` where a table's letters are meant.
    public var identifier: String
    /// The text.
    public var text: String

    /// An answer.
    public init(identifier: String, text: String) {
      self.identifier = identifier
      self.text = text
    }
  }

  /// What of an item a table cannot hold.
  public enum Reduction: Sendable, Hashable {
    /// Elements whose text alone was taken, or nothing of them; by their names.
    case markup([String])
    /// So many texts of feedback beside the one that was taken.
    case feedback(Int)
    /// Right answers in words.
    case answers([String])
    /// Rules of scoring of the item's own.
    case scoring
  }

  /// The identifier.
  public var identifier: String
  /// The title for people.
  public var title = ""
  /// What kind of answer is expected.
  public var kind: Kind
  /// The question itself.
  public var stem: String
  /// The answers to choose, in order.
  public var options: [Option] = []
  /// The right answers: identifiers of options, `true` or `false`, or numbers, as written.
  public var correct: [String] = []
  /// Points for the right answer, as written; `nil` where the item does not say.
  public var points: String?
  /// Whether the options are mixed.
  public var shuffles: Bool?
  /// What is told afterwards.
  public var feedback: String?
  /// Values that QTI has no place for, by the name of the table's field; `nil` for none.
  public var extras: [String: String?] = [:]
  /// What was lost on the way.
  public var reductions: [Reduction] = []

  /// An item.
  public init(identifier: String, kind: Kind, stem: String) {
    self.identifier = identifier
    self.kind = kind
    self.stem = stem
  }
}

/// Why an item of a package is not taken.
public enum ItemRefusal: Error, Sendable, Hashable {
  /// It declares a document type.
  case doctype
  /// It includes other documents by XInclude.
  case inclusion
  /// It is no well-formed XML; why.
  case malformed(String)
  /// It has more bytes than are read of a document.
  case large(limit: Int)
  /// It asks nothing.
  case noInteraction
  /// It asks several things at once: how many.
  case severalInteractions(Int)
  /// It asks in a way that no column can hold: the element's name.
  case interaction(String)
  /// It asks for an order.
  case ordering
  /// It does not declare the response that it asks for.
  case noDeclaration
  /// It has more options than the table has columns.
  case manyOptions(Int)
  /// It is an item of QTI 1.
  case version1

  /// Whether the item may be harmful or damaged, and not merely of another kind.
  public var isUnread: Bool {
    switch self {
    case .doctype, .inclusion, .malformed, .large: true
    default: false
    }
  }
}

/// A bank of items: a section of a test in QTI.
public struct ItemGroup: Sendable, Hashable {
  /// The identifier.
  public var identifier: String
  /// The title for people.
  public var title: String
  /// The identifier of the group that it is in.
  public var parent: String?
  /// Values that QTI has no place for, by the name of the table's field.
  public var extras: [String: String?] = [:]

  /// A group.
  public init(identifier: String, title: String, parent: String? = nil) {
    self.identifier = identifier
    self.title = title
    self.parent = parent
  }
}
