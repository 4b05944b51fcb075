internal import CLibIDN2

/// A host name in lower case, international labels in their ASCII form.
struct HostName: Equatable {
  /// Why a text is not a host name.
  enum Problem: Error {
    /// There is one label only.
    case noDot
    /// A label is empty, too long, or contains other characters than letters, digits and hyphens.
    case malformed
  }

  /// The most bytes of a text that is looked at; a host name has at most 253 characters.
  private static let longest = 2_048

  /// The name in ASCII.
  var ascii: String

  /// Reads a host name (RFC 1123 section 2.1; international ones by UTS 46 and RFC 5891).
  init(_ text: some StringProtocol) throws(Problem) {
    let lower = text.lowercased()
    let name = lower.utf8.contains { $0 >= 0x80 } ? try Self.asciiForm(of: lower) : lower
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1 else {
      throw labels.allSatisfy(\.isEmpty) ? .malformed : .noDot
    }
    guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let top = labels.last,
      top.contains(where: { !(0x30...0x39).contains($0) })
    else { throw .malformed }
    ascii = name
  }

  /// The ASCII form of an international name: mapped, composed, checked and encoded by libidn2.
  private static func asciiForm(of name: String) throws(Problem) -> String {
    guard name.utf8.count <= longest, !name.utf8.contains(0) else { throw .malformed }
    // Not with `IDN2_USE_STD3_ASCII_RULES`, which drops spaces and signs silently; without it they stay
    // in the result, where they are no part of a label.
    let flags = CInt(IDN2_NONTRANSITIONAL.rawValue)
    let ascii: String? = name.withCString { characters in
      var result: UnsafeMutablePointer<CChar>?
      guard idn2_to_ascii_8z(characters, &result, flags) == IDN2_OK.rawValue, let result else {
        return nil
      }
      defer { idn2_free(result) }
      return String(cString: result)
    }
    guard let ascii else { throw .malformed }
    return ascii
  }

  /// Whether bytes are letters, digits and hyphens, the last only between others.
  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
      && label.last != UInt8(ascii: "-")
      && label.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}
