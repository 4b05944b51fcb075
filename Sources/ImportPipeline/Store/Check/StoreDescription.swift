public import TabularCore

/// The tables of a store as the store itself describes them.
public struct StoreDescription: Sendable {
  /// A column.
  public struct Column: Sendable, Hashable {
    /// What values a column can hold.
    public enum Kind: Sendable, Hashable {
      /// Whole numbers of so many bytes.
      case integer(bytes: Int)
      /// Floating numbers.
      case real
      /// Floating numbers of about six digits.
      case shortReal
      /// Decimal numbers of so many digits; `nil` for any.
      case decimal(digits: Int?, scale: Int?)
      /// Yes or no.
      case boolean
      /// Texts of at most so many characters; `nil` for any.
      case text(limit: Int?)
      /// Calendar dates.
      case date
      /// Instants.
      case instant
      /// Dates and times without a zone.
      case timestamp
      /// Several values.
      case array
      /// UUIDs.
      case uuid
      /// Times of day.
      case time
      /// One of a list.
      case choice([String])
      /// Anything else.
      case other
    }

    /// The name.
    public var name: String
    /// What it can hold.
    public var kind: Kind
    /// The type as the store writes it.
    public var type: String
    /// Whether every record has a value.
    public var isNotNull: Bool
    /// Whether the store gives a value by itself where none is given.
    public var hasDefault: Bool
    /// Whether the column has an explicit default; a counted key has none.
    public var hasOwnDefault: Bool
    /// Whether the store computes the value, so that nobody can give one.
    public var isComputed: Bool
    /// The default as the store writes it, as SQL; `nil` where there is none.
    public var defaultSQL: String?

    /// A column.
    public init(
      name: String, kind: Kind, type: String, isNotNull: Bool = false, hasDefault: Bool = false,
      isComputed: Bool = false, hasOwnDefault: Bool? = nil, defaultSQL: String? = nil
    ) {
      self.defaultSQL = defaultSQL
      self.hasOwnDefault = hasOwnDefault ?? hasDefault
      self.name = name
      self.kind = kind
      self.type = type
      self.isNotNull = isNotNull
      self.hasDefault = hasDefault
      self.isComputed = isComputed
    }
  }

  /// A condition that every record meets.
  public struct Check: Sendable, Hashable {
    /// The constraint's name; empty where it has none.
    public var name: String
    /// The condition as the store writes it.
    public var condition: String

    /// A condition.
    public init(name: String, condition: String) {
      self.name = name
      self.condition = condition
    }
  }

  /// A column that refers to records of another table.
  public struct Reference: Sendable, Hashable {
    /// The column.
    public var column: String
    /// The table referred to.
    public var table: String

    /// A reference.
    public init(column: String, table: String) {
      self.column = column
      self.table = table
    }
  }

  /// Columns that together name a record of another table.
  public struct ForeignKey: Sendable, Hashable {
    /// The columns.
    public var columns: [String]
    /// The table referred to.
    public var table: String
    /// Its columns; empty for those of its primary key.
    public var targets: [String]

    /// A foreign key.
    public init(columns: [String], table: String, targets: [String]) {
      self.columns = columns
      self.table = table
      self.targets = targets
    }
  }

  /// An index that allows no two equal entries, perhaps over expressions or some records only.
  public struct UniqueIndex: Sendable, Hashable {
    /// A part of the index.
    public struct Term: Sendable, Hashable {
      /// The column, or an expression over columns, as SQL.
      public var sql: String
      /// The column; `nil` for an expression.
      public var column: String?
      /// The collation, as SQL; `nil` for byte by byte, empty if the type decides.
      public var collation: String?

      /// The collation behind an expression.
      var collationSQL: String {
        collation.map { $0.isEmpty ? "" : " COLLATE " + $0 } ?? ""
      }

      /// A column or expression.
      public init(sql: String, column: String? = nil, collation: String? = nil) {
        self.sql = sql
        self.column = column
        self.collation = collation
      }
    }

    /// The index's name.
    public var name: String
    /// What is compared, in order.
    public var terms: [Term]
    /// Which records are in the index, as SQL; `nil` for all.
    public var condition: String?

    /// An index.
    public init(name: String, terms: [Term], condition: String? = nil) {
      self.name = name
      self.terms = terms
      self.condition = condition
    }

    /// Whether it compares plain columns of all records byte by byte.
    public var isPlain: Bool {
      condition == nil && terms.allSatisfy { $0.column != nil && $0.collation == nil }
    }
  }

  /// A sequence for the ids of new records that will hand out ids already taken.
  public struct LateSequence: Sendable, Hashable {
    /// The sequence.
    public var name: String
    /// The next id that it gives.
    public var next: Int
    /// The highest id that is stored.
    public var highest: Int

    /// A sequence behind its table.
    public init(name: String, next: Int, highest: Int) {
      self.name = name
      self.next = next
      self.highest = highest
    }
  }

  /// A table.
  public struct Table: Sendable {
    /// The unique indexes, including those over plain columns.
    public var uniqueIndexes: [UniqueIndex] = []
    /// The sequence of the surrogate key, when it is behind.
    public var lateSequence: LateSequence?
    /// The privileges that the role lacks: `SELECT`, `INSERT`.
    public var missingPrivileges: [String] = []
    /// Whether row-level security hides records from the role.
    public var hidesRows = false
    /// The columns, in order.
    public var columns: [Column] = []
    /// Sets of columns that no two records share, the primary key among them.
    public var uniqueKeys: [[String]] = []
    /// The columns of all indexes, in their order.
    public var indexes: [[String]] = []
    /// The conditions.
    public var checks: [Check] = []
    /// The references.
    public var references: [Reference] = []
    /// The columns of the primary key.
    public var primaryKey: [String] = []
    /// The foreign keys, those over several columns among them.
    public var foreignKeys: [ForeignKey] = []
    /// Whether it is a view, or anything else that keeps no records itself.
    public var isView = false

    /// A table without columns.
    public init() {}

    /// A column by name.
    public func column(_ name: String) -> Column? { columns.first { $0.name == name } }
  }

  /// The tables by name.
  public var tables: [String: Table]

  /// A description.
  public init(tables: [String: Table] = [:]) { self.tables = tables }
}

/// A mismatch between a store and a package.
public struct StoreMismatch: Sendable, Hashable, CustomStringConvertible {
  /// Whether an import can go on.
  public enum Severity: String, Sendable {
    /// It cannot: records would be refused or stored differently.
    case error
    /// It can, but slower, or until a record is refused.
    case warning
  }

  /// Whether an import can go on.
  public var severity: Severity
  /// The table, or table and column: `users.email`.
  public var place: String
  /// What does not fit.
  public var text: LocalizedText

  /// Something that does not fit at a place.
  public init(severity: Severity, place: String, text: LocalizedText) {
    self.severity = severity
    self.place = place
    self.text = text
  }

  /// The place and what does not fit, `users.email: the column is missing`.
  public func line(in language: Language) -> String { "\(place): \(text.text(in: language))" }

  /// The same in English.
  public var description: String { line(in: .english) }
}

extension LocalizedText {
  /// What a check of a store finds, by the name of its sentence.
  init(check name: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]) {
    self.init(label: "storeCheck/" + name, values)
  }

  /// A text with another one after it.
  func followed(by other: LocalizedText) -> LocalizedText {
    LocalizedText(each: { self.text(in: $0) + other.text(in: $0) })
  }
}
