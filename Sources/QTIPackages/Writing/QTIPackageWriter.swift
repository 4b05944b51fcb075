import CLibZip

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a QTI 3.0 package: an item a document, and a test whose sections are the groups.
///
/// Equal contents give equal bytes.
public struct QTIPackageWriter {
  /// A package cannot be written; why.
  public struct Failure: Error, Sendable {
    /// The path.
    public var path: String
    /// The reason, in a few words.
    public var reason: String
  }

  private struct Document {
    var name: String
    var identifier: String
    var text: String
  }

  private static let packageSpace = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"

  private let identifier: String
  private let title: String
  private var groups: [ItemGroup] = []
  private var documents: [Document] = []
  private var itemsOfGroup: [String: [Int]] = [:]
  private var taken: Set<String> = []

  /// A writer of a package.
  ///
  /// - Parameters:
  ///   - identifier: what identifies the package.
  ///   - title: its title for people.
  public init(identifier: String, title: String) {
    self.identifier = Self.identifier(from: identifier)
    self.title = title
  }

  /// How many items were added.
  public var itemCount: Int { documents.count }

  /// Adds a group; parents come before their children.
  public mutating func add(_ group: ItemGroup) { groups.append(group) }

  /// An identifier for an item that no other has: `wanted` if it can be one, else one like it.
  public mutating func unusedIdentifier(like wanted: String) -> String {
    let start = Self.identifier(from: wanted)
    var candidate = start
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(start)_\(number)"
      number += 1
    }
    return candidate
  }

  /// The text if it can be an identifier, else one like it.
  public static func identifier(from text: String) -> String {
    guard !MarkupText.isIdentifier(text) else { return text }
    let allowed = text.unicodeScalars.map { scalar -> Character in
      MarkupText.isIdentifier("_" + String(scalar)) ? Character(scalar) : "_"
    }
    return "_" + String(allowed)
  }

  /// Adds the document of an item to a group.
  public mutating func add(_ document: ItemDocument, identifier: String, group: String) {
    itemsOfGroup[group, default: []].append(documents.count)
    documents.append(
      Document(name: "items/\(identifier).xml", identifier: identifier, text: document.text))
  }

  /// Writes the package to a file, which is put in its place when it is complete.
  public func write(to path: String) throws(Failure) {
    let partial = path + ".\(getpid()).partial"
    var status: CInt = 0
    guard let archive = zip_open(partial, ZIP_CREATE | ZIP_TRUNCATE, &status) else {
      throw Failure(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    var failed = false
    for document in [Document(name: "imsmanifest.xml", identifier: "", text: manifest), test]
      + documents
    where !failed {
      failed = !Self.add(document, to: archive)
    }
    guard !failed, zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive)).lowercased()
      zip_discard(archive)
      unlink(partial)
      throw Failure(path: path, reason: reason)
    }
    guard rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      unlink(partial)
      throw Failure(path: path, reason: reason)
    }
  }

  private static func add(_ document: Document, to archive: OpaquePointer) -> Bool {
    let bytes = Array(document.text.utf8)
    // The source takes the memory over and frees it with the C library.
    guard let copy = malloc(max(1, bytes.count)) else { return false }
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: bytes.count) }
    }
    guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
      free(copy)
      return false
    }
    let index = zip_file_add(archive, document.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      return false
    }
    // 1980-01-01, the first day that an archive can name.
    return zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0) == 0
  }

  // MARK: Documents

  /// The test whose sections are the groups, in their tree.
  private var test: Document {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<qti-assessment-test xmlns=\"\(ItemDocument.space)\" identifier=\"\(identifier)\""
        + " title=\"\(MarkupText.attribute(title))\" tool-name=\"Registrar\">",
    ]
    for group in groups {
      for (name, value) in group.extras.sorted(by: { $0.key < $1.key }) {
        lines.append(
          ItemDocument.outcome(
            ItemReader.extraPrefix + group.identifier + "." + name, "string", value))
      }
    }
    lines.append(
      "  <qti-test-part identifier=\"PART\" navigation-mode=\"nonlinear\""
        + " submission-mode=\"simultaneous\">")
    let known = Set(groups.map(\.identifier))
    for group in groups where group.parent.map({ !known.contains($0) }) ?? true {
      lines += section(group, indentation: "    ", depth: 0)
    }
    lines.append("  </qti-test-part>")
    lines.append("</qti-assessment-test>\n")
    return Document(
      name: "test.xml", identifier: identifier, text: lines.joined(separator: "\n"))
  }

  private func section(_ group: ItemGroup, indentation: String, depth: Int) -> [String] {
    var lines = [
      indentation + "<qti-assessment-section identifier=\"\(group.identifier)\""
        + " title=\"\(MarkupText.attribute(group.title))\" visible=\"true\">"
    ]
    if depth < 32 {
      for child in groups where child.parent == group.identifier {
        lines += section(child, indentation: indentation + "  ", depth: depth + 1)
      }
    }
    for index in itemsOfGroup[group.identifier] ?? [] {
      let document = documents[index]
      lines.append(
        indentation + "  <qti-assessment-item-ref identifier=\"\(document.identifier)\""
          + " href=\"\(document.name)\"/>")
    }
    return lines + [indentation + "</qti-assessment-section>"]
  }

  private var manifest: String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<manifest xmlns=\"\(Self.packageSpace)\" identifier=\"MANIFEST-\(identifier)\">",
      "  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>",
      "  <organizations/>", "  <resources>",
      "    <resource identifier=\"TEST-\(identifier)\" type=\"imsqti_test_xmlv3p0\""
        + " href=\"test.xml\">",
      "      <file href=\"test.xml\"/>",
    ]
    lines += documents.map { "      <dependency identifierref=\"ITEM-\($0.identifier)\"/>" }
    lines.append("    </resource>")
    for document in documents {
      lines.append(
        "    <resource identifier=\"ITEM-\(document.identifier)\" type=\"imsqti_item_xmlv3p0\""
          + " href=\"\(document.name)\"><file href=\"\(document.name)\"/></resource>")
    }
    return (lines + ["  </resources>", "</manifest>", ""]).joined(separator: "\n")
  }
}
