import TabularCore

/// A text after the cleaning that applies to all cells.
struct CleanedText {
  /// The text: NFC, without invisible characters, trimmed, with plain spaces and line feeds.
  var text: String
  /// Whether more changed than the Unicode composition.
  var isChanged: Bool
  /// The result of scanning the original.
  var scan: TextScan

  /// Cleans a text.
  ///
  /// - Parameters:
  ///   - keepsRuns: whether inner runs of spaces stay (multiline fields).
  ///   - keepsLines: whether line breaks stay (multiline fields and lists).
  init(_ original: String, keepsRuns: Bool, keepsLines: Bool) {
    scan = TextScan(original, keepsRuns: keepsRuns, keepsLines: keepsLines)
    guard scan.hasNonASCII || scan.needsCleaning else {
      text = original
      isChanged = false
      return
    }
    let whole = scan.hasNonASCII ? composed(original) : original
    guard scan.needsCleaning else {
      text = whole
      isChanged = false
      return
    }
    text = Self.cleaned(whole, keepsRuns: keepsRuns, keepsLines: keepsLines)
    isChanged = !text.utf8.elementsEqual(whole.utf8)
  }

  /// A carriage return alone is a line break, as classic Mac programs and terminals write it; before a
  /// line feed it is part of that line break.
  private static func cleaned(_ text: String, keepsRuns: Bool, keepsLines: Bool) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(withPlainReturns(text).unicodeScalars)
    var isAfterSpace = true
    for (index, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x0D where index + 1 < scalars.count && scalars[index + 1].value == 0x0A:
        continue
      case 0x0A, 0x0D, 0x2028, 0x2029:
        if keepsLines {
          result.append("\n")
          isAfterSpace = !keepsRuns
        } else if !isAfterSpace {
          result.append(" ")
          isAfterSpace = true
        }
      case 0x09 where keepsRuns:
        result.append(scalar)
      case 0x09, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000:
        if keepsRuns {
          result.append(" ")
        } else if !isAfterSpace {
          result.append(" ")
          isAfterSpace = true
        }
      case 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069,
        0xFEFF:
        continue
      default:
        result.append(scalar)
        isAfterSpace = false
      }
    }
    while let last = result.last, isWhiteSpace(last) { result.removeLast() }
    if let start = result.firstIndex(where: { !isWhiteSpace($0) }), start > result.startIndex {
      return String(result[start...])
    }
    return String(result)
  }

  /// The text with the escape `_x000D_` of workbooks replaced by a carriage return.
  private static func withPlainReturns(_ text: String) -> String {
    let escape = Array("_x000D_".utf8)
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == escape[0], bytes.count - index >= escape.count,
        bytes[index..<index + escape.count].elementsEqual(escape)
      {
        kept.append(0x0D)
        index += escape.count
      } else {
        kept.append(bytes[index])
        index += 1
      }
    }
    return kept.count == bytes.count ? text : String(decoding: kept, as: UTF8.self)
  }

  private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20: true
    default: false
    }
  }
}

/// Whether a text holds nothing but white space and invisible characters.
func isBlank(_ text: String) -> Bool {
  // A visible `_x000D_` is not white space.
  text.isEmpty
    || (!text.utf8.contains(UInt8(ascii: "_"))
      && CleanedText(text, keepsRuns: false, keepsLines: false).text.isEmpty)
}
