import TabularCore

/// The content types of a package (ECMA-376 part 2, 7.2).
struct ContentTypes {
  private var defaults: [String: String] = [:]
  private var overrides: [String: String] = [:]

  /// Reads `[Content_Types].xml`; `nil` when the archive has none and so is not a package.
  init?(in archive: borrowing ZipArchive) throws(WorkbookError) {
    guard let member = try archive.member("[Content_Types].xml") else { return nil }
    var defaults: [String: String] = [:]
    var overrides: [String: String] = [:]
    try PartWalker.walk(member, root: .contentTypes, limits: archive.limits) { path, attributes in
      guard path.count == 2, let type = attributes["ContentType"] else { return }
      if path[1] == "Default", let suffix = attributes["Extension"] {
        defaults[PartName.key(suffix)] = type
      } else if path[1] == "Override", let name = attributes["PartName"],
        let part = PartName.resolve(name, from: "")
      {
        overrides[PartName.key(part)] = type
      }
    }
    self.defaults = defaults
    self.overrides = overrides
  }

  /// The only part whose own content type ends in a text; `nil` if there is none or several.
  func onlyPart(ofTypeEndingIn suffix: String) -> String? {
    let parts = overrides.filter { $0.value.hasSuffix(suffix) }
    return parts.count == 1 ? parts.first?.key : nil
  }

  /// The content type of a part, or `nil`.
  func type(of part: String) -> String? {
    let key = PartName.key(part)
    if let type = overrides[key] { return type }
    guard let dot = key.lastIndex(of: ".") else { return nil }
    return defaults[String(key[key.index(after: dot)...])]
  }
}
