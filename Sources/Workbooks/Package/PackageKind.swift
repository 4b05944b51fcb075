import TabularCore

/// What a zip archive is, told by its parts, and where its workbook part lies.
enum PackageKind {
  /// The name of the workbook part, and whether its content type speaks of macros.
  static func workbookPart(
    in archive: borrowing ZipArchive, types: ContentTypes?
  ) throws(WorkbookError) -> (name: String, hasMacros: Bool) {
    guard let types else { throw .unknownFormat(otherArchive(archive)) }
    guard let relationships = try Relationships(of: "", in: archive),
      let relationship = relationships.first(ofType: "officeDocument")
    else { throw WorkbookError("zip.missing-part", variant: "no-workbook") }
    let name = try relationship.member()
    let type = types.type(of: name) ?? ""
    if let found = foreignTypes.first(where: { type.contains($0.fragment) })?.found {
      throw .unknownFormat(found)
    }
    return (name, type.contains("macroEnabled"))
  }

  private static let foreignTypes: [(fragment: String, found: String)] = [
    ("sheet.binary", "an Excel binary workbook (.xlsb)"),
    ("wordprocessingml", "a Word document"),
    ("ms-word", "a Word document"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
    ("ms-visio", "a Visio drawing"),
  ]

  private static func otherArchive(_ archive: borrowing ZipArchive) -> String {
    if archive.isEmpty { return "an empty zip archive" }
    if archive.contains("mimetype"), archive.contains("content.xml") {
      return "an OpenDocument file (.ods)"
    }
    if archive.contains("Index.zip") || archive.containsName(beginningWith: "Index/") {
      return "an Apple Numbers document"
    }
    if archive.contains("META-INF/MANIFEST.MF") { return "a Java archive" }
    if archive.contains("mimetype") { return "an EPUB or OpenDocument file" }
    return "a zip archive without a workbook"
  }
}
