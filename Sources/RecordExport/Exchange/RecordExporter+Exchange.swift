import Foundation
import ImportPipeline
import RecordMapping
import Schemas
import TabularCore
import Workbooks

extension RecordExporter {
  /// What a set of files is written as.
  private struct SetForm {
    var exchange: Exchange
    var version: Exchange.Version
    var mode: Exchange.Mode
  }

  /// Writes the set of files that the package's exchange describes, as one archive.
  ///
  /// A file without records is left out, as the manifest says.
  ///
  /// - Returns: what the version has no word for, with how many records it is about.
  func writeSet(
    _ exchange: Exchange, _ version: Exchange.Version, _ mode: Exchange.Mode, of names: [String],
    in store: any RecordStore, to path: String
  ) throws(RecordExportError) -> [MappingGap: Int] {
    let form = SetForm(exchange: exchange, version: version, mode: mode)
    var gaps: [MappingGap: Int] = [:]
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
    for table in version.tables.compactMap(package.table(named:)) {
      let name = table.fileStem + ".csv"
      let count =
        names.contains(table.name)
        ? try write(table, form, in: store, to: "\(folder)/\(name)", &gaps) : 0
      if count > 0 { members.append((name, "\(folder)/\(name)")) }
      words.append(
        (exchange.property(of: table), count > 0 ? exchange.word(for: mode) : exchange.absent))
    }
    let manifest = "\(folder)/\(exchange.manifest)"
    try writeManifest(form, words, to: manifest)
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
    return gaps
  }

  private func writeManifest(
    _ form: SetForm, _ words: [(property: String, word: String)], to path: String
  ) throws(RecordExportError) {
    let exchange = form.exchange
    let file = try ExportFile(path)
    try file.write(ExactLine.text(exchange.manifestColumns))
    let values =
      exchange.constants.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
      + [[exchange.versionProperty, form.version.value]] + words.map { [$0.property, $0.word] }
    for line in values { try file.write(ExactLine.text(line)) }
    try file.finish()
  }

  /// Writes the file of a table; returns how many records it has.
  private func write(
    _ table: TableSchema, _ form: SetForm, in store: any RecordStore, to path: String,
    _ gaps: inout [MappingGap: Int]
  ) throws(RecordExportError) -> Int {
    let exchange = form.exchange
    guard let status = table.fieldIndex(named: exchange.statusField),
      let changed = table.fieldIndex(named: exchange.changedField),
      let key = table.fieldIndex(named: table.naturalKey.first ?? "")
    else { return 0 }
    let columns = exchange.columns(of: table, in: form.version)
    let (extensions, derived) = try RecordExportError.reading { () throws(StoreError) in
      (
        try ExtensionValues(exchange, of: table, in: store),
        try form.version.derived.first { $0.source == table.name }.flatMap {
          (derivation) throws(StoreError) in
          try DerivedValues(
            derivation, in: form.version, exchange, of: package, in: store)
        }
      )
    }
    gaps.merge(derived?.gaps ?? [:], uniquingKeysWith: +)
    let file = try ExportFile(path)
    try file.write(ExactLine.text(columns.map(\.header) + (extensions?.headers ?? [])))
    var count = 0
    try forEachRecord(of: table, in: store) { values throws(RecordExportError) in
      let entry = derived?.entry(of: values[key].description)
      let stamp = max(
        values[changed] == .null ? "" : values[changed].description, entry?.changedAt ?? "")
      switch form.mode {
      case .whole: guard values[status] != .text(exchange.gone) else { return }
      case .changes: guard !stamp.isEmpty else { return }
      }
      count += 1
      let texts = columns.map { column -> String in
        switch column.field {
        case status where form.mode == .whole: return ""
        case changed: return form.mode == .whole ? "" : stamp
        default: break
        }
        if let derived, let entry {
          if column.field == derived.list { return entry.items.joined(separator: ",") }
          if column.field == derived.copied { return entry.word ?? "" }
        }
        return exactText(column.field, of: values, in: table)
      }
      try file.write(ExactLine.text(texts + added(extensions, of: values, in: table)))
    }
    try file.finish()
    return count
  }

  /// The texts of the columns that senders added.
  private func added(
    _ extensions: ExtensionValues?, of values: [FieldValue], in table: TableSchema
  ) -> [String] {
    guard let extensions else { return [] }
    let isMasked = mask.hides(extensions.field(of: table), of: table)
    return extensions.texts(of: values).map { text in
      text.isEmpty || !isMasked ? Self.line(text) : RecordMask.hidden
    }
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
    return Self.line(text)
  }

  private static func line(_ text: String) -> String {
    text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? " " : $0 }) : text
  }
}
