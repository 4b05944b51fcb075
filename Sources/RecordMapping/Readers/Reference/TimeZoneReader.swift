import TabularCore

/// Reads time zones; the canonical form is the IANA identifier.
struct TimeZoneReader: FieldReader {
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let text = try cell.requiredText(expected: "a time zone")
    let bare = Self.withoutOffset(text)
    let names = TimeZoneNames.all
    guard
      let zone = names.canonicalIdentifier(bare)
        ?? names.zone(ofWindowsName: bare, country: context.country)
    else {
      throw CellProblem(
        .valueTimeZoneUnknown(value: shortened(text)),
        suggestion: names.suggestion(for: bare))
    }
    return .canonical(zone, from: text)
  }

  /// The name in `(GMT-05:00) America/Toronto`.
  private static func withoutOffset(_ text: String) -> String {
    guard text.hasPrefix("("), let close = text.firstIndex(of: ")") else { return text }
    let offset = text[text.index(after: text.startIndex)..<close].uppercased()
    guard offset.hasPrefix("GMT") || offset.hasPrefix("UTC"),
      offset.dropFirst(3).allSatisfy({ "0123456789:+-\u{2212} ".contains($0) })
    else { return text }
    return String(text[text.index(after: close)...].drop { $0 == " " })
  }
}
