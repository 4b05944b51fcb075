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
  if let folded = text.withUTF8({ foldedWestern($0) }) { return folded }
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

/// The folded value of bytes that are all ASCII and letters of western languages (U+00C0 to U+00FF), which
/// have no other compatibility form; `nil` for others.
private func foldedWestern(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { buffer -> String? in
    var count = 0
    var index = 0
    func add(_ byte: UInt8) {
      buffer[count] = byte
      count += 1
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x41...0x5A: add(byte | 0x20)
      case 0x09...0x0D, 0x20: if count > 0, buffer[count - 1] != 0x20 { add(0x20) }
      case ..<0x80: add(byte)
      case 0xC3:
        addSmallLetter(ofWestern: bytes[index], add)
        index += 1
      default: return nil
      }
    }
    if count > 0, buffer[count - 1] == 0x20 { count -= 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
  }
}
