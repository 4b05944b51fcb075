public import TabularCore

/// A kind of record of the other system, and what becomes one there.
public struct EmitTable: Sendable, Equatable {
  /// The name, unique in the profile.
  public var name: String
  /// The table of the store whose records they are; `nil` where they are of no one table.
  public var of: String?
  /// Whether records are only looked up: the other system must have them.
  public var isMatched: Bool
  /// SQL over the store, whose columns fill the placeholders; `record_id` among them is the record's id in ``of``.
  public var select: String
  /// The columns that placeholders may name.
  public var columns: [SelectedColumn]
  /// The columns that make up the record's key.
  public var key: [String]
  /// Whether keys are compared without case.
  public var folds: Bool
  /// The name of the keys there that tables share; `nil` for keys of its own.
  public var space: String?
  /// What values must be like.
  public var require: [Requirement]
  /// Values that are made of others by a map.
  public var values: [MappedValue]
  /// Rows that are nothing there.
  public var skips: [SkipRule]
  /// Ids of other tables' records.
  public var ids: [ReferencedID]
  /// How all records there are read.
  public var list: Listing?
  /// How one record there is read.
  public var find: Finding?
  /// What makes a record there the one of a row.
  public var match: [PointerValue]
  /// The pointer of a record's id.
  public var id: String
  /// What a record is like there, an object.
  public var body: JSONTemplate?
  /// How one is made.
  public var create: Creation?
  /// How one is changed.
  public var update: Update?
  /// How one is removed.
  public var delete: Deletion?
  /// The pointers that decide whether a record is as it should be.
  public var compare: [String]
  /// What the answer to a creation or an update has to hold.
  public var confirm: [PointerValue]
  /// How many requests become one; `nil` where they do not.
  public var bulk: Bulk?

  /// A table.
  public init(
    name: String, of: String? = nil, isMatched: Bool = false, select: String,
    columns: [SelectedColumn] = [], key: [String], folds: Bool = false, space: String? = nil,
    require: [Requirement] = [], values: [MappedValue] = [], skips: [SkipRule] = [],
    ids: [ReferencedID] = [], list: Listing? = nil, find: Finding? = nil,
    match: [PointerValue] = [], id: String, body: JSONTemplate? = nil, create: Creation? = nil,
    update: Update? = nil, delete: Deletion? = nil, compare: [String] = [],
    confirm: [PointerValue] = [], bulk: Bulk? = nil
  ) {
    self.name = name
    self.of = of
    self.isMatched = isMatched
    self.select = select
    self.columns = columns
    self.key = key
    self.folds = folds
    self.space = space
    self.require = require
    self.values = values
    self.skips = skips
    self.ids = ids
    self.list = list
    self.find = find
    self.match = match
    self.id = id
    self.body = body
    self.create = create
    self.update = update
    self.delete = delete
    self.compare = compare
    self.confirm = confirm
    self.bulk = bulk
  }
}

/// A column of a select.
public struct SelectedColumn: Sendable, Equatable {
  /// The name.
  public var name: String
  /// The fields of the store's table that it comes from: a problem with it is told at their cells.
  public var fields: [String]

  /// A column.
  public init(name: String, fields: [String] = []) {
    self.name = name
    self.fields = fields
  }
}

/// What a column's values must be like for the other system to take them; lengths are in characters.
public struct Requirement: Sendable, Equatable {
  /// The column.
  public var column: String
  /// The pattern that is found in the text.
  public var pattern: String?
  /// What the pattern allows, in words.
  public var patternWords: LocalizedText?
  /// The fewest characters; from 1 on, the value may not be null either.
  public var minLength: Int?
  /// The most characters.
  public var maxLength: Int?

  /// A requirement.
  public init(
    column: String, pattern: String? = nil, minLength: Int? = nil, maxLength: Int? = nil
  ) {
    self.column = column
    self.pattern = pattern
    self.minLength = minLength
    self.maxLength = maxLength
  }
}

/// A value that is made of a code by a map.
public struct MappedValue: Sendable, Equatable {
  /// The placeholder that it fills.
  public var name: String
  /// The map.
  public var map: String
  /// The code.
  public var of: Template

  /// A mapped value.
  public init(name: String, map: String, of: Template) {
    self.name = name
    self.map = map
    self.of = of
  }
}

/// A row that is nothing in the other system.
public struct SkipRule: Sendable, Equatable {
  /// The column or mapped value.
  public var value: String
  /// The text that it is then.
  public var equals: String

  /// A rule.
  public init(value: String, equals: String) {
    self.value = value
    self.equals = equals
  }
}

/// The id of another table's record.
public struct ReferencedID: Sendable, Equatable {
  /// The placeholder that it fills: `{id.name}`.
  public var name: String
  /// The table of the profile, which stands before.
  public var table: String
  /// The record's key.
  public var key: [Template]

  /// An id.
  public init(name: String, table: String, key: [Template]) {
    self.name = name
    self.table = table
    self.key = key
  }
}
