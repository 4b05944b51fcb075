@_spi(_Unicode) import Swift

/// The text in Unicode normalisation form C: letters and their accents composed.
///
/// The only place that normalises to this form. Swift's own implementation is used, because
/// Foundation's leaves marks beside 606 characters in the wrong order.
public func composed(_ text: String) -> String {
  for scalar in text.unicodeScalars where mayBeUncomposed(scalar) {
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }
  return text
}

/// Whether a text with this character may have another composed form: everything below U+0300 is composed
/// already, and so is common punctuation.
private func mayBeUncomposed(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x300, 0x2010...0x203A, 0x20AC: false
  default: true
  }
}
