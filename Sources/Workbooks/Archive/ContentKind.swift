/// The kind of a file, judging by its first bytes.
public enum ContentKind: Sendable, Hashable {
  /// A zip archive, as a workbook is.
  case zip
  /// An OLE2 container: an old workbook or one protected by a password.
  case compoundFile
  /// JSON: a brace or bracket with what can only be JSON behind it.
  case json
  /// Another format, named with its article: `an HTML page`.
  case other(String)
  /// A file that only points to where the data is, named with its article: `a Google sheet`.
  case pointer(String)
  /// None of these: delimited text, perhaps.
  case unknown

  /// Validates by the first bytes of a file; 512 are plenty.
  public init(leadingBytes bytes: some Collection<UInt8>) {
    func begins(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
    if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
    } else if let name = Self.binaryFormats.first(where: { begins($0.magic) })?.name {
      self = .other(name)
    } else if let target = Self.target(of: bytes) {
      self = .pointer(target)
    } else {
      self = Self.textKind(of: bytes)
    }
  }

  private static let binaryFormats: [(magic: [UInt8], name: String)] = [
    (Array("%PDF-".utf8), "a PDF document"),
    ([0x1F, 0x8B], "a gzip archive"),
    ([0x42, 0x5A, 0x68], "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
    (Array("Rar!".utf8), "a RAR archive"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF8".utf8), "a GIF image"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("{\\rtf".utf8), "an RTF document"),
    (Array("SQLite format 3".utf8), "an SQLite database"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("bplist00".utf8), "a property list"),
    ([0x09, 0x08, 0x10, 0, 0, 6, 5, 0], "an Excel 5 file"),
    ([0x09, 0x04, 0x06, 0, 0, 0, 0x10, 0], "an Excel 4 file"),
  ]

  /// What a pointer leads to; `nil` for other files.
  private static func target(of bytes: some Collection<UInt8>) -> String? {
    if bytes.starts(with: [0x4C, 0, 0, 0, 1, 0x14, 2, 0]) { return "another file" }
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    if text.hasPrefix("version https://git-lfs.github.com/spec/") { return "a file in Git LFS" }
    if text.hasPrefix("[InternetShortcut]") { return "a web page" }
    if text.first == "{", text.contains("docs.google.com/") || text.contains("\"doc_id\"") {
      return "a Google sheet"
    }
    return nil
  }

  /// HTML, XML and JSON, after a byte order mark and white space.
  private static func textKind(of bytes: some Collection<UInt8>) -> ContentKind {
    var rest = Array(bytes.prefix(512))
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
    let text = rest.drop { $0 <= 0x20 }.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
    func begins(_ prefix: String) -> Bool { text.starts(with: prefix.utf8) }
    func holds(_ word: String) -> Bool {
      let word = Array(word.utf8)
      return text.indices.contains { text[$0...].starts(with: word) }
    }
    if begins("<!doctype html") || begins("<html") || begins("<table") || begins("<head") {
      return .other("an HTML page")
    }
    if begins("<?xml") {
      if holds("<html") { return .other("an HTML page") }
      if holds("<office:document") { return .other("a flat OpenDocument file (.fods)") }
      return .other(
        holds("schemas-microsoft-com:office:spreadsheet")
          ? "an XML Spreadsheet 2003 file" : "an XML file")
    }
    if begins("mime-version:") || begins("content-type: multipart") {
      return .other("a web archive (MHTML)")
    }
    if begins("id;pwxl") || begins("id;pscalc") { return .other("a SYLK file") }
    if begins("table\r\n0,1\r\n") || begins("table\n0,1\n") { return .other("a DIF file") }
    // A brace or bracket begins JSON if what follows can only be JSON.
    let inner = text.dropFirst().first { $0 > 0x20 }
    if begins("{"), inner == UInt8(ascii: "\"") || inner == UInt8(ascii: "}") {
      return .json
    }
    if begins("["), inner == UInt8(ascii: "{") || inner == UInt8(ascii: "[") {
      return .json
    }
    return .unknown
  }
}
