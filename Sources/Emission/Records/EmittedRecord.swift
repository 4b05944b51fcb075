public import ImportPipeline
public import RecordMapping
public import TabularCore

/// A record as another system is told of it: by keys, without ids of a store.
public struct EmittedRecord: Sendable {
  /// What the other system should do with it.
  public enum Kind: Sendable, Hashable {
    /// Make it, or give it these values.
    case merge
    /// Give a record that is there some of these values.
    case change
    /// Remove it.
    case delete
  }

  /// What is to be done.
  public var kind: Kind
  /// The table's machine name.
  public var table: String
  /// The natural key, one text per field.
  public var key: [String]
  /// The values by machine name; a field without a value stands for none.
  public var values: [String: FieldValue]
  /// The records that it refers to, by field; those of a list field in the order of its items.
  public var references: [PlanReference]
  /// The fields that a record which is there takes over; `nil` for all of them.
  public var taken: Set<String>?

  /// A record.
  public init(
    _ kind: Kind, table: String, key: [String], values: [String: FieldValue],
    references: [PlanReference] = [], taken: Set<String>? = nil
  ) {
    self.kind = kind
    self.table = table
    self.key = key
    self.values = values
    self.references = references
    self.taken = taken
  }
}

/// Something that cannot be told the other system, and why.
public struct Unexpressed: Sendable, Hashable {
  /// The table's machine name.
  public var table: String
  /// The record's key, its parts joined by `/`; empty for all records of the table.
  public var key: String
  /// The field, where it is one field alone; empty otherwise.
  public var field: String
  /// How many records it concerns.
  public var count: Int
  /// Why, as the message `emit/REASON` of the language files.
  public var reason: String
  /// What the sentence is about.
  public var arguments: [String: String]

  /// Something that is left out.
  public init(
    table: String, key: String = "", field: String = "", count: Int = 1, reason: String,
    arguments: [String: String] = [:]
  ) {
    self.table = table
    self.key = key
    self.field = field
    self.count = count
    self.reason = reason
    self.arguments = arguments
  }

  /// The sentence about it in a language.
  public func sentence(in language: Language) -> String {
    var values: [(key: String, value: any CustomStringConvertible)] = [
      ("table", table), ("key", key), ("field", field), ("count", count),
    ]
    values += arguments.map { ($0.key, $0.value) }
    return language.label("emit/" + reason, values: values)
  }
}
