import Foundation
import TabularCore

/// The form in which names and values of records are compared: it ignores case, width and runs of spaces,
/// and nothing else.
///
/// Unicode compatibility composition (NFKC), Unicode case folding, white space as one space, trimmed.
/// Parentheses, signs, hyphens, underscores and digits count, since they distinguish records. Headers are
/// compared more loosely, by `fold`.
///
/// For example:
///
///     foldedValue(" Main  HALL ")  // "main hall"
///     foldedValue("Hall 1-1")      // "hall 1-1", another name than "Hall 11"
///     foldedValue("London (UK)")   // "london (uk)"
///     foldedValue("ＡＢＣ")          // "abc"
public func foldedValue(_ text: String) -> String {
  var text = text
  if let folded = text.withUTF8({ foldedASCII($0) }) { return folded }
  // Lower-casing may produce new compatibility forms, so the text is composed before and after it.
  let lowered = text.precomposedStringWithCompatibilityMapping.lowercased()
    .precomposedStringWithCompatibilityMapping
  var result = String.UnicodeScalarView()
  var isAfterSpace = true
  for scalar in lowered.unicodeScalars where !isInvisible(scalar) {
    if scalar.properties.isWhitespace {
      if !isAfterSpace { result.append(" ") }
      isAfterSpace = true
      continue
    }
    isAfterSpace = false
    switch scalar {
    case "ß": result.append(contentsOf: "ss".unicodeScalars)
    case "ς": result.append("σ")
    default: result.append(scalar)
    }
  }
  if result.last == " " { result.removeLast() }
  return String(result)
}

/// The folded value of bytes that are all ASCII; `nil` for others.
private func foldedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  var folded: [UInt8] = []
  folded.reserveCapacity(bytes.count)
  for byte in bytes {
    switch byte {
    case 0x80...: return nil
    case 0x41...0x5A: folded.append(byte | 0x20)
    case 0x09...0x0D, 0x20: if let last = folded.last, last != 0x20 { folded.append(0x20) }
    default: folded.append(byte)
    }
  }
  if folded.last == 0x20 { folded.removeLast() }
  return String(decoding: folded, as: UTF8.self)
}
