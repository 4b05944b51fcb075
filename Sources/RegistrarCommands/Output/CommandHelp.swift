import ArgumentParser
import Foundation
import ImportReports
import TabularCore

/// What a command says about itself, in the language of the reader.
///
/// ArgumentParser writes its page in English alone. So the page is written without line breaks, taken apart
/// by its layout, and put together again of the language's texts (``HelpTexts``) at the width of the terminal.
struct CommandHelp {
  /// How a page begins that ArgumentParser writes.
  private static let start = "OVERVIEW: "
  /// The column in which what is said of an option begins, from 0.
  private static let column = 26
  /// More than any line has.
  private static let endless = 100_000

  private let texts: HelpTexts
  private let width: Int

  /// Help in a language.
  ///
  /// - Parameter width: how many columns there are.
  init(in language: Language, width: Int = CommandHelp.terminalWidth) {
    texts = HelpTexts(in: language)
    self.width = width
  }

  /// The columns that the environment gives, else those of the terminal, else 80.
  static var terminalWidth: Int {
    let given = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    return given.flatMap { $0 > 0 ? $0 : nil } ?? Terminal.width ?? 80
  }

  /// A text that ArgumentParser would print, its help page in the language; unchanged if it is none.
  ///
  /// - Parameter arguments: the command line that asked for it.
  func translated(_ text: String, of arguments: [String]) -> String {
    guard text.hasPrefix(Self.start), let command = Self.command(of: arguments) else { return text }
    return page(of: command, includesHidden: arguments.contains("--help-hidden"))
  }

  /// The command whose page a command line asks for; `nil` for that of the command `help`.
  private static func command(of arguments: [String]) -> (any ParsableCommand.Type)? {
    var command: any ParsableCommand.Type = RegistrarTool.self
    var words = arguments.filter { !$0.hasPrefix("-") }[...]
    if words.first == "help" { words = words.dropFirst() }
    if words.first == "help" { return nil }
    while let word = words.popFirst(),
      let inner = command.configuration.subcommands.first(where: { $0._commandName == word })
    {
      command = inner
    }
    return command
  }

  /// The page of a command, without a final line break.
  func page(of command: any ParsableCommand.Type, includesHidden: Bool = false) -> String {
    let whole = RegistrarTool.helpMessage(
      for: command, includeHidden: includesHidden, columns: Self.endless)
    let configuration = command.configuration
    var page = wrapped(
      texts.word("overview") + said(configuration.abstract, .commands), indent: 0)
    if !configuration.discussion.isEmpty {
      page += "\n\n" + discussion(said(configuration.discussion, .commands))
    }
    guard let usage = whole.firstRange(of: "\n\nUSAGE: ") else { return page }
    let lines = whole[usage.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
    let title = texts.word("usage")
    page += "\n\n" + wrapped(title + texts.named(String(lines[0])), indent: title.count) + "\n"
    page += sections(lines.dropFirst())
    return page.trimmingCharacters(in: .newlines) + "\n"
  }

  /// The sections below the usage.
  private func sections(_ lines: ArraySlice<Substring>) -> String {
    let indent = String(repeating: " ", count: Self.column)
    let see = "  See '"
    var page = ""
    var lines = lines
    while let line = lines.popFirst() {
      if line.hasPrefix(see) {
        let command = line.dropFirst(see.count).prefix { $0 != "'" }
        let words = texts.word("see", ["command": texts.named(String(command))])
        page += wrapped("  " + words, indent: 2)
      } else if !line.hasPrefix(" "), line.hasSuffix(":") {
        page += title(String(line.dropLast()))
      } else if line.hasPrefix("        ") {
        page += wrapped("        " + said(line.drop { $0 == " " }, .options), indent: 8)
      } else if line.hasPrefix("  ") {
        if let next = lines.first, next.hasPrefix(indent) {
          page += element(line, next.dropFirst(Self.column))
          lines.removeFirst()
        } else {
          page += element(line.prefix(Self.column), line.dropFirst(Self.column))
        }
      }
      page += "\n"
    }
    return page
  }

  private func title(_ line: String) -> String {
    let english = texts.english(.sections).first { $0.uppercased() == line }
    let title = english.flatMap { texts.text($0, .sections)?.uppercased() } ?? line
    return title + texts.word("titleEnd")
  }

  /// An option or a command with what it is for.
  private func element(_ label: Substring, _ text: Substring) -> String {
    var line = "  " + texts.named(label.trimmingCharacters(in: .whitespaces))
    let description = described(text)
    guard !description.isEmpty else { return line }
    if line.count < Self.column {
      line += String(repeating: " ", count: Self.column - line.count)
      return wrapped(line + description, start: Self.column)
    }
    let indent = String(repeating: " ", count: Self.column)
    return line + "\n" + wrapped(indent + description, start: Self.column)
  }

  /// What an option is for, with its values.
  private func described(_ text: Substring) -> String {
    let text = text.trimmingCharacters(in: .whitespaces)
    let known = texts.text(text, .options) ?? texts.text(text, .commands)
    if let known { return known }
    for start in ["(values: ", "(default: ", "(default as flag: "] where text.hasSuffix(")") {
      guard let range = text.ranges(of: start).last else { continue }
      let sentence = text[..<range.lowerBound].trimmingCharacters(in: .whitespaces)
      let values = given(text[range.lowerBound...])
      return sentence.isEmpty ? values : said(sentence[...], .options) + " " + values
    }
    return text
  }

  /// The values of an option, and the one that it has by itself.
  private func given(_ text: Substring) -> String {
    let inner = text.dropFirst().dropLast()
    let (values, start, between) = ("values: ", "default: ", "; default: ")
    guard inner.hasPrefix(values) else {
      return texts.word("default", ["default": String(inner.dropFirst(start.count))])
    }
    let list = inner.dropFirst(values.count)
    guard let middle = list.firstRange(of: between) else {
      return texts.word("values", ["values": String(list)])
    }
    return texts.word(
      "valuesAndDefault",
      ["values": String(list[..<middle.lowerBound]), "default": String(list[middle.upperBound...])])
  }

  private func said(_ text: some StringProtocol, _ kind: HelpTexts.Kind) -> String {
    texts.text(String(text), kind) ?? String(text)
  }

  // MARK: Lines

  /// Paragraphs and lists: a line of a list begins with spaces and a word, and goes on below its text.
  private func discussion(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("  ") else { return wrapped(String(line), indent: 0) }
      let word = line.drop { $0 == " " }
      let rest = word.drop { $0 != " " }.drop { $0 == " " }
      return wrapped(String(line), start: line.count - rest.count)
    }.joined(separator: "\n")
  }

  /// A line whose first columns stay as they are; it goes on below their end.
  private func wrapped(_ line: String, start: Int) -> String {
    let wrap = TextWrap(width: width, start: start, indent: start)
    return line.prefix(start) + wrap.text(String(line.dropFirst(start)))
  }

  private func wrapped(_ line: String, indent: Int) -> String {
    TextWrap(width: width, start: 0, indent: indent).text(line)
  }
}
