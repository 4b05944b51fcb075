import TabularCore

/// What is read of the styles part (ECMA-376 part 1, 18.8.39).
struct StylesPart {
  /// The custom number formats.
  private(set) var codes: [Int: NumberFormat] = [:]
  /// The number format of each entry of `cellXfs`.
  private(set) var identifiers: [Int] = []
  /// The language of the first font that indicates one.
  private(set) var fontLanguage: FormatLanguage?
  /// The language of the first custom format that indicates one.
  private(set) var codeLanguage: FormatLanguage?

  /// Reads the part.
  init(_ member: ZipMember, limits: Limits) throws(WorkbookError) {
    var part = StylesPart()
    try PartWalker.walk(member, root: .styles, limits: limits) { path, attributes in
      switch path.dropFirst() {
      case ["numFmts", "numFmt"]: part.takeFormat(attributes)
      case ["cellXfs", "xf"]:
        part.identifiers.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
      case ["fonts", "font", "charset"]:
        part.fontLanguage =
          part.fontLanguage
          ?? attributes["val"].flatMap { Int($0) }.flatMap(FormatLanguage.init(characterSet:))
      case ["fonts", "font", "name"]:
        part.fontLanguage =
          part.fontLanguage ?? attributes["val"].flatMap(FormatLanguage.init(fontName:))
      default: break
      }
    }
    self = part
  }

  private init() {}

  /// Takes a format.
  ///
  /// If one is given twice, the first counts. A format with a built-in number replaces the built-in one.
  private mutating func takeFormat(_ attributes: PartAttributes) {
    guard let id = attributes["numFmtId"].flatMap({ Int($0) }), codes[id] == nil,
      let code = attributes["formatCode"]
    else { return }
    codes[id] = NumberFormat(code: code)
    codeLanguage = codeLanguage ?? FormatLanguage(formatCode: code)
  }

  /// Whether a cell has a built-in format that differs between languages.
  var dependsOnLanguage: Bool {
    identifiers.contains { NumberFormat.dependsOnLanguage($0) && codes[$0] == nil }
  }
}
