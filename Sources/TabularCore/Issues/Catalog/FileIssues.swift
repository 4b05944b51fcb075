extension IssueCatalog {
  /// Issues of a whole file: it cannot be found, read, recognised or used.
  static let fileIssues: [IssueDefinition] = [
    IssueDefinition(
      "file.not-found", .error, when: "the path does not exist", variants: ["alone"]),
    IssueDefinition(
      "file.unreadable", .error,
      when: "opening or reading fails (permission, folder, device error), or the file changes while"
        + " it is read", variants: ["folder", "changed"]),
    IssueDefinition(
      "file.empty", .error, when: "no bytes, or only a byte order mark and white space"),
    IssueDefinition(
      "file.too-large", .error,
      when: "over the limit of file size, rows, columns, cells or bytes of a record",
      variants: ["file-size", "columns", "cells", "row-order", "record-size"]),
    IssueDefinition(
      "file.unknown-format", .error,
      when:
        "content is none of XLSX, XLSM, XLTX, delimited text or JSON, or contradicts the file's name",
      variants: ["extension", "companion", "pointer"]),
    IssueDefinition(
      "file.legacy-excel", .error, when: "an OLE2 container with a workbook stream"),
    IssueDefinition(
      "file.encrypted", .error, when: "an OLE2 container with an encrypted package"),
    IssueDefinition(
      "file.no-table", .error,
      when:
        "no sheet, file name or header set identifies a table of the package, or name and headers disagree",
      variants: ["none", "tie", "contradiction", "nearly"]),
    IssueDefinition(
      "file.table-guessed", .note,
      when: "the headers alone identify the table, and the name says something else"),
    IssueDefinition(
      "file.no-rows", .error,
      when: "no table of any file has a data row, or no cell of a table's sheet can be read",
      variants: ["empty", "unreadable"]),
    IssueDefinition(
      "file.given-twice", .warning,
      when: "two files of the command have the same content; the later is not read"),
    IssueDefinition(
      "file.part-refused", .error,
      when: "what the part of a file came to cannot be merged: it is damaged, of another run, or of"
        + " another state of the file; or parts are missing",
      variants: ["foreign", "other-run", "differs", "missing", "changed"]),
    IssueDefinition(
      "file.unchanged", .note,
      when: "the file was imported by a committed run on this target and package version"),
  ]
}

// MARK: Contents; `file` comes from the place

extension IssueContent {
  /// The path does not exist; `closest` is a file of the folder with a similar name.
  public static func fileNotFound(closest: String?) -> IssueContent {
    IssueContent("file.not-found", closest == nil ? "alone" : "", ["closest": closest])
  }

  /// Why a file cannot be read.
  public enum Unreadability: Sendable {
    /// The system refuses, with its reason.
    case refused(reason: String)
    /// The path is a folder.
    case folder
    /// Somebody wrote to the file while it was read.
    case changed
  }

  /// Opening or reading a file fails.
  public static func fileUnreadable(_ why: Unreadability) -> IssueContent {
    switch why {
    case .refused(let reason): IssueContent("file.unreadable", "", ["reason": reason])
    case .folder: IssueContent("file.unreadable", "folder")
    case .changed: IssueContent("file.unreadable", "changed")
    }
  }

  /// Why what parts of files came to cannot be merged.
  public enum PartFault: Sendable {
    /// Its bytes are not those that were written.
    case damaged
    /// It is nothing that this release wrote.
    case foreign
    /// It was made for another package, or read with other options, than the parts before it.
    case otherRun
    /// Two attempts of one part came to different results.
    case differs(part: Int)
    /// Bytes of the file are in no part, or in two.
    case missing(from: Int, to: Int)
    /// The file is not what it was when the part was read.
    case changed
  }

  /// What a part of a file came to cannot be merged.
  public static func filePartRefused(_ fault: PartFault) -> IssueContent {
    let code: IssueCode = "file.part-refused"
    return switch fault {
    case .damaged: IssueContent(code, "")
    case .foreign: IssueContent(code, "foreign")
    case .otherRun: IssueContent(code, "other-run")
    case .differs(let part): IssueContent(code, "differs", ["part": part])
    case .missing(let start, let end):
      IssueContent(code, "missing", ["from": start, "to": end])
    case .changed: IssueContent(code, "changed")
    }
  }

  /// The file has no contents.
  public static func fileEmpty() -> IssueContent { IssueContent("file.empty") }

  /// What a file has too much of.
  public enum FileMeasure: String, Sendable, CaseIterable {
    /// Rows of a table.
    case rows = ""
    /// Bytes.
    case fileSize = "file-size"
    /// Columns of a table.
    case columns
    /// Filled cells.
    case cells
    /// Bytes of rows that are stored out of their order.
    case rowOrder = "row-order"
    /// Bytes of a record of a JSON file.
    case recordSize = "record-size"
  }

  /// A file is over a limit.
  public static func fileTooLarge(_ measure: FileMeasure, limit: Int) -> IssueContent {
    IssueContent("file.too-large", measure.rawValue, ["limit": limit])
  }

  /// How the content of a file is not what is expected; `found` is told with its article.
  public enum UnknownFormat: Sendable {
    /// It is a format that is not read.
    case foreign(found: String)
    /// It is not what the file's name says; `expected` is the name it should have.
    case misnamed(found: String, expected: String)
    /// It belongs to the file `owner` and holds no data.
    case companion(found: String, owner: String)
    /// It only tells where the data is.
    case pointer(found: String)
  }

  /// A file is neither a workbook nor delimited text or JSON, or has the wrong name.
  public static func fileUnknownFormat(_ how: UnknownFormat) -> IssueContent {
    switch how {
    case .foreign(let found): IssueContent("file.unknown-format", "", ["found": found])
    case .misnamed(let found, let expected):
      IssueContent("file.unknown-format", "extension", ["found": found, "expected": expected])
    case .companion(let found, let owner):
      IssueContent("file.unknown-format", "companion", ["found": found, "owner": owner])
    case .pointer(let found): IssueContent("file.unknown-format", "pointer", ["found": found])
    }
  }

  /// The file is a workbook of Excel 97–2003.
  public static func fileLegacyExcel() -> IssueContent { IssueContent("file.legacy-excel") }

  /// The file is protected by a password.
  public static func fileEncrypted() -> IssueContent { IssueContent("file.encrypted") }

  /// How a file fits the tables of a package.
  public enum TableFit: Sendable {
    /// It is nearest to `table`, of whose `total` required columns it has `count`.
    case closest(table: String, count: Int, total: Int)
    /// It fits none of the `tables`.
    case none(tables: [String])
    /// It fits two tables equally well.
    case tie(first: String, second: String)
    /// Its `name` is like that of a table, its headers fit another one.
    case contradiction(name: String, named: String, table: String)
    /// Its `name` is that of no table, its headers fit one but for some.
    case nearly(name: String, table: String, headers: [String])
  }

  /// Nothing identifies a table of the package.
  public static func fileNoTable(package: String, _ fit: TableFit) -> IssueContent {
    switch fit {
    case .closest(let table, let count, let total):
      IssueContent(
        "file.no-table", "",
        ["package": package, "table": table, "count": count, "total": total])
    case .none(let tables):
      IssueContent(
        "file.no-table", "none",
        ["package": package, "tables": tables.joined(separator: ", ")])
    case .tie(let first, let second):
      IssueContent(
        "file.no-table", "tie", ["package": package, "first": first, "second": second])
    case .contradiction(let name, let named, let table):
      IssueContent(
        "file.no-table", "contradiction",
        ["package": package, "name": name, "first": named, "second": table])
    case .nearly(let name, let table, let headers):
      IssueContent(
        "file.no-table", "nearly",
        [
          "package": package, "name": name, "table": table, "count": headers.count,
          "headers": headers.prefix(5).joined(separator: ", "),
        ])
    }
  }

  /// Only the headers say that a file or sheet is a table; its `name` says something else.
  public static func fileTableGuessed(name: String, table: String) -> IssueContent {
    IssueContent("file.table-guessed", "", ["name": name, "table": table])
  }

  /// What a file without data rows has.
  public enum Rowlessness: Sendable {
    /// A header.
    case header
    /// Not even a header.
    case empty
    /// The sheet of a table, of which no cell can be read.
    case unreadable(sheet: String, table: String)
  }

  /// No table of a file has a data row.
  public static func fileNoRows(_ state: Rowlessness, file: String) -> IssueContent {
    switch state {
    case .header: IssueContent("file.no-rows", "", ["file": file])
    case .empty: IssueContent("file.no-rows", "empty", ["file": file])
    case .unreadable(let sheet, let table):
      IssueContent("file.no-rows", "unreadable", ["sheet": sheet, "file": file, "table": table])
    }
  }

  /// Two files of the command have the same content.
  public static func fileGivenTwice(first: String) -> IssueContent {
    IssueContent("file.given-twice", "", ["first": first])
  }

  /// A committed run imported the same file.
  public static func fileUnchanged(run: String) -> IssueContent {
    IssueContent("file.unchanged", "", ["run": run])
  }
}
