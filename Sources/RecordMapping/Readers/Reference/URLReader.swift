import TabularCore

/// Reads web addresses of the schemes http and https; the host becomes lower case.
struct URLReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a web address")
    guard let parts = Self.parts(of: text), Self.isHost(parts.host) else {
      throw CellProblem(.valuePattern(.url, value: shortened(text)))
    }
    return FieldReading(.text(parts.before + parts.host.lowercased() + parts.after))
  }

  /// The host of an address (RFC 3986 section 3.2), and what stands before and after it.
  private static func parts(
    of text: String
  ) -> (before: Substring, host: Substring, after: Substring)? {
    guard
      !text.unicodeScalars.contains(where: {
        $0.value <= 0x20 || $0.value == 0x7F || $0.properties.isWhitespace
          || "<>\"".unicodeScalars.contains($0)
      }),
      let scheme = ["https://", "http://"].first(where: {
        text.prefix($0.count).lowercased() == $0
      })
    else { return nil }
    let start = text.index(text.startIndex, offsetBy: scheme.count)
    let end = text[start...].firstIndex { "/?#\\".contains($0) } ?? text.endIndex
    let authority = text[start..<end]
    let hostStart = authority.lastIndex(of: "@").map { text.index(after: $0) } ?? start
    let colon = text[hostStart..<end].firstIndex(of: ":")
    let hostEnd = colon ?? end
    if let colon {
      let port = text[text.index(after: colon)..<end]
      guard port.utf8.count <= 5, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        (Int(port) ?? 0) <= 65_535
      else { return nil }
    }
    return (text[..<hostStart], text[hostStart..<hostEnd], text[hostEnd...])
  }

  /// A host name with a dot, or an IPv4 address.
  private static func isHost(_ host: Substring) -> Bool {
    if (try? HostName(host)) != nil { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4
      && numbers.allSatisfy { number in
        number.utf8.count <= 3 && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
          && UInt8(number) != nil
      }
  }
}
