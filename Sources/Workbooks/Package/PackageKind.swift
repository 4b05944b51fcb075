import TabularCore

/// The kind of a zip archive, judging by its parts, and where its workbook part is.
enum PackageKind {
  /// The name of the workbook part, and whether its content type is macro-enabled.
  static func workbookPart(
    in archive: borrowing ZipArchive, types: ContentTypes?
  ) throws(WorkbookError) -> (name: String, hasMacros: Bool) {
    guard let types else { throw .unknownFormat(try otherArchive(archive)) }
    guard let relationships = try Relationships(of: "", in: archive),
      let relationship = relationships.first(ofType: "officeDocument")
    else { throw WorkbookError(.zipMissingPart(.noWorkbook)) }
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

  private static func otherArchive(
    _ archive: borrowing ZipArchive
  ) throws(WorkbookError) -> String {
    if archive.isEmpty { return "an empty zip archive" }
    if archive.contains("mimetype"), archive.contains("content.xml") {
      return try openDocument(archive)
    }
    if archive.contains("Index.zip") || archive.containsName(beginningWith: "Index/") {
      return "an Apple Numbers document"
    }
    if archive.contains("META-INF/MANIFEST.MF") { return "a Java archive" }
    if archive.contains("mimetype") { return "an EPUB or OpenDocument file" }
    return "a zip archive without a workbook"
  }

  /// An OpenDocument file, by the media type that it begins with (OpenDocument 1.3 part 2, 3.3).
  private static func openDocument(
    _ archive: borrowing ZipArchive
  ) throws(WorkbookError) -> String {
    guard let member = try archive.member("mimetype") else { return "an OpenDocument file" }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = bytes.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { member.read(into: $0, capacity: buffer.count) } ?? 0
    }
    let type = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    if type.contains("opendocument.spreadsheet") { return "an OpenDocument spreadsheet (.ods)" }
    if type.contains("opendocument.text") { return "an OpenDocument text document (.odt)" }
    return "an OpenDocument file"
  }
}
