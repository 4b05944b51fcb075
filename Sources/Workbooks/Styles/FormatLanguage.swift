/// The East Asian languages whose versions of Excel have built-in formats of their own (ECMA-376
/// part 1, 18.8.30).
public enum FormatLanguage: Sendable {
  case japanese, korean, simplifiedChinese, traditionalChinese

  /// The language of a font's character set (ECMA-376 part 1, 18.4.1).
  init?(characterSet: Int) {
    switch characterSet {
    case 128: self = .japanese
    case 129: self = .korean
    case 134: self = .simplifiedChinese
    case 136: self = .traditionalChinese
    default: return nil
    }
  }

  /// The language of the default fonts of these versions of Excel.
  init?(fontName name: String) {
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x3040...0x30FF:
        self = .japanese
        return
      case 0xAC00...0xD7A3:
        self = .korean
        return
      default: continue
      }
    }
    // Excel writes full-width letters in some names: `ＭＳ Ｐゴシック`.
    let key = name.lowercased().filter { $0 != " " }
    guard let found = Self.fonts.first(where: { key.contains($0.name) }) else { return nil }
    self = found.language
  }

  private static let fonts: [(name: String, language: FormatLanguage)] = [
    ("mspgothic", .japanese), ("msgothic", .japanese), ("mspmincho", .japanese),
    ("msmincho", .japanese), ("yugothic", .japanese), ("yumincho", .japanese),
    ("meiryo", .japanese), ("游", .japanese), ("ｍｓ", .japanese),
    ("malgungothic", .korean), ("gulim", .korean), ("dotum", .korean), ("batang", .korean),
    ("pmingliu", .traditionalChinese), ("mingliu", .traditionalChinese),
    ("jhenghei", .traditionalChinese), ("dfkai", .traditionalChinese),
    ("細明", .traditionalChinese), ("正黑", .traditionalChinese), ("標楷", .traditionalChinese),
    ("simsun", .simplifiedChinese), ("dengxian", .simplifiedChinese),
    ("yahei", .simplifiedChinese), ("simhei", .simplifiedChinese),
    ("fangsong", .simplifiedChinese), ("宋体", .simplifiedChinese),
    ("等线", .simplifiedChinese), ("雅黑", .simplifiedChinese), ("黑体", .simplifiedChinese),
    ("仿宋", .simplifiedChinese), ("楷体", .simplifiedChinese),
  ]

  /// The language that a format code gives in its locale: `[$-411]`, `[$-D000404]`.
  init?(formatCode code: String) {
    for part in code.split(separator: "[$").dropFirst(code.hasPrefix("[$") ? 0 : 1) {
      guard let content = part.split(separator: "]").first,
        let dash = content.lastIndex(of: "-"),
        let locale = Int(
          content[content.index(after: dash)...].prefix { $0.isHexDigit }, radix: 16)
      else { continue }
      switch locale & 0xFFFF {
      case 0x411: self = .japanese
      case 0x412: self = .korean
      case 0x804, 0x1004: self = .simplifiedChinese
      case 0x404, 0xC04, 0x1404: self = .traditionalChinese
      default: continue
      }
      return
    }
    return nil
  }
}
