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
      "workbook.template-baseline", .error,
      when: "the hidden sheet that says what a template's records were is missing or was changed"),
    IssueDefinition(
      "workbook.template-older", .note,
      when: "the template is older than the package, and its columns or values differ from today's"),
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
      "sheet.pasted-over", .warning,
      when: "cells of a template's column lost their drop-down or question"),
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

// MARK: Contents

extension IssueContent {
  /// How the version of a template differs from the package's.
  public enum TemplateVersion: Sendable {
    /// It is older and lacks the column `first`.
    case older(first: String)
    /// It is newer.
    case newer
  }

  /// A template is of another version than the package.
  public static func workbookTemplateVersion(
    _ how: TemplateVersion, found: String, expected: String
  ) -> IssueContent {
    switch how {
    case .older(let first):
      IssueContent(
        "workbook.template-version", "", ["found": found, "expected": expected, "first": first])
    case .newer:
      IssueContent("workbook.template-version", "newer", ["found": found, "expected": expected])
    }
  }

  /// A template belongs to another package, or to other tables than the one that is asked for.
  public static func workbookTemplateOther(found: String, expected: String) -> IssueContent {
    IssueContent("workbook.template-other", "", ["found": found, "expected": expected])
  }

  /// What a template's records were is not known: its hidden sheet is missing or was changed.
  public static func workbookTemplateBaseline(sheet: String) -> IssueContent {
    IssueContent("workbook.template-baseline", "", ["sheet": sheet])
  }

  /// A template is older than the package; `changes` says what differs.
  public static func workbookTemplateOlder(
    found: String, expected: String, changes: String
  ) -> IssueContent {
    IssueContent(
      "workbook.template-older", "",
      ["found": found, "expected": expected, "changes": changes])
  }

  /// The dates of a workbook count from 1904.
  public static func workbookDate1904() -> IssueContent { IssueContent("workbook.date-1904") }

  /// Why a sheet counts as missing.
  public enum SheetLack: Sendable {
    /// The workbook has the sheets `names` only.
    case absent(names: [String])
    /// It is a chart or a dialog.
    case chart
  }

  /// A sheet that is needed is not in the workbook.
  public static func sheetMissing(_ lack: SheetLack, sheet: String) -> IssueContent {
    switch lack {
    case .absent(let names):
      IssueContent(
        "sheet.missing", "", ["sheet": sheet, "names": names.joined(separator: ", ")])
    case .chart: IssueContent("sheet.missing", "chart", ["sheet": sheet])
    }
  }

  /// A sheet with `count` filled cells is no table.
  public static func sheetUnknown(sheet: String, count: Int) -> IssueContent {
    IssueContent("sheet.unknown", "", ["sheet": sheet, "count": count])
  }

  /// A hidden sheet with `count` rows was not read.
  public static func sheetHidden(sheet: String, count: Int) -> IssueContent {
    IssueContent("sheet.hidden", "", ["sheet": sheet, "count": count])
  }

  /// Two sheets belong to a table.
  public static func sheetAmbiguous(first: String, second: String, table: String) -> IssueContent {
    IssueContent("sheet.ambiguous", "", ["first": first, "second": second, "table": table])
  }

  /// The cells of a range are merged, and only the first holds a value.
  public static func sheetMergedCells(range: String, first: CellReference) -> IssueContent {
    IssueContent("sheet.merged-cells", "", ["range": range, "first": first.description])
  }

  /// Hidden rows were read.
  public static func sheetHiddenRows(_ rows: RowRanges) -> IssueContent {
    IssueContent("sheet.hidden-rows", "", ["count": rows.count, "rows": rows.description])
  }

  /// Hidden columns were read: `count` of them, in the ranges `columns`.
  public static func sheetHiddenColumns(count: Int, columns: [String]) -> IssueContent {
    IssueContent(
      "sheet.hidden-columns", "", ["count": count, "columns": columns.joined(separator: ", ")])
  }

  /// Cells of a template's column lost their drop-down or question.
  public static func sheetPastedOver(column: String, rows: RowRanges) -> IssueContent {
    IssueContent(
      "sheet.pasted-over", "",
      ["header": column, "count": rows.count, "rows": rows.description])
  }

  /// What is wrong with a cell or a row of a sheet.
  public enum BadCell: Sendable {
    /// The cell appears twice.
    case repeated
    /// Its reference lies beyond the last cell of a sheet.
    case beyond
    /// Its reference is none.
    case noReference
    /// It lies inside or beside an element where none is read.
    case misplaced
    /// It refers to a shared string that the file of `count` strings does not have.
    case sharedString(index: String, count: Int)
    /// The number of its row is none.
    case rowNumber
    /// Its row appears twice.
    case rowRepeated
    /// Its reference names another row.
    case otherRow
    /// It is marked as a number and holds none.
    case number
    /// It is marked as true or false and holds neither.
    case boolean
    /// It is marked as a date and holds none.
    case date
    /// Its type is none that a spreadsheet writes.
    case type
  }

  /// A cell of a sheet cannot be read; the text comes from the place.
  public static func sheetBadCell(_ fault: BadCell, cell: String, row: Int) -> IssueContent {
    let variant =
      switch fault {
      case .repeated: ""
      case .beyond: "beyond"
      case .noReference: "no-reference"
      case .misplaced: "misplaced"
      case .sharedString: "shared-string"
      case .rowNumber: "row-number"
      case .rowRepeated: "row-repeated"
      case .otherRow: "other-row"
      case .number: "number"
      case .boolean: "boolean"
      case .date: "date"
      case .type: "type"
      }
    guard case .sharedString(let index, let count) = fault else {
      return IssueContent("sheet.bad-cell", variant, ["cell": cell, "row": row])
    }
    return IssueContent(
      "sheet.bad-cell", variant, ["cell": cell, "row": row, "index": index, "count": count])
  }
}
