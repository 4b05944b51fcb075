import Foundation

/// The key by which names of reference lists are suggested.
///
/// Letters and digits only, in lower case, without accents; `&` counts as `and`. It tells which name may
/// be meant, never which one is.
func referenceKey(_ text: String) -> String {
  var key: [UInt8] = []
  key.reserveCapacity(text.utf8.count)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      key.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      key.append(byte | 0x20)
    case UInt8(ascii: "&"):
      key.append(contentsOf: "and".utf8)
    case 0x80...:
      return unicodeReferenceKey(text)
    default:
      continue
    }
  }
  return String(decoding: key, as: UTF8.self)
}

/// `referenceKey` for texts that are not ASCII.
private func unicodeReferenceKey(_ text: String) -> String {
  var key = ""
  for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      continue
    case .spacingMark:
      key.unicodeScalars.append(scalar)
    default:
      if scalar == "&" {
        key += "and"
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        key += scalar.properties.lowercaseMapping.unicodeScalars
          .filter { $0.properties.generalCategory != .nonspacingMark }
          .reduce(into: "") { $0.unicodeScalars.append($1) }
      }
    }
  }
  return key
}
