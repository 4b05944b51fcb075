public import Schemas

/// How a kind of store writes SQL, where kinds of stores differ.
///
/// Everything else about look-ups and merges is written once, over the words given here. A dialect belongs to a
/// run, as it knows the columns that the store's tables have.
public protocol SQLDialect: AnyObject {
  /// The separator of list items, and of the parts of a key, as an expression.
  var separator: String { get }

  /// A parameter of a statement by its number, from 1, of a type that it does not follow from.
  func parameter(_ number: Int, _ type: LogicalType) -> String

  /// The words for true and false.
  func truth(_ value: Bool) -> String

  /// No value of a type.
  func null(_ type: LogicalType) -> String

  /// An expression as a value of another type.
  func cast(_ sql: String, to type: LogicalType) -> String

  /// The text of a value that a key is made of.
  func text(_ sql: String) -> String

  /// A text that compares and sorts by its bytes.
  func bytewise(_ sql: String) -> String

  /// A digest of a value of 64 bits, null for null; `nil` where the store has no function for it.
  ///
  /// - Parameter seed: what makes digests differ that are made of equal values.
  func digest(_ value: TypedSQL, seed: Int64) -> String?

  /// The name under which statements find a function that the tool brings.
  func function(_ name: String) -> String

  /// The condition that two values differ, where no value is a value.
  func differ(_ one: String, _ other: String) -> String

  /// The condition that an id is among those that a SELECT returns.
  func isAmong(_ id: String, _ select: String) -> String

  /// The condition that an id is not among those of a staging table.
  func isUntouched(_ id: String, by stage: String) -> String

  /// The words that join tables in the order in which they are written, as far as a store must be told.
  var orderedJoin: String { get }

  /// A SELECT in brackets of the values of rows as one text, joined by the separator.
  ///
  /// - Parameters:
  ///   - source: what follows FROM.
  ///   - order: what the values are in the order of; their own bytes by default.
  func joined(_ value: String, from source: String, orderedBy order: String?) -> String

  /// An instant as a value of a column of the tool's own.
  ///
  /// - Parameter text: `YYYY-MM-DDTHH:MM:SSZ`.
  func instant(_ text: String) -> String

  /// The words of an INSERT that keep ids which are given, as far as a store must be told.
  var keepsGivenIDs: String { get }

  // MARK: Tables

  /// A table of the store, qualified.
  func qualified(_ table: String) -> String

  /// A temporary table by its own name, qualified.
  func temporary(_ name: String) -> String

  /// A temporary table or view that belongs to a table of the package, qualified.
  ///
  /// - Parameters:
  ///   - number: the table's number in the package, from 0.
  ///   - list: the list field whose items the table holds; `nil` for the table of rows.
  func temporary(
    _ part: TemporaryPart, of table: TableSchema, number: Int, list: TableColumns.FieldColumns?
  ) -> String

  /// A column of a table that set rules read.
  func ruleColumn(_ name: String, _ type: LogicalType) -> String

  /// The statement that makes a temporary table, which goes with the transaction or the connection.
  func creation(ofTemporary name: String, _ columns: [String]) -> String

  /// The statement that indexes a temporary table.
  ///
  /// - Parameter name: the index's name, for stores whose indexes need one.
  func index(_ name: String, onTemporary table: String, _ columns: [String]) -> String

  // MARK: Surrogate ids

  /// The type of a table's surrogate ids in staging tables.
  func idType(of table: TableColumns) -> String

  /// A surrogate id of a table as the type that ids of the table have in statements.
  func castID(_ sql: String, of table: TableColumns) -> String

  /// The placeholder for the id of a staged row that has none yet, from the row's number.
  func pendingID(_ row: String, of table: TableColumns) -> String

  // MARK: Columns of the store

  /// Whether a column keeps every digit of a decimal number.
  func isExact(_ column: String, of table: String) -> Bool

  /// The logical value of a column of the store's table.
  ///
  /// - Parameter alias: the row's alias in the statement.
  func read(_ column: String, of table: String, alias: String, as form: ColumnForm) -> String

  /// The value of a column of the store's table from a logical one.
  func write(_ value: String, to column: String, of table: String, from form: ColumnForm) -> String

  /// The condition that a column of instants has a value.
  func isInstant(
    _ column: String, of table: String, alias: String, _ value: TypedSQL
  ) -> String

  /// The items of a column that holds an array, as a SELECT of `owner`, `position` and `item`.
  func arrayItems(_ column: String, of table: TableColumns, _ type: LogicalType) -> String
}

/// A temporary table or view that a run keeps for a table of the package.
public enum TemporaryPart: Sendable {
  /// The rows that SQL is asked about.
  case stage
  /// The rows of other parts of a run in parts.
  case aside
  /// The view of the stored records.
  case storedView
}

/// The form in which a column of the store keeps values.
public enum ColumnForm: Sendable {
  /// A value of a logical type.
  case value(LogicalType)
  /// A date and time in UTC.
  case instant
  /// A date and time without a zone.
  case localTime
  /// Several values; whether they are numbers.
  case array(ofNumbers: Bool)
}

extension SQLDialect {
  /// The folded form of a text.
  public func folded(_ sql: String) -> String { "\(function("fold"))(\(sql))" }

  /// An expression as a value of a type, where it is of another one.
  public func converted(_ value: TypedSQL, to type: LogicalType) -> String {
    value.type == type ? value.sql : cast(value.sql, to: type)
  }

  /// Expressions joined by a keyword; true when there is none.
  public func conjunction(_ conditions: [String]) -> String {
    conditions.isEmpty ? truth(true) : conditions.joined(separator: " AND ")
  }

  /// The parts of a key as one text.
  public func keyText(_ parts: [String]) -> String {
    let texts = parts.map { "coalesce(\(text($0)), '')" }
    return texts.isEmpty ? "''" : "(" + texts.joined(separator: " || \(separator) || ") + ")"
  }
}
