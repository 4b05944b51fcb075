/// A text as HTML writes it, between tags or as the value of an attribute in either kind of quotes.
///
/// It goes by Unicode scalars, as browsers do: what people see as one character may begin with a sign of markup.
@inlinable public func escapedMarkup(_ text: some StringProtocol) -> String {
  guard text.utf8.contains(where: isMarkup) else { return String(text) }
  var result = ""
  result.reserveCapacity(text.utf8.count + 16)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

@usableFromInline func isMarkup(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
    UInt8(ascii: "'"):
    true
  default: false
  }
}
