import TabularCore
public import Workbooks

/// What the hidden sheet `_meta` of a workbook says about the package that it was made for.
public struct TemplateOrigin: Sendable {
  /// The package's name.
  public let package: String
  /// Its version then.
  public let version: String?
  /// The tables by machine name, each with its sheet.
  public let tables: [(name: String, sheet: String)]

  /// Reads what a workbook says; `nil` for one that is no template.
  public init?(_ workbook: Workbook) throws {
    guard let mark = try TemplateMark(workbook), let package = mark.package else { return nil }
    self.package = package
    version = mark.version
    tables = mark.tables
  }

  /// Whether a sheet of this name is never read as a table: those that templates and marked copies have
  /// besides their tables.
  public static func isReserved(sheet name: String) -> Bool {
    TableFinder.knownSheets.contains(fold(name))
  }
}
