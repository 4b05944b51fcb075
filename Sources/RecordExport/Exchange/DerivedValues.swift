import ImportPipeline
import RecordMapping
import Schemas

/// What the records of a table without a file say in the file of another, in a version whose sets have them
/// there.
struct DerivedValues {
  /// What the records that belong to one record say.
  struct Entry {
    /// The items of the list, in the order of the records' keys.
    var items: [String] = []
    /// The word that is the same for all of them; `nil` for none.
    var word: String?
    /// When one of them changed last; empty where that is not known.
    var changedAt = ""
  }

  /// The list's field of the table that has the file, by index.
  let list: Int
  /// The copied field, by index.
  let copied: Int
  private var entries: [String: Entry] = [:]
  /// Words that the file has no word for, or a second one beside the first, with how many records have them.
  private(set) var gaps: [MappingGap: Int] = [:]

  /// Reads the records of the table without a file; `nil` where the package lacks what the derivation names.
  init?(
    _ derivation: Exchange.Derivation, in version: Exchange.Version, _ exchange: Exchange,
    of package: DataPackage, in store: any RecordStore
  ) throws(StoreError) {
    guard let source = package.table(named: derivation.source),
      let table = package.table(named: derivation.table),
      let list = source.fieldIndex(named: derivation.list),
      let copied = source.fieldIndex(named: derivation.copiedFrom),
      let owner = table.fieldIndex(named: derivation.owner),
      let item = table.fieldIndex(named: derivation.item),
      let word = table.fieldIndex(named: derivation.copiedTo),
      let status = table.fieldIndex(named: exchange.statusField),
      let changed = table.fieldIndex(named: exchange.changedField)
    else { return nil }
    self.list = list
    self.copied = copied
    let constants = derivation.constants.compactMap { name, text in
      table.fieldIndex(named: name).map { ($0, text) }
    }
    let known = source.fields[copied].enumValues.map(\.value)
    var entries: [String: Entry] = [:]
    var others: [String: [(item: String, word: String)]] = [:]
    var gaps: [MappingGap: Int] = [:]
    var gap = MappingGap(table: source.name, field: derivation.copiedFrom)
    gap.version = version.value
    try store.storedRecords(of: table, where: nil) { record in
      let key = record.values[owner].description
      let stamp = record.values[changed] == .null ? "" : record.values[changed].description
      entries[key, default: Entry()].changedAt = max(
        entries[key]?.changedAt ?? "", stamp)
      guard record.values[status] != .text(exchange.gone) else { return true }
      let own = record.values[word].description
      guard let said = derivation.wordBack(own, known: known) else {
        gap.value = own
        gaps[gap, default: 0] += 1
        return true
      }
      // What the file cannot say comes after what it can.
      if constants.allSatisfy({ record.values[$0.0].description == $0.1 }) {
        entries[key]?.take(record.values[item].description, said, own, gap, &gaps)
      } else {
        others[key, default: []].append((record.values[item].description, own))
      }
      return true
    }
    for (key, records) in others.sorted(by: { $0.key < $1.key }) {
      for record in records {
        guard let said = derivation.wordBack(record.word, known: known) else { continue }
        entries[key]?.take(record.item, said, record.word, gap, &gaps)
      }
    }
    self.entries = entries
    self.gaps = gaps
  }

  /// What is said of a record, by its key.
  func entry(of key: String) -> Entry { entries[key] ?? Entry() }
}

extension DerivedValues.Entry {
  /// Adds a record, or counts it where the file has a word for all already.
  fileprivate mutating func take(
    _ item: String, _ said: String, _ own: String, _ gap: MappingGap,
    _ gaps: inout [MappingGap: Int]
  ) {
    if word == nil { word = said }
    guard word == said else {
      var gap = gap
      gap.value = own
      gaps[gap, default: 0] += 1
      return
    }
    if !items.contains(item) { items.append(item) }
  }
}
