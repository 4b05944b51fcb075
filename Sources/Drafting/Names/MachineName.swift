import Foundation

/// Makes the names that descriptors use of those that people and databases use.
enum MachineName {
  /// The most bytes of a name, so that a number can still be put behind it.
  private static let mostBytes = 50

  /// A machine name of a header or column: lower-case ASCII letters, digits and `_`, a letter first.
  ///
  /// - Parameter fallback: the name of a text that has no such letters.
  static func name(of text: String, fallback: String) -> String {
    var words: [String] = []
    var word = ""
    var previous: Character = " "
    let plain = text.folding(options: .diacriticInsensitive, locale: nil)
    for character in plain {
      if character.isASCII, character.isLetter || character.isNumber {
        // `StudEmail` is two words; `ID` and `URL` are one each.
        if character.isUppercase, previous.isLowercase || previous.isNumber, !word.isEmpty {
          words.append(word)
          word = ""
        }
        word += character.lowercased()
      } else if !word.isEmpty, character != "'", character != "’" {
        words.append(word)
        word = ""
      }
      previous = character
    }
    if !word.isEmpty { words.append(word) }
    var name = words.joined(separator: "_")
    if name.utf8.count > mostBytes { name = String(name.prefix(mostBytes)) }
    while name.hasSuffix("_") { name.removeLast() }
    guard let first = name.utf8.first else { return fallback }
    return (97...122).contains(first) ? name : fallback + "_" + name
  }

  /// A name unlike those that are taken: with a number behind it, if need be.
  static func free(_ name: String, isTaken: (String) -> Bool) -> String {
    guard isTaken(name) else { return name }
    var number = 2
    while isTaken("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  /// A title for people: `student_email` is `Student email`.
  static func title(of name: String) -> String {
    let words = name.split { $0 == "_" || $0 == "." || $0 == "-" }.joined(separator: " ")
    guard let first = words.first else { return name }
    return first.uppercased() + words.dropFirst()
  }

  /// One of several, as far as English spelling tells: `categories` is `category`.
  static func singular(of name: String) -> String {
    if name.hasSuffix("ies"), name.count > 4 { return name.dropLast(3) + "y" }
    if ["sses", "shes", "ches", "xes"].contains(where: name.hasSuffix) {
      return String(name.dropLast(2))
    }
    if name.hasSuffix("s"), !name.hasSuffix("ss"), !name.hasSuffix("us"), name.count > 3 {
      return String(name.dropLast())
    }
    return name
  }
}
