import ImportPipeline
import RecordMapping
import Schemas
import TabularCore

/// Makes records of one package from those of another, by a map.
///
/// Of the tables that paths lead through, the records are kept in memory by the keys by which others name
/// them.
struct MappedRecords {
  private let map: RecordMap
  private let source: DataPackage
  private let lookups: [String: [String: String]]
  /// Records by the value of the field that references look them up by, by table and field.
  private var parents: [String: [String: [FieldValue]]] = [:]
  /// What has no counterpart.
  private(set) var gaps: [MappingGap: Int] = [:]

  init(
    _ map: RecordMap, from source: DataPackage, lookups: [String: [String: String]],
    in store: any RecordStore
  ) throws(StoreError) {
    self.map = map
    self.source = source
    self.lookups = lookups
    for table in map.tables {
      for path in table.fields.values.flatMap(\.paths) {
        try loadParents(along: path, from: table.source, in: store)
      }
    }
  }

  private mutating func loadParents(
    along path: FieldPath, from name: String, in store: any RecordStore
  ) throws(StoreError) {
    var table = source.table(named: name)
    for step in path.references {
      guard let reference = table?.reference(from: step),
        let parent = source.table(named: reference.table),
        let key = parent.fieldIndex(named: reference.targetField)
      else { return }
      let name = parent.name + "." + reference.targetField
      if parents[name] == nil {
        var records: [String: [FieldValue]] = [:]
        try store.storedRecords(of: parent, where: nil) { record in
          records[record.values[key].description] = record.values
          return true
        }
        parents[name] = records
      }
      table = parent
    }
  }

  /// The texts of the record that a record becomes, by field; `nil` where it is not meant, or something
  /// that its key needs has no counterpart.
  mutating func texts(
    of values: [FieldValue], in table: TableSchema, for rule: RecordMap.Table, key: Set<String>
  ) -> [String: String]? {
    for (field, allowed) in rule.condition {
      guard let index = table.fieldIndex(named: field),
        allowed.contains(values[index].description)
      else { return nil }
    }
    var texts: [String: String] = [:]
    var isWhole = true
    for (field, origin) in rule.fields.sorted(by: { $0.key < $1.key }) {
      let text = text(of: origin, values, table, MappingGap(table: rule.name, field: field))
      if text.isEmpty, key.contains(field) {
        if origin.values == nil, origin.lookup == nil {
          gaps[MappingGap(table: rule.name, field: field), default: 0] += 1
        }
        isWhole = false
      }
      texts[field] = text
    }
    return isWhole ? texts : nil
  }

  private mutating func text(
    of origin: RecordMap.Source, _ values: [FieldValue], _ table: TableSchema, _ gap: MappingGap
  ) -> String {
    if let value = origin.value { return value }
    var found = ""
    for path in origin.paths where found.isEmpty {
      found = value(at: path, of: values, in: table)
    }
    guard !found.isEmpty else { return "" }
    if origin.plusDays != 0, let days = CivilDate.days(in: found.prefix(10)) {
      found = CivilDate.text(ofDays: days + origin.plusDays)
    }
    guard origin.values != nil || origin.lookup != nil else { return found }
    let meant =
      origin.values?[found] ?? origin.lookup.flatMap { lookups[$0]?[found] } ?? ""
    if meant.isEmpty {
      var gap = gap
      gap.value = found
      gap.lookup = origin.lookup
      gaps[gap, default: 0] += 1
    }
    return meant
  }

  /// The text at the end of a path; empty for none.
  private func value(
    at path: FieldPath, of values: [FieldValue], in table: TableSchema
  ) -> String {
    var (values, table) = (values, table)
    for step in path.references {
      guard let reference = table.reference(from: step), let index = table.fieldIndex(named: step),
        let parent = source.table(named: reference.table),
        let found = parents[parent.name + "." + reference.targetField]?[values[index].description]
      else { return "" }
      (values, table) = (found, parent)
    }
    guard let index = table.fieldIndex(named: path.field) else { return "" }
    let cell = RecordCell(
      exporting: index, of: values, in: table, language: .english, form: .text)
    guard values[index] != .null, case .text(let text) = cell else { return "" }
    return text
  }
}

/// Something in records that a map has no counterpart for.
public struct MappingGap: Sendable, Hashable {
  /// The table that is made.
  public var table: String
  /// Its field.
  public var field: String
  /// The value without a counterpart; `nil` where there is no value at all, so that records are left out.
  public var value: String?
  /// The mapping table that lacks it.
  public var lookup: String?
  /// The version of a format that lacks it.
  public var version: String?

  init(table: String, field: String) {
    self.table = table
    self.field = field
  }
}
