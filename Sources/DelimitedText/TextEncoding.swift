/// An encoding that a delimited file can be written in.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8, and ASCII with it.
  case utf8 = "utf-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, high byte first.
  case utf16BigEndian = "utf-16be"
  /// UTF-32, low byte first.
  case utf32LittleEndian = "utf-32le"
  /// UTF-32, high byte first.
  case utf32BigEndian = "utf-32be"
  /// Windows-1252, Western European.
  case windows1252 = "windows-1252"
  /// Windows-1250, Central European.
  case windows1250 = "windows-1250"
  /// ISO-8859-1, with the C1 controls where Windows-1252 has punctuation.
  case iso8859Part1 = "iso-8859-1"
  /// ISO-8859-15, with the euro sign.
  case iso8859Part15 = "iso-8859-15"

  /// Reads a name as people write it, whatever its case and its hyphens; `nil` when it is not known.
  ///
  /// A `utf-16` or `utf-32` without a byte order is little-endian; a byte order mark in the file
  /// overrides it.
  public init?(name: String) {
    var folded = ""
    for scalar in name.unicodeScalars where scalar != "-" && scalar != "_" && scalar != " " {
      folded.unicodeScalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
    switch folded {
    case "utf8", "ascii", "usascii", "utf8sig": self = .utf8
    case "utf16", "utf16le", "unicode", "ucs2", "ucs2le": self = .utf16LittleEndian
    case "utf16be", "ucs2be": self = .utf16BigEndian
    case "utf32", "utf32le": self = .utf32LittleEndian
    case "utf32be": self = .utf32BigEndian
    case "windows1252", "cp1252", "1252", "ansi": self = .windows1252
    case "windows1250", "cp1250", "1250": self = .windows1250
    case "iso88591", "latin1", "l1": self = .iso8859Part1
    case "iso885915", "latin9", "l9": self = .iso8859Part15
    default: return nil
    }
  }

  /// The name that messages show, such as `Windows-1252`.
  public var displayName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .utf32LittleEndian: "UTF-32LE"
    case .utf32BigEndian: "UTF-32BE"
    case .windows1252: "Windows-1252"
    case .windows1250: "Windows-1250"
    case .iso8859Part1: "ISO-8859-1"
    case .iso8859Part15: "ISO-8859-15"
    }
  }

  /// How many bytes a code unit takes.
  var unitSize: Int {
    switch self {
    case .utf16LittleEndian, .utf16BigEndian: 2
    case .utf32LittleEndian, .utf32BigEndian: 4
    default: 1
    }
  }

  /// The byte order mark of the encoding; empty for encodings without one.
  var byteOrderMark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    case .utf32LittleEndian: [0xFF, 0xFE, 0x00, 0x00]
    case .utf32BigEndian: [0x00, 0x00, 0xFE, 0xFF]
    default: []
    }
  }
}
