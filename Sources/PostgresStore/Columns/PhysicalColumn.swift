import SQLStore

/// A column as the server's catalog describes it, and how values get into and out of it.
struct PhysicalColumn: Hashable {
  /// What kind of values the column holds.
  enum Category: Hashable {
    case boolean
    case integer
    case float
    case numeric
    case date
    case instant
    case localInstant
    case time
    case text
    /// Several values of a type; the array's type by name.
    case array(String)
    /// Another type, by name: an enumeration, a UUID.
    case other(String)
  }

  /// The column's name.
  var name: String
  /// Where it stands among the columns of its table: those that come later have higher numbers.
  var place = 0
  /// What kind of values it holds.
  var category: Category
  /// The type as the server writes it, with its limits.
  var typeText: String
  /// The most characters a text may have.
  var maximumLength: Int?
  /// The digits of a decimal number, all of them and those after the point.
  var precision: (digits: Int, scale: Int)?
  /// How many bytes a whole or floating number has.
  var byteCount = 8
  /// The domain that is the column's type; `nil` for a plain type.
  var domain: String?
  /// Whether texts are padded with blanks, which are not part of the value.
  var isPadded = false
  /// Whether every row has a value.
  var isNotNull: Bool
  /// The default as SQL; `nil` where there is none.
  var defaultSQL: String?
  /// Whether the server gives the values: an identity or a generated column.
  var isIdentity = false
  /// Whether the server computes the value from others.
  var isGenerated = false

  static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && one.typeText == other.typeText && one.isNotNull == other.isNotNull
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(typeText)
    hasher.combine(isNotNull)
  }

  /// The logical value of the column.
  ///
  /// - Parameter reference: the column with its alias.
  func read(_ reference: String, as logical: LogicalType) -> String {
    switch (logical, category) {
    case (.integer, .boolean): "(\(reference))::integer::bigint"
    case (.integer, .integer) where byteCount == 8: reference
    case (.integer, .integer), (.integer, .float), (.integer, .numeric):
      "(\(reference))::bigint"
    case (.integer, _): "(\(reference))::text::bigint"
    // The shortest digits that identify the number are the ones that were written.
    case (.real, .float) where byteCount == 4: "(\(reference))::text::double precision"
    case (.real, .float), (.real, .integer), (.real, .numeric):
      "(\(reference))::double precision"
    case (.real, .boolean): "(\(reference))::integer::double precision"
    case (.real, _): "(\(reference))::text::double precision"
    case (.exact, .numeric): reference
    case (.exact, _): "(\(reference))::text::numeric"
    case (.text, .text): isPadded ? "(\(reference))::text" : reference
    case (.text, .date): "to_char(\(reference), 'YYYY-MM-DD')"
    case (.text, .instant):
      "to_char((\(reference)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    case (.text, .localInstant): "to_char(\(reference), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    case (.text, .time): "to_char(\(reference), 'HH24:MI')"
    case (.text, .array): "nullif(array_to_string(\(reference), \(PostgresDialect.separator)), '')"
    case (.text, _): "(\(reference))::text"
    }
  }

  /// The column's value from a logical one.
  func write(_ value: String, from logical: LogicalType) -> String {
    switch (category, logical) {
    case (.boolean, .integer): "(\(value) <> 0)"
    case (.boolean, _): "(\(value))::text::boolean"
    case (.integer, .text): "(\(value))::bigint"
    case (.float, .text): "(\(value))::double precision"
    case (.integer, _), (.float, _): value
    case (.numeric, .exact): value
    // A number with a fraction becomes a decimal by its shortest digits.
    case (.numeric, _): "(\(value))::text::numeric"
    case (.date, _): "(\(value))::date"
    case (.instant, _): "(\(value))::timestamptz"
    case (.localInstant, _): "((\(value))::timestamptz AT TIME ZONE 'UTC')"
    case (.time, _): "(\(value))::time"
    case (.text, .text): isPadded ? "(\(value))::bpchar" : value
    case (.text, _): isPadded ? "(\(value))::text::bpchar" : "(\(value))::text"
    // The type has no limit here: a cast to `varchar(5)[]` would truncate texts.
    case (.array(let type), _): "string_to_array(\(value), \(PostgresDialect.separator))::\(type)"
    case (.other(let type), _): "(\(value))::text::\(type)"
    }
  }
}
