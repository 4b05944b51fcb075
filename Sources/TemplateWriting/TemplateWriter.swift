import Foundation
public import ImportPipeline
public import Schemas
public import TabularCore

/// Writes the files that people fill in and send back, from the tables of a package.
///
/// Workbooks carry notes, drop-downs, number formats that keep codes as typed, instructions, and in
/// a hidden sheet `_meta` which package, version and schema they were made from. The same package
/// gives the same bytes.
///
/// For example:
///
///     let writer = TemplateWriter(package: package, language: "fr")
///     let paths = try writer.writeAll(to: "Templates", format: .xlsx)
public struct TemplateWriter: Sendable {
  let package: DataPackage
  let language: Language
  private let contents: StoreContents
  private let showsExample: Bool

  /// A writer for a package, in a language.
  ///
  /// - Parameters:
  ///   - contents: what a store gives the templates: values to choose from, records to edit.
  ///   - showsExample: whether the first row of each sheet shows how others are filled in; an import leaves
  ///     it out.
  public init(
    package: DataPackage, language: Language = .english, contents: StoreContents = StoreContents(),
    showsExample: Bool = false
  ) {
    self.package = package
    self.language = language
    self.contents = contents
    self.showsExample = showsExample
  }

  /// The file name of a table's template: the table's stem and the format.
  public func fileName(of table: TableSchema, format: TemplateFormat) -> String {
    "\(table.fileStem).\(format.rawValue)"
  }

  /// Writes the template of one table into a folder, which is made if needed.
  ///
  /// - Returns: the path written.
  @discardableResult
  public func write(
    _ name: String, to folder: String, format: TemplateFormat
  ) throws(TemplateError) -> String {
    guard let table = package.table(named: name) else {
      throw TemplateError(
        .unknownTable, "package `\(package.name)` has no table `\(name)`", location: name)
    }
    try makeFolder(folder)
    return try write(table, to: folder, format: format)
  }

  /// Writes one template per table and, as a workbook, one with all of them.
  ///
  /// - Returns: the paths written, in the order of the tables.
  @discardableResult
  public func writeAll(to folder: String, format: TemplateFormat) throws(TemplateError) -> [String]
  {
    try makeFolder(folder)
    var paths: [String] = []
    for table in orderedTables {
      paths.append(try write(table, to: folder, format: format))
    }
    if format == .xlsx, package.tables.count > 1 {
      let path = Self.join(folder, "\(package.name).xlsx")
      try writeWorkbook(of: orderedTables, to: path)
      paths.append(path)
    }
    return paths
  }

  /// Writes a workbook of some tables to a path.
  ///
  /// - Parameter names: the tables; they come in the order in which people fill them in.
  public func write(_ names: [String], toFile path: String) throws(TemplateError) {
    try writeWorkbook(of: orderedTables.filter { names.contains($0.name) }, to: path)
  }

  /// The header line of a table as delimited text: UTF-8 with a byte order mark, which spreadsheet
  /// programs need to read accents, and CRLF (RFC 4180).
  public func delimitedText(of table: TableSchema) -> String {
    let headers = table.templateColumns(in: language, of: package).map(\.header)
    return DelimitedLine.byteOrderMark + DelimitedLine.text(headers)
  }

  /// The tables, parents before children: the order in which people fill them in.
  private var orderedTables: [TableSchema] {
    package.dependencyOrder.tables.compactMap(package.table(named:))
  }

  private func write(
    _ table: TableSchema, to folder: String, format: TemplateFormat
  ) throws(TemplateError) -> String {
    let path = Self.join(folder, fileName(of: table, format: format))
    switch format {
    case .xlsx: try writeWorkbook(of: [table], to: path)
    case .csv:
      do {
        try Data(delimitedText(of: table).utf8).write(
          to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw TemplateError(.writeFailed, "the file cannot be written", location: path)
      }
    }
    return path
  }

  /// Writes beside the target and renames, so that nobody ever sees half a workbook.
  private func writeWorkbook(of tables: [TableSchema], to path: String) throws(TemplateError) {
    let unfinished = path + ".part"
    let workbook = TemplateWorkbook(
      package: package, tables: tables.map(named), language: language, contents: contents,
      showsExample: showsExample)
    do throws(TemplateError) {
      try workbook.write(to: unfinished)
    } catch {
      remove(unfinished)
      var error = error
      if error.location == unfinished { error.location = path }
      throw error
    }
    guard rename(unfinished, path) == 0 else {
      remove(unfinished)
      throw TemplateError(.writeFailed, "the file cannot be replaced", location: path)
    }
  }

  /// A table whose sheet is named in the language of the template.
  private func named(_ table: TableSchema) -> TableSchema {
    var table = table
    table.sheetName = table.sheetName(in: language)
    return table
  }

  private func makeFolder(_ folder: String) throws(TemplateError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true)
    } catch {
      throw TemplateError(.writeFailed, "the folder cannot be made", location: folder)
    }
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
