import Foundation
import TabularCore

/// What ArgumentParser says of a command line that it does not understand, in another language.
///
/// It has no sentences but English ones, and its errors are not public. So its text is taken apart by the
/// forms of its sentences, which are the English labels below `parser`; a test makes it say each of them. A
/// sentence of another form stays as it is.
struct ParserSentence {
  /// The forms, the longer ones first.
  private static let forms = [
    "unknownOptionNear", "unknownOption", "missingValueIn", "missingValue", "noValueTaken",
    "unexpectedArguments", "unexpectedArgument", "missingArgument", "missingOneOf",
    "missingSubcommand", "invalidOption", "invalidValueOfList", "invalidValueOf",
    "invalidValueBecause", "invalidValue", "setTwice", "see",
  ]

  private let language: Language
  private let texts: HelpTexts

  init(in language: Language) {
    self.language = language
    texts = HelpTexts(in: language)
  }

  /// All that is said: the error, what an option is for, how the command is used.
  ///
  func translated(_ text: String) -> String {
    guard language != .english else { return text }
    let usage = Language.english.label("parser/usage")
    let parts = text.split(separator: "\n" + usage, maxSplits: 1, omittingEmptySubsequences: false)
    var error = String(parts[0])
    var help: String?
    if let range = error.firstRange(of: "\nHelp:  ") {
      help = self.help(error[range.upperBound...])
      error = String(error[..<range.lowerBound])
    }
    var result = sentence(error)
    if let help { result += "\n" + help }
    guard parts.count == 2 else { return result }
    result += "\n" + language.label("parser/usage")
    let lines = parts[1].split(separator: "\n", omittingEmptySubsequences: false)
    result += lines.map { filled($0, by: "see") ?? texts.named(String($0)) }
      .joined(separator: "\n")
    return result
  }

  /// What an option is for: its form, two spaces, the sentence; `nil` where that has English words alone.
  private func help(_ text: Substring) -> String? {
    guard let gap = text.firstRange(of: "  "),
      let sentence = texts.text(String(text[gap.upperBound...]), .options)
    else { return nil }
    return texts.word("help") + "  " + texts.named(String(text[..<gap.lowerBound])) + "  "
      + sentence
  }

  /// A sentence without its title; one that consists of two is taken apart.
  func sentence(_ text: String) -> String {
    guard language != .english else { return text }
    let or = "\n   or: "
    let sentences = text.components(separatedBy: or)
    let joint = "\n   \(Phrases.text("or", in: language))\(language.label("punctuation/colon")) "
    return sentences.map { sentence in
      Self.forms.lazy.compactMap { filled(sentence[...], by: $0) }.first ?? sentence
    }.joined(separator: joint)
  }

  /// A text of a form, in the language; `nil` for a text of another form.
  private func filled(_ text: Substring, by name: String) -> String? {
    guard let values = Self.values(of: text, in: Language.english.label("parser/" + name)) else {
      return nil
    }
    return language.label(
      "parser/" + name,
      values: values.map { key, value in
        // What stands between `<` and `>` there is the name of a value, not what somebody typed.
        (key, ["option", "argument"].contains(key) ? texts.named("\(value)") : value)
      })
  }

  /// What stands in a text at the places of a form.
  static func values(
    of text: Substring, in form: String
  ) -> [(key: String, value: any CustomStringConvertible)]? {
    var rest = text
    var values: [(key: String, value: any CustomStringConvertible)] = []
    var pieces = form.split(separator: "{", omittingEmptySubsequences: false)[...]
    guard let start = pieces.popFirst(), rest.hasPrefix(start) else { return nil }
    rest = rest.dropFirst(start.count)
    while let piece = pieces.popFirst() {
      guard let end = piece.firstIndex(of: "}") else { return nil }
      let following = piece[piece.index(after: end)...]
      let value: Substring
      if pieces.isEmpty {
        guard rest.hasSuffix(following) else { return nil }
        value = rest.dropLast(following.count)
        rest = ""
      } else {
        guard let range = rest.firstRange(of: following) else { return nil }
        value = rest[..<range.lowerBound]
        rest = rest[range.upperBound...]
      }
      values.append((String(piece[..<end]), Self.listed(value)))
    }
    return rest.isEmpty ? values : nil
  }

  /// A list of quoted values without its English words.
  private static func listed(_ text: Substring) -> String {
    String(text).replacing("' or '", with: "', '").replacing("' and '", with: "', '")
  }
}
