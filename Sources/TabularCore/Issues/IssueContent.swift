/// What an issue says: its code, which sentence of the code applies, and the arguments of the sentence.
///
/// Each code of the tool has one function that makes its content, beside its definition below `Catalog`.
/// The parameters are named as the placeholders of the sentences, so the compiler asks for all of them.
public struct IssueContent: Sendable, Hashable {
  /// What is wrong.
  public let code: IssueCode
  /// Which template of the code's message applies; `""` is the usual one.
  public let variant: String
  /// The arguments of the message, in their order.
  public private(set) var arguments: [IssueArgument]

  /// A content with the arguments that are not `nil`.
  init(
    _ code: IssueCode, _ variant: String = "",
    _ arguments: KeyValuePairs<String, (any ArgumentValue)?> = [:]
  ) {
    self.code = code
    self.variant = variant
    self.arguments = arguments.compactMap { name, value in value?.argument(named: name) }
  }
}

// MARK: Rules

extension IssueContent {
  /// The content of an issue of a rule, whose code and arguments a package or its SQL gives.
  package static func rule(
    _ code: IssueCode, variant: String = "", arguments: [IssueArgument]
  ) -> IssueContent {
    var content = IssueContent(code, variant)
    content.arguments = arguments
    return content
  }
}

// MARK: What the place of an issue gives

extension IssueContent {
  /// An argument that follows from the place of an issue: who finds a problem need not know it.
  public enum PlaceArgument: String, Sendable, CaseIterable {
    /// The name of the file.
    case file
    /// The part of the archive.
    case part
    /// The machine name of the field.
    case field
    /// The text of the cell.
    case value
    /// The machine name of the table.
    case table
    /// The name or location of the store.
    case target
  }

  /// The content with an argument of its place before the others.
  public func preceded(by name: PlaceArgument, _ text: String) -> IssueContent {
    var content = self
    content.arguments.insert(IssueArgument(name.rawValue, text), at: 0)
    return content
  }

  /// The content with those arguments of its place that it does not have yet, after the others.
  public func completed(with place: KeyValuePairs<PlaceArgument, String>) -> IssueContent {
    var content = self
    for (name, text) in place where !content.arguments.contains(where: { $0.name == name.rawValue })
    {
      content.arguments.append(IssueArgument(name.rawValue, text))
    }
    return content
  }
}

extension IssueContent {
  /// The content with another text for an argument of its place that it has.
  public func replacing(_ name: PlaceArgument, by text: String) -> IssueContent {
    var content = self
    content.arguments = arguments.map { argument in
      argument.name == name.rawValue ? IssueArgument(argument.name, text) : argument
    }
    return content
  }
}

// MARK: Arguments

/// A value that an argument of a message may have.
protocol ArgumentValue {
  /// The value as an argument.
  func argument(named name: String) -> IssueArgument
}

extension Int: ArgumentValue {
  func argument(named name: String) -> IssueArgument { IssueArgument(name, self) }
}

extension String: ArgumentValue {
  func argument(named name: String) -> IssueArgument { IssueArgument(name, self) }
}

/// A text with the form in which people write it, where that differs: `1875.00 CAD`, `yes`.
public struct ShownText: ArgumentValue, Hashable, Sendable {
  /// The canonical text.
  public var text: String
  /// The text as people write it.
  public var shown: LocalizedText?

  /// A text, and how people write it.
  public init(_ text: String, shown: LocalizedText? = nil) {
    self.text = text
    self.shown = shown
  }

  func argument(named name: String) -> IssueArgument {
    IssueArgument(name, text, shown: shown)
  }
}
