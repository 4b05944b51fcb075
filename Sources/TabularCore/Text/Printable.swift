/// A text fit for a line of a report: no control characters, no marks that change the writing direction,
/// white space as single spaces, only the last four digits of card numbers, at most `limit` characters.
///
/// Values come from untrusted files, and a terminal obeys escape sequences.
public func printable(_ text: String, limit: Int = 200) -> String {
  var text = maskingPaymentCards(text)
  let isPlain = text.withUTF8 { bytes in
    bytes.count <= limit && bytes.allSatisfy { (0x20..<0x7F).contains($0) }
  }
  if isPlain { return text }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      if scalar.properties.isWhitespace { scalars.append(" ") }
    case .format, .surrogate: continue
    default: scalars.append(scalar)
    }
  }
  let clean = String(scalars)
  guard let end = clean.index(clean.startIndex, offsetBy: limit, limitedBy: clean.endIndex),
    end < clean.endIndex
  else { return clean }
  return clean[..<end] + "…"
}
