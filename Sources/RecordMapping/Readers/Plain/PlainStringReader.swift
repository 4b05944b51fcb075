import Schemas
import TabularCore

/// Reads Table Schema's `string` with its formats.
struct PlainStringReader: FieldReader {
  private let field: String
  private let format: String

  /// A reader of a format: `default`, `email`, `uri`, `binary` or `uuid`; others are as `default`.
  init(field: String, format: String) {
    self.field = field
    self.format = format
  }

  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading {
    let reading = try StringReader().read(cell, in: context)
    guard let text = reading.value.text else { return reading }
    switch format {
    case "email":
      var input = cell
      input.text = text
      _ = try EmailReader().read(input, in: context)
    case "uri":
      guard Self.isURI(text) else { throw .misfit(text, field: field, expected: "a URI") }
    case "binary":
      guard Self.isBase64(text) else {
        throw .misfit(text, field: field, expected: "text in base64")
      }
    case "uuid":
      guard Self.isUUID(text) else { throw .misfit(text, field: field, expected: "a UUID") }
      // Letters of a UUID match in any case and are written in lower case (RFC 9562, section 4).
      var reading = reading
      reading.value = .text(text.lowercased())
      return reading
    default: break
    }
    return reading
  }

  /// Whether a text begins with a scheme and holds only characters of RFC 3986, section 2.
  private static func isURI(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      let first = text.utf8.first, ByteScanning.isLetter(first),
      text.utf8.index(after: colon) < text.utf8.endIndex
    else { return false }
    let scheme = text.utf8[..<colon].allSatisfy { byte in
      ByteScanning.isLetter(byte) || ByteScanning.isDigit(byte) || "+-.".utf8.contains(byte)
    }
    let rest = text.utf8[colon...].allSatisfy { byte in
      ByteScanning.isLetter(byte) || ByteScanning.isDigit(byte)
        || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }
    return scheme && rest
  }

  /// Whether a text is base64 with padding (RFC 4648, section 4).
  private static func isBase64(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    return padding <= 2
      && bytes.dropLast(padding).allSatisfy { byte in
        ByteScanning.isLetter(byte) || ByteScanning.isDigit(byte) || "+/".utf8.contains(byte)
      }
  }

  /// Whether a text is 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12 (RFC 9562).
  private static func isUUID(_ text: String) -> Bool {
    let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.joined().allSatisfy { byte in
        ByteScanning.isDigit(byte) || (byte | 0x20) &- 0x61 < 6
      }
  }
}

extension PlainStringReader {
  /// The reader of a field.
  init(_ settings: ReaderSettings) {
    self.init(field: settings.field.name, format: settings.field.plain.format)
  }

  /// The byte reader of a field without a format.
  static func byteReader(_ settings: ByteReaderSettings) -> FieldByteReader? {
    guard settings.field.plain.format == "default" else { return nil }
    return FieldByteReader(texts: settings, form: .any)
  }
}
