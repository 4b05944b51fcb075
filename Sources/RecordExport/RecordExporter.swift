import Foundation
public import ImportPipeline
import RecordMapping
public import Schemas
public import TabularCore
import TemplateWriting

/// Writes the records of a store to files from which an import makes the same records elsewhere.
///
/// Records name each other by their keys, so that ids of the store stay behind. Tables come parents first,
/// records in the order of their keys: equal records give equal bytes, whatever store they are in.
///
/// For example:
///
///     let exporter = RecordExporter(package: package)
///     let paths = try exporter.write(["halls"], of: store, to: "handover", format: .csv)
public struct RecordExporter: Sendable {
  let package: DataPackage
  let language: Language
  let mask: RecordMask

  /// An exporter of the tables of a package.
  ///
  /// - Parameters:
  ///   - language: that of headers, and of yes and no.
  ///   - masksPersonal: whether `‹hidden›` stands in place of personal values.
  public init(package: DataPackage, language: Language = .english, masksPersonal: Bool = false) {
    self.package = package
    self.language = language
    mask = RecordMask(of: package, masksPersonal: masksPersonal)
  }

  /// Writes the records of tables into a folder, which is made if needed.
  ///
  /// - Parameters:
  ///   - names: the machine names of the tables; those that the package does not have are passed over.
  ///   - store: a store that is open.
  /// - Returns: the paths written, in the order in which they can be imported.
  public func write(
    _ names: [String], of store: any RecordStore, to folder: String, format: ExportFormat
  ) throws(RecordExportError) -> [String] {
    let tables = package.dependencyOrder.tables.filter(names.contains)
      .compactMap(package.table(named:))
    try Self.make(folder)
    let folder = folder.hasSuffix("/") ? folder : folder + "/"
    switch format {
    case .xlsx:
      let stem = tables.count == 1 ? tables[0].fileStem : package.name
      let path = "\(folder)\(stem).xlsx"
      try writeWorkbook(tables, of: store, to: path)
      return [path]
    case .csv:
      var paths: [String] = []
      for table in tables {
        paths.append("\(folder)\(table.fileStem).csv")
        try writeDelimited(table, of: store, to: paths[paths.count - 1])
      }
      return paths
    case .json:
      var paths: [String] = []
      for table in tables {
        paths.append("\(folder)\(table.fileStem).json")
        try writeJSON(table, of: store, to: paths[paths.count - 1])
      }
      return paths
    case .exchange, .exchangeOfChanges:
      guard let exchange = package.exchange else { return [] }
      let mode: Exchange.Mode = format == .exchange ? .whole : .changes
      return try write(
        names, of: store, to: folder, mode, version: exchange.written
      ).paths
    }
  }

  /// Writes the records of tables as one archive with a manifest, in a version of the package's exchange.
  ///
  /// - Parameters:
  ///   - names: as for the other formats.
  ///   - mode: whether all records in use are written, or those that are known to have changed.
  /// - Returns: the paths written, and what the version has no word for, with how many records it is about,
  ///   sorted by what it is.
  public func write(
    _ names: [String], of store: any RecordStore, to folder: String, _ mode: Exchange.Mode,
    version: Exchange.Version
  ) throws(RecordExportError) -> (paths: [String], gaps: [(gap: MappingGap, count: Int)]) {
    guard let exchange = package.exchange else { return ([], []) }
    try Self.make(folder)
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + package.name + ".zip"
    let gaps = try writeSet(exchange, version, mode, of: names, in: store, to: path)
    let sorted = gaps.map { (gap: $0.key, count: $0.value) }.sorted {
      ($0.gap.table, $0.gap.field, $0.gap.value ?? "")
        < ($1.gap.table, $1.gap.field, $1.gap.value ?? "")
    }
    return ([path], sorted)
  }

  static func make(_ folder: String) throws(RecordExportError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: folder, reason: "the folder cannot be made")
    }
  }
}

// MARK: Formats

extension RecordExporter {
  private func writeWorkbook(
    _ tables: [TableSchema], of store: any RecordStore, to path: String
  ) throws(RecordExportError) {
    var contents = StoreContents()
    for table in tables {
      var records: [StoreContents.Record] = []
      var tooLong: String?
      try forEachRecord(of: table, in: store) { values throws(RecordExportError) in
        let cells = cells(of: values, in: table, form: .workbook)
        for (field, cell) in zip(table.fields, cells) {
          if case .text(let text) = cell, text.unicodeScalars.count > RecordCell.longestText {
            tooLong = field.name
          }
        }
        records.append(StoreContents.Record(cells: cells))
        guard tooLong == nil, records.count <= Self.mostRows else {
          let what = tooLong.map { "a value of `\(table.name).\($0)`" } ?? "`\(table.name)`"
          throw .unwritable(file: path, reason: "\(what) is too large for a workbook; use csv")
        }
      }
      contents.setRecords(records, of: table.name)
    }
    let writer = TemplateWriter(package: package, language: language, contents: contents)
    do throws(TemplateError) {
      try writer.write(tables.map(\.name), toFile: path)
    } catch {
      throw .unwritable(file: error.location ?? path, reason: error.message)
    }
  }

  /// The rows of a sheet below its header (ECMA-376 part 1, 18.3.1.73).
  private static let mostRows = 1_048_575

  private func writeDelimited(
    _ table: TableSchema, of store: any RecordStore, to path: String
  ) throws(RecordExportError) {
    let writer = TemplateWriter(package: package, language: language)
    let file = try ExportFile(path)
    try file.write(writer.delimitedText(of: table))
    try forEachRecord(of: table, in: store) { values throws(RecordExportError) in
      try file.write(
        writer.delimitedLine(of: cells(of: values, in: table, form: .text), in: table))
    }
    try file.finish()
  }

  private func writeJSON(
    _ table: TableSchema, of store: any RecordStore, to path: String
  ) throws(RecordExportError) {
    let form = JSONRecordText(table, mask)
    let file = try ExportFile(path)
    var separator = "[\n"
    try forEachRecord(of: table, in: store) { values throws(RecordExportError) in
      try file.write(separator + form.text(of: values))
      separator = ",\n"
    }
    try file.write(separator == "[\n" ? "[]\n" : "\n]\n")
    try file.finish()
  }

  private func cells(
    of values: [FieldValue], in table: TableSchema, form: RecordCell.Form
  ) -> [RecordCell] {
    table.fields.indices.map { index in
      let cell = RecordCell(
        exporting: index, of: values, in: table, language: language, form: form)
      let isMasked = values[index] != .null && mask.hides(table.fields[index], of: table)
      return isMasked ? .text(RecordMask.hidden) : cell
    }
  }

  /// Gives the values of one record after another.
  func forEachRecord(
    of table: TableSchema, in store: any RecordStore,
    _ body: ([FieldValue]) throws(RecordExportError) -> Void
  ) throws(RecordExportError) {
    var failure: RecordExportError?
    try RecordExportError.reading { () throws(StoreError) in
      try store.storedRecords(of: table, where: nil) { record in
        do throws(RecordExportError) {
          try body(record.values)
        } catch {
          failure = error
        }
        return failure == nil
      }
    }
    if let failure { throw failure }
  }
}
