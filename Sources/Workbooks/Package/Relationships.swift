import TabularCore

/// The relationships of a part (ECMA-376 part 2, 6.5).
struct Relationships {
  /// One relationship.
  struct Relationship {
    /// What `r:id` refers to.
    var id: String
    /// The type's last word, for types of the standard and of Excel: `worksheet`.
    var type: String
    /// The target as written.
    var target: String
    /// Whether the target lies outside the package.
    var isExternal: Bool
    /// The part that the relationship belongs to, `""` for the package.
    var source: String

    /// The archive member that the relationship leads to.
    func member() throws(WorkbookError) -> String {
      guard !isExternal, let name = PartName.resolve(target, from: source) else {
        throw WorkbookError(.zipUnsafePath(.outside), part: target)
      }
      return name
    }
  }

  /// The relationships, in document order.
  private(set) var all: [Relationship] = []

  /// Reads the relationships of a part, `""` for the package; `nil` when it has none.
  init?(of source: String, in archive: borrowing ZipArchive) throws(WorkbookError) {
    let name = PartName.relationships(of: source)
    guard let member = try archive.member(name) else { return nil }
    var found: [Relationship] = []
    try PartWalker.walk(member, root: .relationships, limits: archive.limits) { path, attributes in
      guard path.count == 2, path[1] == "Relationship", let id = attributes["Id"] else { return }
      let type = attributes["Type"] ?? ""
      found.append(
        Relationship(
          id: id, type: Self.knownType(type), target: attributes["Target"] ?? "",
          isExternal: attributes["TargetMode"] == "External", source: source))
    }
    all = found
  }

  /// The first relationship with this identifier.
  func relationship(id: String) -> Relationship? { all.first { $0.id == id } }

  /// The first relationship of a type.
  func first(ofType type: String) -> Relationship? { all.first { $0.type == type } }

  private static let knownTypes = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/2006/relationships/",
  ]

  private static func knownType(_ type: String) -> String {
    guard let prefix = knownTypes.first(where: { type.hasPrefix($0) }) else { return type }
    return String(type.dropFirst(prefix.count))
  }
}
