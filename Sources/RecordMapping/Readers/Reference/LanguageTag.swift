/// A BCP 47 language tag in its canonical form (RFC 5646 section 4.5).
struct LanguageTag: Equatable {
  /// The tag, `fr-CA`.
  var text: String

  /// Reads a tag in any case; `nil` when it is not well-formed or contains unknown subtags.
  init?(_ text: String) {
    let lower = text.lowercased()
    guard (2...100).contains(lower.utf8.count),
      lower.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    if let replacement = Languages.all.replacement(of: lower) {
      self.text = replacement
      return
    }
    var subtags = lower.split(separator: "-", omittingEmptySubsequences: false)[...]
    guard subtags.allSatisfy({ (1...8).contains($0.utf8.count) }),
      let first = subtags.popFirst(), first.utf8.count <= 3,
      let language = Languages.all.subtag(of: String(first))
    else { return nil }
    var parts = [language]
    // An extended language replaces its prefix: `zh-yue` is `yue`.
    if let next = subtags.first, next.utf8.count == 3, isAlphabetic(next),
      let extended = Languages.all.subtag(of: String(next))
    {
      parts = [extended]
      subtags.removeFirst()
    }
    if let next = subtags.first, next.utf8.count == 4, isAlphabetic(next) {
      let script = next.prefix(1).uppercased() + next.dropFirst()
      guard Languages.all.isScript(script) else { return nil }
      parts.append(script)
      subtags.removeFirst()
    }
    if let next = subtags.first, isRegion(next) {
      let region = next.uppercased()
      guard next.utf8.count == 3 || Countries.all.isAlpha2(region) else { return nil }
      parts.append(region)
      subtags.removeFirst()
    }
    while let next = subtags.first, isVariant(next) {
      guard !parts.contains(String(next)) else { return nil }
      parts.append(String(next))
      subtags.removeFirst()
    }
    guard let extensions = Self.extensions(subtags) else { return nil }
    self.text = (parts + extensions).joined(separator: "-")
  }

  /// Extensions and private use: a single letter or digit, then subtags of 2 (private: 1) to 8.
  private static func extensions(_ subtags: ArraySlice<Substring>) -> [String]? {
    var seen: Set<Substring> = []
    var isPrivate = false
    var isOpen = false
    for subtag in subtags {
      if subtag.utf8.count == 1, !isPrivate {
        guard !isOpen, seen.insert(subtag).inserted else { return nil }
        isPrivate = subtag == "x"
        isOpen = true
      } else {
        guard isOpen || !seen.isEmpty else { return nil }
        isOpen = false
      }
    }
    return isOpen ? nil : subtags.map(String.init)
  }
}

private func isAlphabetic(_ subtag: Substring) -> Bool {
  subtag.utf8.allSatisfy { (0x61...0x7A).contains($0) }
}

private func isRegion(_ subtag: Substring) -> Bool {
  subtag.utf8.count == 2
    ? isAlphabetic(subtag)
    : subtag.utf8.count == 3 && subtag.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

private func isVariant(_ subtag: Substring) -> Bool {
  let startsWithDigit = subtag.utf8.first.map { (0x30...0x39).contains($0) } ?? false
  return subtag.utf8.count >= 5 || (subtag.utf8.count == 4 && startsWithDigit)
}
