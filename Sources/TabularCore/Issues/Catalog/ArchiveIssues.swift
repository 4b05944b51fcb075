extension IssueCatalog {
  /// Issues of a workbook's zip archive.
  static let zipIssues: [IssueDefinition] = [
    IssueDefinition(
      "zip.damaged", .error,
      when: "no end record, truncated, wrong checksum or size, other compression than stored or"
        + " deflate, encrypted member",
      variants: ["directory", "truncated", "size", "compression", "encrypted", "reason"]),
    IssueDefinition(
      "zip.bomb", .error, when: "expanded size, ratio or number of members over the limits",
      variants: ["inflation-ratio", "zip-entries"]),
    IssueDefinition(
      "zip.unsafe-path", .error,
      when: "a member name is absolute, holds `..`, a drive or a NUL, or repeats another's name",
      variants: ["repeated", "nul"]),
    IssueDefinition(
      "zip.missing-part", .error,
      when: "a part named by the workbook or by relationships is absent",
      variants: ["workbook", "no-workbook", "part"]),
  ]

  /// Issues of an XML part of a workbook.
  static let xmlIssues: [IssueDefinition] = [
    IssueDefinition(
      "xml.malformed", .error,
      when: "a part is not well-formed, uses an unsupported encoding, or has another root element",
      variants: ["truncated", "syntax", "reason", "encoding", "root"]),
    IssueDefinition(
      "xml.doctype", .error, when: "a part contains a document type declaration"),
    IssueDefinition(
      "xml.limit", .error,
      when: "nesting, attribute length or number of shared strings over the limits",
      variants: ["xml-attribute-length", "shared-strings"]),
  ]
}
