public import ImportPipeline
public import RecordMapping
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

    /// The field that it is a value of.
    public var field: Int {
      switch self {
      case .value(let field), .local(let field), .folded(let field), .parent(let field): field
      }
    }
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
      reference.with.isEmpty,
      let parent = package.table(named: reference.table),
      parent.naturalKey == [reference.targetField], parent.store.idType == .integer,
      ParentKeys.column(of: reference, in: parent) != nil
    else { return false }
    references.append((index, reference))
    return true
  }

  /// Calls a closure with the value of each column of a row, in the order of `columns`.
  ///
  /// - Parameter parents: the ids of parents by the index of the field that names them.
  public func forEachValue(
    of row: StagedRow, parents: [ParentKeys?], _ body: (Int, LoadedValue) throws -> Void
  ) throws {
    for (place, column) in columns.enumerated() {
      switch column.value {
      case .value(let index): try LoadedValue.with(row.values[index]) { try body(place, $0) }
      case .local(let index):
        guard case .dateTime(let local, _) = row.values[index] else {
          try body(place, .null)
          continue
        }
        try body(place, .text(local))
      case .folded(let index):
        guard let text = FieldValue(row.values[index]).text else {
          try LoadedValue.with(row.values[index]) { try body(place, $0) }
          continue
        }
        var folded = foldedValue(text)
        try folded.withUTF8 { try body(place, .passing(UnsafeRawBufferPointer($0))) }
      case .parent(let index):
        guard row.values[index].isNull else {
          try body(place, .integer(id(of: row.values[index], at: index, parents)))
          continue
        }
        for other in others[index] ?? [] {
          guard row.values[other].isNull else { throw Refused() }
        }
        try body(place, .null)
      }
    }
  }

  /// Calls a closure with each item of a list of a row and its place, from 0.
  public func forEachItem(
    of list: List, in row: StagedRow, parents: [ParentKeys?],
    _ body: (Int, LoadedValue) throws -> Void
  ) throws {
    guard case .list(let items) = row.values[list.field] else { return }
    try items.forEach { place, item in
      if list.namesParents {
        try body(place, .integer(id(of: item, at: list.field, parents)))
      } else {
        try LoadedValue.with(item) { try body(place, $0) }
      }
    }
  }

  private func id(
    of value: StagedValue, at index: Int, _ parents: [ParentKeys?]
  ) throws(Refused) -> Int64 {
    if case .text(let text) = value, let id = parents[index]?.id(of: text) { return id }
    guard case .date = value, var text = FieldValue(value).text,
      let id = text.withUTF8({ parents[index]?.id(of: UnsafeRawBufferPointer($0)) })
    else { throw Refused() }
    return id
  }

  /// Whether rows name each other.
  public var namesItself: Bool { references.contains { $0.reference.table == schema.name } }

  /// The ids of the records that the rows can name, by the index of the field that names them.
  ///
  /// - Parameters:
  ///   - firstID: the id of the first row's record while the rows are written, so that rows can name each
  ///     other; `nil` when all records are stored.
  ///   - read: adds the keys of the records of a parent, whose texts stand in a column; it is called once
  ///     for each column.
  public func parents(
    of package: DataPackage, firstID: Int? = nil,
    _ read: (_ parent: TableSchema, _ column: String, ParentKeys) throws -> Void
  ) throws -> [ParentKeys?] {
    var parents: [ParentKeys?] = Array(repeating: nil, count: schema.fields.count)
    var known: [String: ParentKeys] = [:]
    for (field, reference) in references {
      guard rows.hasValues(ofFieldAt: field),
        let parent = package.table(named: reference.table),
        let column = ParentKeys.column(of: reference, in: parent)
      else { continue }
      let place = parent.name + "." + column
      if known[place] == nil {
        let keys = ParentKeys(isFolded: ParentKeys.areFolded(reference, in: parent))
        if let firstID, parent.name == schema.name {
          try addRows(to: keys, byFieldNamed: reference.targetField, firstID: firstID)
        } else {
          try read(parent, column, keys)
        }
        known[place] = keys
      }
      parents[field] = known[place]
    }
    return parents
  }

  /// Adds the records that the rows will make; their ids grow as the rows' ordinals do.
  private func addRows(
    to keys: ParentKeys, byFieldNamed name: String, firstID: Int
  ) throws {
    guard let field = schema.fieldIndex(named: name) else { return }
    var first: Int?
    try rows.forEachRow { row in
      let firstOrdinal = first ?? row.ordinal
      first = firstOrdinal
      let id = Int64(firstID + row.ordinal - firstOrdinal)
      if case .text(let text) = row.values[field] {
        keys.add(id, text: text)
      } else if var text = FieldValue(row.values[field]).text {
        text.withUTF8 { keys.add(id, text: UnsafeRawBufferPointer($0)) }
      }
    }
  }

  /// A value of a row that is stored otherwise than written.
  public func difference(of row: StagedRow, field: Int, stored: String) -> StoreDifference {
    StoreDifference(
      table: schema.name,
      key: schema.naturalKey.compactMap(schema.fieldIndex(named:))
        .map { FieldValue(row.values[$0]).description },
      field: schema.fields[field].name, written: FieldValue(row.values[field]).description,
      stored: stored)
  }
}

/// A value as a column gets it, without memory of its own.
public enum LoadedValue {
  /// NULL.
  case null
  /// An integer.
  case integer(Int64)
  /// A binary number.
  case real(Double)
  /// A text whose bytes last until the next row.
  case text(UnsafeRawBufferPointer)
  /// A text whose bytes last in the call that gives them.
  case passing(UnsafeRawBufferPointer)

  /// Calls a closure with the value that the column of a field gets.
  fileprivate static func with<Result>(
    _ value: StagedValue, _ body: (LoadedValue) throws -> Result
  ) rethrows -> Result {
    switch value {
    case .null, .list: try body(.null)
    case .integer(let number): try body(.integer(number))
    case .real(let number): try body(.real(number))
    case .decimal(let text), .text(let text), .secret(let text): try body(.text(text))
    case .dateTime(_, let utc): try body(.text(utc))
    case .date(let days): try CivilDate.withText(ofDays: days) { try body(.passing($0)) }
    }
  }

  /// The value with memory of its own.
  public var fieldValue: FieldValue {
    switch self {
    case .null: .null
    case .integer(let number): .integer(number)
    case .real(let number): .real(number)
    case .text(let bytes), .passing(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// The ids of a table's records by the texts that references name them by.
///
/// A class, as it is asked for each row, and a copy of it would have parts to count.
public final class ParentKeys {
  // Nothing that is called while these change comes back here.
  @exclusivity(unchecked) private var keys = KeyIndex()
  /// The ids by the keys' order.
  @exclusivity(unchecked) private var ids: [Int64] = []
  private let isFolded: Bool

  /// No records.
  ///
  /// - Parameter isFolded: whether texts are compared folded.
  public init(isFolded: Bool) { self.isFolded = isFolded }

  /// Notes a record.
  public func add(_ id: Int64, text: UnsafeRawBufferPointer) {
    guard isFolded else { return enter(id, text) }
    var folded = foldedValue(String(decoding: text, as: UTF8.self))
    folded.withUTF8 { enter(id, UnsafeRawBufferPointer($0)) }
  }

  private func enter(_ id: Int64, _ key: UnsafeRawBufferPointer) {
    let hash = KeyIndex.hash(key)
    if let known = keys.first(key, hash: hash) {
      ids[known] = id
      return
    }
    keys.append(key)
    keys.enter(ids.count, hash: hash)
    ids.append(id)
  }

  /// The record that a text names.
  public func id(of text: UnsafeRawBufferPointer) -> Int64? {
    guard isFolded else { return keys.first(text, hash: KeyIndex.hash(text)).map { ids[$0] } }
    var folded = foldedValue(String(decoding: text, as: UTF8.self))
    return folded.withUTF8 { bytes in
      let key = UnsafeRawBufferPointer(bytes)
      return keys.first(key, hash: KeyIndex.hash(key)).map { ids[$0] }
    }
  }

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
