public import ImportPipeline
import RecordMapping
public import Schemas
import TabularCore
import TemplateWriting

extension RecordExporter {
  /// Writes the records that a map makes of those of a store, as delimited files of the other package.
  ///
  /// Of records that become one, the first counts. What has no counterpart is returned with how many records
  /// it is about, never passed over.
  ///
  /// - Parameter lookups: the mapping tables: what stands for each value, by the table's name.
  /// - Returns: the paths written, in the order in which they can be imported, and the gaps.
  public func write(
    _ map: RecordMap, to target: DataPackage, lookups: [String: [String: String]],
    of store: any RecordStore, folder: String
  ) throws(RecordExportError) -> (paths: [String], gaps: [(gap: MappingGap, count: Int)]) {
    try Self.make(folder)
    let folder = folder.hasSuffix("/") ? folder : folder + "/"
    var records = try RecordExportError.reading { () throws(StoreError) in
      try MappedRecords(map, from: package, lookups: lookups, in: store)
    }
    let writer = TemplateWriter(package: target, language: language)
    var paths: [String] = []
    for name in target.dependencyOrder.tables {
      guard let table = target.table(named: name) else { continue }
      let rules = map.tables.filter { $0.name == name }
      guard !rules.isEmpty else { continue }
      let path = "\(folder)\(table.fileStem).csv"
      let file = try ExportFile(path)
      try file.write(writer.delimitedText(of: table))
      var keys: Set<[String]> = []
      for rule in rules {
        guard let source = package.table(named: rule.source) else { continue }
        let key = Set(table.naturalKey).intersection(rule.fields.keys)
        try forEachRecord(of: source, in: store) { values throws(RecordExportError) in
          guard let texts = records.texts(of: values, in: source, for: rule, key: key),
            keys.insert(table.naturalKey.map { texts[$0] ?? "" }).inserted
          else { return }
          let cells = table.fields.map { RecordCell.text(texts[$0.name] ?? "") }
          try file.write(writer.delimitedLine(of: cells, in: table))
        }
      }
      try file.finish()
      paths.append(path)
    }
    let gaps = records.gaps.map { (gap: $0.key, count: $0.value) }.sorted {
      ($0.gap.table, $0.gap.field, $0.gap.value ?? "")
        < ($1.gap.table, $1.gap.field, $1.gap.value ?? "")
    }
    return (paths, gaps)
  }
}
