public import ImportPipeline
import RecordMapping
public import Schemas

/// How the new records of an empty table are written straight from the staged rows, without a staging table.
///
/// Everything about such rows is known: they make records, with ids in the order of the rows, and their
/// parents are in the store when they are written. What is not as plain as that takes the way over SQL.
public struct RowLoad {
  /// What a column gets.
  public enum Value: Sendable {
    /// The value of a field; of a date-time the instant.
    case value(Int)
    /// The local time of a field.
    case local(Int)
    /// The folded text of a field.
    case folded(Int)
    /// The id of the parent that a field names.
    case parent(Int)
  }

  /// A list whose items have a table of their own.
  public struct List: Sendable {
    /// The field.
    public var field: Int
    /// The table of the items.
    public var table: String
    /// Its columns.
    public var owner: String, item: String, position: String?
    /// Whether items name parents.
    public var namesParents: Bool
  }

  /// A row cannot be written this way.
  public struct Refused: Error {
    /// A refusal.
    public init() {}
  }

  /// The fewest rows that are worth it; the values of fewer are kept for later comparison.
  private static let fewestRows = 5_001

  /// The staged rows.
  public let rows: StagedRows
  /// The columns and what they get.
  public private(set) var columns: [(name: String, value: Value)] = []
  /// The lists.
  public private(set) var lists: [List] = []
  /// The fields that name parents.
  public private(set) var references: [(field: Int, reference: Reference)] = []
  /// Fields that stand for a reference where that is blank, by the reference's field.
  private var others: [Int: [Int]] = [:]

  /// The table.
  public var schema: TableSchema { rows.schema }

  /// A load of rows; `nil` where they must take the way over SQL.
  public init?(_ rows: StagedRows, of package: DataPackage) {
    self.rows = rows
    let schema = rows.schema
    guard schema.store.isOwned, schema.store.idType == .integer, schema.store.defaults.isEmpty,
      rows.makesOnlyRecords, rows.rowCount >= Self.fewestRows
    else { return nil }
    for (index, field) in schema.fields.enumerated() {
      switch field.store {
      case .column(let name):
        guard name != schema.store.idColumn else { return nil }
        columns.append((name, .value(index)))
      case .foldedColumn(let name, let folded):
        columns += [(name, .value(index)), (folded, .folded(index))]
      case .dateTime(let local, let utc): columns += [(local, .local(index)), (utc, .value(index))]
      case .reference(let name):
        others[index] = schema.identities.filter { $0.fields.first == field.name }
          .flatMap(\.fields).dropFirst().compactMap(schema.fieldIndex(named:))
        guard add(index, of: package) else {
          guard !rows.hasValues(ofFieldAt: index) else { return nil }
          continue
        }
        columns.append((name, .parent(index)))
      case .list(let table, let owner, let item, let position):
        let namesParents = schema.reference(from: field.name) != nil
        guard !namesParents || add(index, of: package) else { return nil }
        lists.append(
          List(
            field: index, table: table, owner: owner, item: item, position: position,
            namesParents: namesParents))
      case .none: continue
      case .secret:
        guard !rows.hasValues(ofFieldAt: index) else { return nil }
      case .instant, .localTime, .array: return nil
      }
    }
  }

  /// Notes a field that names a parent; `false` when its id does not follow from the text alone.
  private mutating func add(_ index: Int, of package: DataPackage) -> Bool {
    guard let reference = schema.reference(from: schema.fields[index].name),
      reference.table != schema.name, reference.with.isEmpty,
      let parent = package.table(named: reference.table),
      parent.naturalKey == [reference.targetField], parent.store.idType == .integer,
      ParentKeys.column(of: reference, in: parent) != nil
    else { return false }
    references.append((index, reference))
    return true
  }

  /// The values of a row for the columns.
  ///
  /// - Parameter parents: the ids of parents by the fields that name them.
  public func values(
    of record: StagedRecord, parents: [Int: ParentKeys]
  ) throws(Refused) -> [LoadedValue] {
    var values: [LoadedValue] = []
    values.reserveCapacity(columns.count)
    for column in columns {
      switch column.value {
      case .value(let index): values.append(LoadedValue(record.values[index]))
      case .local(let index):
        if case .dateTime(let local, _) = record.values[index] {
          values.append(.text(local))
        } else {
          values.append(.null)
        }
      case .folded(let index):
        let value = record.values[index]
        values.append(value.text.map { .text(foldedValue($0)) } ?? LoadedValue(value))
      case .parent(let index):
        let value = record.values[index]
        if case .null = value {
          for other in others[index] ?? [] {
            guard case .null = record.values[other] else { throw Refused() }
          }
          values.append(.null)
        } else {
          values.append(.integer(try id(of: value, at: index, parents)))
        }
      }
    }
    return values
  }

  /// The items of a list of a row.
  public func items(
    of list: List, in record: StagedRecord, parents: [Int: ParentKeys]
  ) throws(Refused) -> [LoadedValue] {
    guard case .list(let items) = record.values[list.field] else { return [] }
    var values: [LoadedValue] = []
    for item in items {
      values.append(
        list.namesParents
          ? .integer(try id(of: item, at: list.field, parents)) : LoadedValue(item))
    }
    return values
  }

  private func id(
    of value: FieldValue, at index: Int, _ parents: [Int: ParentKeys]
  ) throws(Refused) -> Int64 {
    guard let text = value.text, let id = parents[index]?.id(of: text) else { throw Refused() }
    return id
  }
}

/// A value as a column gets it.
public enum LoadedValue: Hashable {
  /// NULL.
  case null
  /// An integer.
  case integer(Int64)
  /// A decimal.
  case real(Double)
  /// A text.
  case text(String)

  init(_ value: FieldValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .real(number)
    case .decimal(let text), .text(let text), .secret(let text): self = .text(text)
    case .dateTime(_, let utc): self = .text(utc)
    case .list: self = .null
    }
  }
}

/// The ids of a table's records by the texts that references name them by.
public struct ParentKeys {
  private var ids: [String: Int64] = [:]
  private let isFolded: Bool

  /// No records.
  ///
  /// - Parameter isFolded: whether texts are compared folded.
  public init(isFolded: Bool) { self.isFolded = isFolded }

  /// Notes a record.
  public mutating func add(_ id: Int64, text: String) {
    ids[isFolded ? foldedValue(text) : text] = id
  }

  /// The record that a text names.
  public func id(of text: String) -> Int64? { ids[isFolded ? foldedValue(text) : text] }

  /// The column of a parent that holds the text; `nil` where none does by itself.
  public static func column(of reference: Reference, in parent: TableSchema) -> String? {
    switch parent.field(named: reference.targetField)?.store {
    case .column(let name)?, .foldedColumn(let name, _)?: name
    default: nil
    }
  }

  /// Whether the texts of a parent are compared folded.
  public static func areFolded(_ reference: Reference, in parent: TableSchema) -> Bool {
    guard let field = parent.field(named: reference.targetField) else { return false }
    if case .foldedColumn = field.store { return true }
    return field.isFolded
  }
}
