public import ImportPipeline
import RecordMapping
public import Schemas

/// The records of an open store, parents first, as other systems are told of them.
public struct StoredEmission {
  private let package: DataPackage
  private let store: any RecordStore
  /// The keys of the records of a table by id, for references that one text does not settle.
  private var keys: [String: [Int64: [String]]] = [:]

  /// The records of a store that is open.
  public init(_ store: any RecordStore, of package: DataPackage) {
    self.store = store
    self.package = package
  }

  /// The tables of the package, parents first.
  public var tables: [TableSchema] {
    package.dependencyOrder.tables.compactMap(package.table(named:))
  }

  /// Gives the records of a table in the order of their keys; `body` must not ask the store.
  public mutating func forEachRecord(
    of table: TableSchema, _ body: (EmittedRecord) throws -> Void
  ) throws {
    let unsettled = table.references.filter { !isSettled($0) && isStored($0.field, of: table) }
    for reference in unsettled { try readKeys(of: reference.table) }
    var failure: (any Error)?
    var waiting: [(id: Int64, record: EmittedRecord)] = []
    try store.storedRecords(of: table, where: nil) { stored in
      let record = record(stored, of: table)
      guard unsettled.isEmpty else {
        waiting.append((stored.id, record))
        return true
      }
      do {
        try body(record)
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    for (id, found) in waiting {
      var record = found
      for reference in unsettled {
        guard let index = table.fieldIndex(named: reference.field),
          let parent = try store.referredID(ofRecord: id, fieldAt: index, of: table),
          let key = keys[reference.table]?[parent]
        else { continue }
        record.references.append(
          PlanReference(field: reference.field, table: reference.table, key: key))
      }
      try body(record)
    }
  }

  /// Whether the text of a reference is the whole key of the record that it names.
  private func isSettled(_ reference: Reference) -> Bool {
    package.table(named: reference.table)?.naturalKey == [reference.targetField]
  }

  private func isStored(_ field: String, of table: TableSchema) -> Bool {
    if case .reference? = table.field(named: field)?.store { true } else { false }
  }

  private mutating func readKeys(of name: String) throws {
    guard keys[name] == nil, let table = package.table(named: name) else { return }
    var found: [Int64: [String]] = [:]
    try store.storedRecords(of: table, where: nil) { stored in
      found[stored.id] = Self.key(of: table, stored.values)
      return true
    }
    keys[name] = found
  }

  private func record(_ stored: StoredRecord, of table: TableSchema) -> EmittedRecord {
    var values: [String: FieldValue] = [:]
    for (field, value) in zip(table.fields, stored.values) where !value.isNull {
      values[field.name] = value
    }
    var record = EmittedRecord(
      .merge, table: table.name, key: Self.key(of: table, stored.values), values: values)
    for reference in table.references where isSettled(reference) {
      guard let value = values[reference.field] else { continue }
      let items = if case .list(let items) = value { items } else { [value] }
      record.references += items.map {
        PlanReference(field: reference.field, table: reference.table, key: [$0.description])
      }
    }
    return record
  }

  /// The natural key of a record, one text per field.
  private static func key(of table: TableSchema, _ values: [FieldValue]) -> [String] {
    table.naturalKey.compactMap(table.fieldIndex(named:)).map { values[$0].keyText }
  }
}

extension FieldValue {
  /// The value as a part of a key: of a date and time its instant.
  var keyText: String {
    if case .dateTime(_, let utc) = self { utc } else { description }
  }
}
