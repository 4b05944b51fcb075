extension IssueCatalog {
  /// Issues of a whole file: it cannot be found, read, recognised or used.
  static let fileIssues: [IssueDefinition] = [
    IssueDefinition(
      "file.not-found", .error, when: "the path does not exist", variants: ["alone"]),
    IssueDefinition(
      "file.unreadable", .error,
      when: "opening or reading fails (permission, folder, device error)", variants: ["folder"]),
    IssueDefinition(
      "file.empty", .error, when: "no bytes, or only a byte order mark and white space"),
    IssueDefinition(
      "file.too-large", .error, when: "over the limit of file size, rows, columns or cells",
      variants: ["file-size", "columns", "cells", "row-order"]),
    IssueDefinition(
      "file.unknown-format", .error,
      when: "content is none of XLSX, XLSM, XLTX or delimited text, or contradicts the file's name",
      variants: ["extension", "companion", "pointer"]),
    IssueDefinition(
      "file.legacy-excel", .error, when: "an OLE2 container with a workbook stream"),
    IssueDefinition(
      "file.encrypted", .error, when: "an OLE2 container with an encrypted package"),
    IssueDefinition(
      "file.no-table", .error,
      when: "no sheet, file name or header set identifies a table of the package",
      variants: ["none", "tie"]),
    IssueDefinition(
      "file.no-rows", .error,
      when: "no table of any file has a data row, or no cell of a table's sheet can be read",
      variants: ["empty", "unreadable"]),
    IssueDefinition(
      "file.given-twice", .warning,
      when: "two files of the command have the same content; the later is not read"),
    IssueDefinition(
      "file.unchanged", .note,
      when: "the file was imported by a committed run on this target and package version"),
  ]
}
