extension IssueCatalog {
  /// Issues of a workbook as a whole.
  static let workbookIssues: [IssueDefinition] = [
    IssueDefinition(
      "workbook.template-version", .error,
      when: "the template is newer than the package, or older and lacking a required column",
      variants: ["newer"]),
    IssueDefinition(
      "workbook.template-other", .error,
      when: "the template belongs to another package, or to another table than --table names"),
    IssueDefinition(
      "workbook.date-1904", .note, when: "the workbook's 1904 flag is set"),
  ]

  /// Issues of one sheet.
  static let sheetIssues: [IssueDefinition] = [
    IssueDefinition(
      "sheet.missing", .error,
      when: "a sheet named by --sheet or by the template is absent, or is a chart or dialog sheet",
      variants: ["chart"]),
    IssueDefinition(
      "sheet.unknown", .warning,
      when: "a visible sheet with filled cells is neither a table nor a known sheet"),
    IssueDefinition(
      "sheet.hidden", .warning,
      when: "a hidden sheet would be a table and has data rows; it is not read"),
    IssueDefinition(
      "sheet.ambiguous", .error, when: "two visible sheets belong to the same table"),
    IssueDefinition(
      "sheet.merged-cells", .error,
      when: "a merged range touches the header or data rows and table columns"),
    IssueDefinition(
      "sheet.hidden-rows", .warning, when: "data rows hidden by a filter or by hand were read"),
    IssueDefinition(
      "sheet.hidden-columns", .warning, when: "columns of fields are hidden and were read"),
    IssueDefinition(
      "sheet.bad-cell", .error,
      when: "a row number that is none or given twice, a cell reference beyond `XFD1048576`, given"
        + " twice or in another row, a shared string index out of range, or a content that is not of"
        + " the cell's type",
      variants: [
        "beyond", "no-reference", "misplaced", "shared-string", "row-number", "row-repeated",
        "other-row", "number", "boolean", "date", "type",
      ]),
  ]
}
