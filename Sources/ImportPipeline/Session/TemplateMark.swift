import Schemas
import TabularCore
import Workbooks

/// The mark of a template in its hidden sheet `_meta`: names in column A, values in column B.
struct TemplateMark {
  /// The sheet's name.
  static let sheetName = "_meta"

  /// The values by name: `package`, `package-version`, `date-order`.
  private let values: [String: String]
  /// The tables it is for, each with its sheet.
  let tables: [(name: String, sheet: String)]
  /// The fields of each table whose cells had a drop-down, a question or words beside them.
  private let validated: [String: [String]]

  /// The most rows that are read: one for each table and some more.
  private static let mostRows = 4_096

  /// Reads the mark of a workbook; `nil` when it has none.
  init?(_ workbook: Workbook) throws {
    guard let sheet = workbook.sheets.first(where: { fold($0.name) == fold(Self.sheetName) }),
      sheet.kind == .worksheet
    else { return nil }
    var values: [String: String] = [:]
    var tables: [(name: String, sheet: String)] = []
    var validated: [String: [String]] = [:]
    _ = try workbook.readRows(ofSheetAt: sheet.index, maximumRows: Self.mostRows) { batch in
      for row in batch.rows.indices {
        let cells = batch.cells(ofRowAt: row)
        guard let name = cells.first(where: { $0.column == 1 }),
          let value = cells.first(where: { $0.column == 2 })
        else { continue }
        let third = cells.first { $0.column == 3 }.map(batch.text(of:))
        if batch.text(of: name) == "table" {
          tables.append((batch.text(of: value), third ?? batch.text(of: value)))
        } else if batch.text(of: name) == "validated" {
          validated[batch.text(of: value)] = third?.split(separator: " ").map(String.init)
        } else {
          values[batch.text(of: name)] = batch.text(of: value)
        }
      }
      return false
    }
    guard values["registrar-template"] != nil || values["package"] != nil else { return nil }
    self.values = values
    self.tables = tables
    self.validated = validated
  }

  /// The package it was made from.
  var package: String? { values["package"] }
  /// The package's version then.
  var version: String? { values["package-version"] }
  /// The language of its headers.
  var language: Language? { values["language"].flatMap { Language(spoken: $0) } }
  /// The digest over the sheet that says what the cells of its records were; `nil` for a template
  /// without records.
  var baseline: String? { values[RecordBaseline.markName] }
  /// The declared order of day and month.
  var dateOrder: String? { values["date-order"] }

  /// The fields of a table, by index, that had a drop-down, a question or words beside them; none for a
  /// template of another version of the package, whose columns may have had others.
  func validatedFields(of table: TableSchema, in package: DataPackage) -> Set<Int> {
    guard version == package.version else { return [] }
    return Set((validated[table.name] ?? []).compactMap(table.fieldIndex(named:)))
  }

  /// Why the template does not fit a package, or the table requested.
  func problem(
    package: DataPackage, table: String?, lacking: (String) throws -> String?
  ) rethrows -> IssueContent? {
    if let made = self.package, made != package.name {
      return .workbookTemplateOther(found: made, expected: package.name)
    }
    if let table, !tables.isEmpty, !tables.contains(where: { fold($0.name) == fold(table) }) {
      return .workbookTemplateOther(
        found: tables.map(\.name).joined(separator: ", "), expected: table)
    }
    guard let version, version != package.version else { return nil }
    let order = Self.compare(version, package.version)
    if order > 0 {
      return .workbookTemplateVersion(.newer, found: version, expected: package.version)
    }
    for table in tables {
      if let column = try lacking(table.name) {
        return .workbookTemplateVersion(
          .older(first: column), found: version, expected: package.version)
      }
    }
    return nil
  }

  /// Compares versions part by part as numbers: positive when the first is newer.
  private static func compare(_ left: String, _ right: String) -> Int {
    let lefts = left.split(separator: ".").map { Int($0) ?? 0 }
    let rights = right.split(separator: ".").map { Int($0) ?? 0 }
    for index in 0..<max(lefts.count, rights.count) {
      let first = index < lefts.count ? lefts[index] : 0
      let second = index < rights.count ? rights[index] : 0
      if first != second { return first - second }
    }
    return 0
  }
}
