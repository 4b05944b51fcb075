import Crypto
import Foundation
import RecordMapping
public import Schemas
public import TabularCore

/// What a template takes from a store: what may be chosen, and the records to edit.
public struct StoreContents: Sendable {
  /// A value of a drop-down.
  public struct Choice: Sendable, Hashable {
    /// What is typed: the record's key.
    public var value: String
    /// The key of the record that it belongs to; empty for none.
    public var parent: String
    /// The record's name; empty where it has none, or it is personal.
    public var name: String
  }

  /// What may be chosen for a reference.
  public struct Choices: Sendable, Hashable {
    /// The values, by parent and value.
    public var values: [Choice]
    /// The field of the referring table that says which parent is meant; `nil` where all may be chosen.
    public var parentField: String?
    /// Whether values have names beside them.
    public var hasNames: Bool { values.contains { !$0.name.isEmpty } }
  }

  /// A row of the template.
  public struct Record: Sendable, Hashable {
    /// The cells, by the index of the schema's fields.
    public var cells: [RecordCell]
    /// What the column that steers the import says.
    public var action = ""
    /// What the column for people says.
    public var notes = ""
    /// Whether the row shows a stored record, so that its key is not to be changed.
    public var isStored = false

    /// A row of these cells.
    public init(cells: [RecordCell]) { self.cells = cells }
  }

  /// What the cells of the records were, for a template's hidden sheet and its mark.
  public struct Baseline: Sendable, Hashable {
    /// The rows of the sheet.
    public var rows: [[String]]
    /// The digest over them.
    public var digest: String
  }

  /// A table of the template.
  public struct Table: Sendable {
    /// What may be chosen, by the name of the referring field.
    public var choices: [String: Choices] = [:]
    /// The rows, stored records in the order of their keys; `nil` for a template without records.
    public var records: [Record]?

    /// A table without choices and records.
    public init() {}
  }

  /// The tables, by name.
  public private(set) var tables: [String: Table] = [:]
  /// The baseline of a template that is carried over.
  private var carried: Baseline?

  /// Nothing.
  public init() {}

  /// Sets the rows of a table.
  public mutating func setRecords(_ records: [Record], of table: String) {
    tables[table, default: Table()].records = records
  }

  /// Sets what the cells of the records were.
  mutating func setBaseline(_ rows: [[String]], digest: String) {
    carried = Baseline(rows: rows, digest: digest)
  }

  /// Takes what may be chosen from other contents.
  public mutating func takeChoices(of other: StoreContents) {
    for (name, table) in other.tables { tables[name, default: Table()].choices = table.choices }
  }

  /// The most values of a drop-down that spreadsheet programs take.
  static let mostChoices = 32_767
}

extension StoreContents {
  /// Reads what a template of some tables takes from a store.
  ///
  /// - Parameters:
  ///   - withRecords: whether the records of the tables are taken too.
  ///   - scope: what records must have, or those that they refer to, none of which may have another value; of tables whose
  ///     records belong to no such part for certain nothing is taken, neither rows nor values to choose from. `nil` for all records.
  ///   - now: the clock, UTC `YYYY-MM-DDTHH:MM:SSZ`.
  public init(
    of tables: [TableSchema], package: DataPackage, withRecords: Bool,
    scope: RecordSelection.Scope? = nil, language: Language, from store: any RecordStore,
    now: String
  ) throws(StoreError) {
    try store.open(package: package, writes: false, now: now)
    defer { store.rollBack() }
    let referring = try ChoiceReader(
      tables: tables, package: package, scope: scope, store: store)
    for table in tables {
      self.tables[table.name, default: Table()].choices = referring.choices(for: table)
    }
    guard withRecords else { return }
    for table in tables {
      var records: [[RecordCell]] = []
      try store.records(of: table, in: scope, of: package) { record in
        records.append(
          table.fields.indices.map { index in
            RecordCell(ofFieldAt: index, in: record.values, of: table, language: language)
          })
        return true
      }
      self.tables[table.name]?.records = records.map { cells in
        var record = Record(cells: cells)
        record.isStored = true
        return record
      }
    }
  }

  /// What the cells of the records of some tables were; `nil` where none shows a stored record.
  ///
  /// What goes into the fingerprints comes from the cells alone, so that equal records give equal files.
  public func baseline(of tables: [TableSchema]) -> Baseline? {
    if let carried { return carried }
    let shown = tables.compactMap { table in
      self.tables[table.name]?.records.map { records in
        (table: table, records: records.filter(\.isStored).map(\.cells))
      }
    }
    guard shown.contains(where: { !$0.records.isEmpty }) else { return nil }
    var hash = SHA256()
    for (table, records) in shown {
      hash.update(data: Array(table.name.utf8))
      for record in records { hash.update(data: Array("\(record)".utf8)) }
    }
    let salt = hash.finalize().prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
    var lines = RecordBaseline.Lines(salt: salt)
    for (table, records) in shown {
      let fields = table.fields.indices.filter { table.fields[$0].type != .secret }
      lines.add(["table", table.name, fields.map { table.fields[$0].name }.joined(separator: " ")])
      let key = table.naturalKey.compactMap(table.fieldIndex(named:))
      for record in records {
        let fingerprints = record.map { CellFingerprint($0, salt: salt) }
        lines.add([
          CellFingerprint(key: key.map { fingerprints[$0] }, salt: salt).text,
          fields.map { fingerprints[$0].text }.joined(),
        ])
      }
    }
    return Baseline(rows: lines.rows, digest: lines.digest)
  }
}

extension RecordStore {
  /// Enumerates the stored records of a table by key until `body` returns `false`.
  ///
  /// - Parameter scope: what they must have, or those that they refer to; `nil` for all.
  func records(
    of table: TableSchema, in scope: RecordSelection.Scope?, of package: DataPackage,
    _ body: (StoredRecord) -> Bool
  ) throws(StoreError) {
    guard let scope else {
      return try storedRecords(of: table, where: nil, body)
    }
    guard table.belongs(toPartsBy: scope.field, in: package) else { return }
    var apart = scope
    apart.isApart = true
    try sortedRecords(of: table, RecordSelection(scope: apart)) { _, record in body(record) }
  }
}
