import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import TabularCore
import Workbooks

extension RecordExporter {
  /// Writes the set of files that the package's exchange describes, as one archive, in the newest version.
  ///
  /// A file without records is left out, as the manifest says.
  func writeSet(
    _ exchange: Exchange, _ mode: Exchange.Mode, of names: [String], in store: any RecordStore,
    to path: String
  ) throws(RecordExportError) {
    let folder = path + ".parts"
    let files = FileManager.default
    do {
      try? files.removeItem(atPath: folder)
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .unwritable(file: folder, reason: "the folder cannot be made")
    }
    defer { try? files.removeItem(atPath: folder) }
    var members: [(name: String, path: String)] = []
    var words: [(property: String, word: String)] = []
    for table in exchange.written.tables.compactMap(package.table(named:)) {
      let name = table.fileStem + ".csv"
      let count =
        names.contains(table.name)
        ? try write(table, exchange, mode, in: store, to: "\(folder)/\(name)") : 0
      if count > 0 { members.append((name, "\(folder)/\(name)")) }
      words.append(
        (exchange.property(of: table), count > 0 ? exchange.word(for: mode) : exchange.absent))
    }
    let manifest = "\(folder)/\(exchange.manifest)"
    try writeManifest(exchange, words, to: manifest)
    members.insert((exchange.manifest, manifest), at: 0)
    try? files.removeItem(atPath: path + ".part")
    do throws(WorkbookCopyError) {
      try ArchiveWriter.write(members, to: path + ".part")
    } catch {
      if case .unwritable(let reason) = error { throw .unwritable(file: path, reason: reason) }
      throw .unwritable(file: path, reason: "the files cannot be read again")
    }
    guard rename(path + ".part", path) == 0 else {
      throw .unwritable(file: path, reason: "the file cannot be replaced")
    }
  }

  private func writeManifest(
    _ exchange: Exchange, _ words: [(property: String, word: String)], to path: String
  ) throws(RecordExportError) {
    let file = try ExportFile(path)
    try file.write(ExactLine.text(exchange.manifestColumns))
    let values =
      exchange.constants.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
      + [[exchange.versionProperty, exchange.written.value]] + words.map { [$0.property, $0.word] }
    for line in values { try file.write(ExactLine.text(line)) }
    try file.finish()
  }

  /// Writes the file of a table; returns how many records it has.
  private func write(
    _ table: TableSchema, _ exchange: Exchange, _ mode: Exchange.Mode, in store: any RecordStore,
    to path: String
  ) throws(RecordExportError) -> Int {
    guard let status = table.fieldIndex(named: exchange.statusField),
      let changed = table.fieldIndex(named: exchange.changedField)
    else { return 0 }
    let fields = exchange.writtenFields(of: table)
    let file = try ExportFile(path)
    try file.write(ExactLine.text(fields.map { table.fields[$0].label.english }))
    var count = 0
    try forEachRecord(of: table, in: store) { values throws(RecordExportError) in
      switch mode {
      case .whole: guard values[status] != .text(exchange.gone) else { return }
      case .changes: guard values[changed] != .null else { return }
      }
      count += 1
      let texts = fields.map { index in
        if mode == .whole, index == status || index == changed { return "" }
        return exactText(index, of: values, in: table)
      }
      try file.write(ExactLine.text(texts))
    }
    try file.finish()
    return count
  }

  /// A value as the format writes it: truths as `true` and `false`, items between commas, no line breaks.
  private func exactText(
    _ index: Int, of values: [FieldValue], in table: TableSchema
  ) -> String {
    let field = table.fields[index]
    guard values[index] != .null, field.type != .secret else { return "" }
    if mask.hides(field, of: table) { return RecordMask.hidden }
    let text: String
    switch values[index] {
    case .list(let items): text = items.map(\.description).joined(separator: ",")
    case .null, .secret, .integer, .real, .decimal, .text, .dateTime:
      let canonical = values[index].description
      let isTruth = field.type.definition.storage == .truth
      text = isTruth ? canonical == "1" ? "true" : "false" : canonical
    }
    return text.contains(where: \.isNewline)
      ? String(text.map { $0.isNewline ? " " : $0 }) : text
  }
}
