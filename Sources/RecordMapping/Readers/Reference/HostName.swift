import Foundation

/// A host name in lower case, international labels as punycode.
struct HostName: Equatable {
  /// Why a text is not a host name.
  enum Problem: Error {
    /// There is one label only.
    case noDot
    /// A label is empty, too long, or contains other characters than letters, digits and hyphens.
    case malformed
  }

  /// The name in ASCII.
  var ascii: String

  /// Reads a host name (RFC 1123 section 2.1, RFC 5890 section 2.3).
  init(_ text: some StringProtocol) throws(Problem) {
    var name = text.lowercased()
    if name.utf8.contains(where: { $0 >= 0x80 }) {
      // RFC 3490 section 3.1: three other dots separate labels too.
      name =
        String(name.map { "\u{3002}\u{FF0E}\u{FF61}".contains($0) ? "." : $0 })
        .precomposedStringWithCompatibilityMapping
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1 else {
      throw labels.allSatisfy(\.isEmpty) ? .malformed : .noDot
    }
    var ascii: [String] = []
    for label in labels { ascii.append(try Self.asciiLabel(label)) }
    guard let top = ascii.last, top.utf8.contains(where: { !(0x30...0x39).contains($0) }) else {
      throw .malformed
    }
    self.ascii = ascii.joined(separator: ".")
    guard self.ascii.utf8.count <= 253 else { throw .malformed }
  }

  private static func asciiLabel(_ label: Substring) throws(Problem) -> String {
    var result = String(label)
    if label.utf8.contains(where: { $0 >= 0x80 }) {
      let isWord = label.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-"
          || $0.properties.generalCategory == .nonspacingMark
          || $0.properties.generalCategory == .spacingMark
      }
      guard isWord, let encoded = Punycode.encode(result) else { throw .malformed }
      result = "xn--" + encoded
    }
    let bytes = result.utf8
    guard (1...63).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
      bytes.last != UInt8(ascii: "-"),
      bytes.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      })
    else { throw .malformed }
    return result
  }
}
