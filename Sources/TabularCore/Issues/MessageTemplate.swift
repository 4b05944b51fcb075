/// A sentence with placeholders for the arguments of an issue.
///
/// | Placeholder | Prints |
/// |---|---|
/// | `{name}` | the argument as it is |
/// | `{name:list}` | its items, which `, ` separates, each in backticks |
/// | `{name:or}`, `{name:and}` | the same with the word before the last item |
/// | `{name:bytes}` | a number of bytes with its unit |
/// | `{name:double}` | twice the number, for a limit that is raised |
/// | `{name:day}` | a date `YYYY-MM-DD` as `3 April` |
/// | `{name:article}` | `a` or `an`, as the argument begins |
/// | `{name|row|rows}` | the word that goes with the number in the language |
/// | `{@action name =text}` | a ``HelpAction``, in the words of the front end |
///
/// Text from an argument is never read as a placeholder.
public struct MessageTemplate: Sendable {
  /// The text with its placeholders.
  public let text: String
  /// What the text consists of, where it is filled in again and again.
  private var kept: [Piece]?

  /// A template from its text.
  public init(_ text: String) { self.text = text }

  /// The template taken apart, for many issues.
  public var prepared: MessageTemplate {
    var template = self
    template.kept = pieces
    return template
  }

  /// The names of the arguments that the template prints, in the order of their first use.
  public var argumentNames: [String] {
    var names: [String] = []
    for piece in pieces {
      switch piece {
      case .text: continue
      case .placeholder(let name, _, _): if !names.contains(name) { names.append(name) }
      case .action(let action):
        for name in action.argumentNames where !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// The actions that the template names, in their order, with the arguments of an issue.
  ///
  /// Values of actions are as the issue has them: they may come from an untrusted file. An action that
  /// is not known is passed over.
  public func actions(
    with arguments: [IssueArgument], in language: Language = .english
  ) -> [HelpAction] {
    pieces.compactMap { piece in
      guard case .action(let action) = piece else { return nil }
      return action.action(with: arguments, in: language)
    }
  }

  /// The names of the actions that the template names, in their order.
  public var actionNames: [String] {
    pieces.compactMap { if case .action(let action) = $0 { action.name } else { nil } }
  }

  /// The names of the actions that there are not, or that take another number of values.
  public var unknownActionNames: [String] {
    // Most texts name no action, and to take one apart costs more than to look.
    guard text.contains(ascii: "{@") else { return [] }
    return pieces.compactMap { piece in
      guard case .action(let action) = piece, action.action(with: [], in: .english) == nil
      else { return nil }
      return action.name
    }
  }

  /// The names of the arguments that stand in backticks: those that hold data, not words.
  public var quotedArgumentNames: [String] {
    pieces.flatMap { piece -> [String] in
      switch piece {
      case .placeholder(let name, let form, let isQuoted):
        if isQuoted { return [name] }
        if case .list = form { return [name] }
        if case .day = form { return [name] }
        return []
      case .action(let action): return action.argumentNames
      case .text: return []
      }
    }
  }

  /// The sentence with its arguments filled in; a missing one prints as `…`.
  ///
  /// - Parameters:
  ///   - phrases: words that arguments may hold outside of backticks, by their English form, such as the
  ///     nouns that a package gives its tables.
  ///   - naming: what people call a field whose machine name stands in backticks in the template or in
  ///     a phrase; `nil` for any other word.
  ///   - wording: the words of the actions that a help line names; without it they print as `…`.
  public func filled(
    with arguments: [IssueArgument], in language: Language = .english,
    phrases: [String: LocalizedText] = [:], wording: (any ActionWording)? = nil,
    naming: (String) -> String? = { _ in nil }
  ) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += Self.named(text, naming)
      case .placeholder(let name, let form, let isQuoted):
        guard let argument = arguments.first(where: { $0.name == name }) else {
          result += "…"
          continue
        }
        let value = argument.text(in: language)
        if case .plain = form, !isQuoted {
          let phrase = phrases[value].map { printable($0.text(in: language), limit: 1000) }
          let text = phrase ?? form.print(value, isQuoted: false, in: language)
          result += Self.named(text[...], naming)
        } else {
          result += form.print(value, isQuoted: isQuoted, in: language)
        }
      case .action(let placeholder):
        let action = placeholder.action(with: arguments, in: language)
        result += action.flatMap { wording?.text(of: $0, in: language) } ?? "…"
      }
    }
    return result
  }

  /// A text in which names of fields in backticks are replaced by their headers.
  private static func named(_ text: Substring, _ naming: (String) -> String?) -> String {
    guard text.utf8.contains(UInt8(ascii: "`")) else { return String(text) }
    var parts = split(text, at: UInt8(ascii: "`")).map(String.init)
    for index in parts.indices.dropFirst().dropLast() {
      // A placeholder may be between two pieces, so every part is tried, not every other one.
      if let name = naming(parts[index]) { parts[index] = name }
    }
    return parts.joined(separator: "`")
  }

  /// The sentence without any arguments: `…` in their places, and the words for many.
  ///
  /// - Parameter wording: the words of the actions that a help line names.
  public func outline(
    in language: Language = .english, wording: (any ActionWording)? = nil
  ) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): String(text)
      case .placeholder(_, .plural(let words), _): String(words.last ?? "")
      case .placeholder(_, .list, _), .placeholder(_, .day, _): "`…`"
      case .placeholder(_, .article, _): "a"
      case .placeholder: "…"
      case .action(let placeholder):
        placeholder.action(with: [], in: language).flatMap { wording?.text(of: $0, in: language) }
          ?? "…"
      }
    }.joined()
  }

  private enum Piece: Sendable {
    case text(Substring)
    case placeholder(name: String, form: PlaceholderForm, isQuoted: Bool)
    case action(ActionPlaceholder)
  }

  private var pieces: [Piece] {
    if let kept { return kept }
    var pieces: [Piece] = []
    var rest = text[...]
    var isQuoted = false
    // By bytes: a report fills in thousands of templates, and characters cost ten times as much.
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      pieces.append(.text(rest[..<open]))
      let inside = rest[rest.utf8.index(after: open)..<close]
      // Also if other words precede it: "`--table {table}`" is typed as it stands.
      if !rest.utf8[..<open].count(where: { $0 == UInt8(ascii: "`") }).isMultiple(of: 2) {
        isQuoted.toggle()
      }
      let words = Self.split(inside, at: UInt8(ascii: "|"))
      let parts = words.count > 2 ? [] : Self.split(inside, at: UInt8(ascii: ":"))
      if let action = ActionPlaceholder(inside) {
        pieces.append(.action(action))
      } else if words.count > 2 {
        pieces.append(
          .placeholder(
            name: String(words[0]), form: .plural(Array(words.dropFirst())), isQuoted: false))
      } else if parts.count == 2 {
        pieces.append(
          .placeholder(
            name: String(parts[0]), form: PlaceholderForm(parts[1]), isQuoted: isQuoted))
      } else {
        pieces.append(.placeholder(name: String(inside), form: .plain, isQuoted: isQuoted))
      }
      rest = rest[rest.utf8.index(after: close)...]
    }
    pieces.append(.text(rest))
    return pieces
  }

  /// The parts of a text between marks of ASCII, empty ones too.
  private static func split(_ text: Substring, at mark: UInt8) -> [Substring] {
    guard text.utf8.contains(mark) else { return [text] }
    return text.utf8.split(separator: mark, omittingEmptySubsequences: false).map { Substring($0) }
  }
}

/// How a placeholder prints its argument.
enum PlaceholderForm: Sendable {
  case plain
  case list(lastWord: String?)
  case bytes
  case double
  case day
  case article
  case plural([Substring])

  init(_ name: Substring) {
    switch name {
    case "list": self = .list(lastWord: nil)
    case "or": self = .list(lastWord: "or")
    case "and": self = .list(lastWord: "and")
    case "bytes": self = .bytes
    case "double": self = .double
    case "day": self = .day
    case "article": self = .article
    default: self = .plain
    }
  }

  func print(_ value: String, isQuoted: Bool, in language: Language) -> String {
    switch self {
    case .plain:
      let text = printable(value)
      return isQuoted ? text : Phrases.text(text, in: language)
    case .list(let lastWord):
      let items = printable(value, limit: 1000).split(separator: ", ").map { "`\($0)`" }
      guard let lastWord, items.count > 1, let last = items.last else {
        return items.joined(separator: ", ")
      }
      let word = Phrases.text(lastWord, in: language)
      return items.dropLast().joined(separator: ", ") + " \(word) \(last)"
    case .bytes:
      return Self.byteText(value, in: language)
    case .double:
      let (twice, isTooLarge) = (Int(value) ?? 0).multipliedReportingOverflow(by: 2)
      return isTooLarge ? value : String(twice)
    case .day:
      return Self.dayText(value, in: language)
    case .article:
      return Self.article(of: value)
    case .plural(let words):
      return language.word(words, for: value)
    }
  }

  /// A size in the largest suitable unit: powers of 1024 if it is a whole number of them, else powers of
  /// 1000.
  private static func byteText(_ value: String, in language: Language) -> String {
    guard let count = Int(value), count >= 0 else { return "`\(printable(value))`" }
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")]
    where count > 0 && count & ((1 << shift) - 1) == 0 {
      return "`\(count >> shift)` \(language.label("unit/" + unit))"
    }
    for (size, unit) in [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
    where count >= size {
      return "`\((count - size / 2) / size + 1)` \(language.label("unit/" + unit))"
    }
    return "`\(count)` \(language.label("unit/bytes"))"
  }

  /// The English article of a word; a `u` that sounds like `you` takes `a`.
  private static func article(of word: String) -> String {
    let word = word.lowercased()
    let isVowel = word.first.map { "aeiou".contains($0) } ?? false
    return isVowel && !["uni", "us", "eu"].contains(where: word.hasPrefix) ? "an" : "a"
  }

  private static func dayText(_ value: String, in language: Language) -> String {
    let parts = value.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month)
    else { return "`\(printable(value))`" }
    return language.label(
      "date/day", ["day": day, "month": Phrases.month(month, in: language)])
  }
}
