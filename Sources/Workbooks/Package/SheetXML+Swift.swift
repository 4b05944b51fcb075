import CSheetXML
import TabularCore

extension sx_input {
  /// Delivers the bytes of a member, which must outlive the parse.
  init(_ member: ZipMember) {
    self.init(
      read: { source, buffer, capacity in
        guard let source, let buffer else { return -1 }
        let member = Unmanaged<ZipMember>.fromOpaque(source).takeUnretainedValue()
        return Int64(member.read(into: buffer, capacity: Int(capacity)))
      },
      source: Unmanaged.passUnretained(member).toOpaque())
  }
}

extension sx_limits {
  /// The limits of XML parts.
  ///
  /// A text over its limit is reported; one many times that long is refused.
  ///
  /// With `readsAhead` the member is inflated on another thread while this one parses.
  init(_ limits: Limits, readsAhead: Bool = false) {
    let text = max(0, min(limits[.textLength], 1 << 28))
    self.init(
      depth: Int64(limits[.xmlDepth]),
      attribute_length: Int64(min(limits[.xmlAttributeLength], 1 << 28)),
      text_length: Int64(text), text_bytes: Int64(max(1 << 20, 8 * text)),
      strings: Int64(limits[.sharedStrings]), cells: Int64(limits[.cells]),
      reads_ahead: readsAhead ? 1 : 0, avoids_row_parser: 0)
  }
}

extension sx_outcome {
  /// Throws unless the part was read to its end, or the caller asked to stop.
  func check(_ member: ZipMember, expected root: String, limits: Limits) throws(WorkbookError) {
    let part = member.name
    var place = self.failure(part: part, root: root, limits: limits)
    if status == SX_READ_FAILED { place = member.failure }
    guard var error = place else { return }
    if error.code.area == "xml" {
      error.byteOffset = error.byteOffset ?? Int(byte_offset)
      error.row = row > 0 ? Int(row) : nil
    }
    throw error
  }

  private func failure(part: String, root: String, limits: Limits) -> WorkbookError? {
    func limit(_ content: IssueContent) -> WorkbookError { WorkbookError(content, part: part) }
    return switch status {
    case SX_OK, SX_STOPPED: nil
    case SX_READ_FAILED: .damaged("member cannot be read", part: part)
    case SX_BAD_ENCODING: .malformed("its encoding is not UTF-8 or UTF-16", part: part)
    case SX_BAD_ROOT: .malformed("its root element is not `\(root)` of a workbook", part: part)
    case SX_DOCTYPE: WorkbookError(.xmlDoctype(), part: part)
    case SX_TOO_DEEP: limit(.xmlLimit(.depth, limit: limits[.xmlDepth]))
    case SX_LONG_ATTRIBUTE:
      limit(.xmlLimit(.attributeLength, limit: limits[.xmlAttributeLength]))
    case SX_MANY_ATTRIBUTES: .malformed("an element has thousands of attributes", part: part)
    case SX_LONG_TEXT: limit(.valueTooLong(.textLength(limit: limits[.textLength])))
    case SX_MANY_STRINGS:
      limit(.xmlLimit(.sharedStrings, limit: limits[.sharedStrings]))
    case SX_MANY_CELLS: limit(.fileTooLarge(.cells, limit: limits[.cells]))
    case SX_MANY_MERGES: .malformed("it has more than a million merged ranges", part: part)
    case SX_NO_MEMORY: .malformed("it takes more memory than there is", part: part)
    default: syntax(part: part)
    }
  }

  /// The XML is not well-formed; the error carries libxml2's message.
  private func syntax(part: String) -> WorkbookError {
    let reason = withUnsafeBytes(of: message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }
    return WorkbookError(
      .xmlMalformed(
        .syntax(
          offset: Int(byte_offset), reason: reason.isEmpty ? "it breaks off" : reason)),
      part: part, byteOffset: Int(byte_offset))
  }
}
