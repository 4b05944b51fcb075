/// An expression of a rule's SQL.
indirect enum SQLExpression: Hashable {
  /// NULL.
  case null
  /// An integer.
  case integer(Int64)
  /// A text.
  case text(String)
  /// A column by its name, before it is bound.
  case column(table: String?, name: String)
  /// A column of a source of the SELECT, by their places.
  case slot(source: Int, column: Int)
  /// `NOT`.
  case not(SQLExpression)
  /// `-`.
  case negated(SQLExpression)
  /// An operator between two operands.
  case binary(Operator, SQLExpression, SQLExpression)
  /// `IS NULL`.
  case isNull(SQLExpression)
  /// `IN` a list.
  case isIn(SQLExpression, [SQLExpression])
  /// `CASE WHEN`; each pair is a condition and a value.
  case when([Branch], otherwise: SQLExpression)
  /// A function; `isDistinct` and `isStar` are of aggregates.
  case call(Call)
  /// A SELECT as a value: bound, never evaluated.
  case subquery(SQLSelect)
  /// `EXISTS`: bound, never evaluated.
  case exists(SQLSelect)
  /// A SELECT as a value that joins texts.
  case joinedTexts(JoinedTexts)

  /// An operator.
  enum Operator: Hashable {
    case and, or
    case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
    case plus, minus, times, divided, remainder
    case concatenated
  }

  /// A branch of `CASE`.
  struct Branch: Hashable {
    var condition: SQLExpression
    var value: SQLExpression
  }

  /// A call of a function.
  struct Call: Hashable {
    var name: String
    var arguments: [SQLExpression] = []
    var isStar = false
    var isDistinct = false
    var window: Window?
  }

  /// What a window function looks at.
  struct Window: Hashable {
    /// Which rows before the current one count.
    enum Frame: Hashable {
      /// To the last row that equals the current one in order.
      case peers
      /// To the current row.
      case currentRow
      /// To the row before the current one.
      case rowBefore
    }

    /// The window that it is, before it is bound.
    var name: String?
    var partition: [SQLExpression] = []
    var order: [SQLOrder] = []
    var frame = Frame.peers
  }
}

/// An expression to sort by.
struct SQLOrder: Hashable {
  var expression: SQLExpression
  var isDescending: Bool
}

/// A SELECT with what stands around it.
struct SQLSelect: Hashable {
  /// A SELECT of a WITH clause.
  struct Common: Hashable {
    var name: String
    var select: SQLSelect
  }

  /// A table or a SELECT in a FROM clause.
  struct Source: Hashable {
    /// What stands there.
    enum Content: Hashable {
      case table(String)
      case select(SQLSelect)
    }

    var content: Content
    var alias: String
    /// Whether it is joined by LEFT JOIN.
    var isOptional = false
    /// The condition of its join.
    var condition: SQLExpression?
  }

  /// One of the columns.
  enum Item: Hashable {
    /// All columns, of one source or of all.
    case all(of: String?)
    /// An expression with its name as it is written; an empty one where none is given.
    case expression(SQLExpression, name: String)
  }

  /// A SELECT without WITH and ORDER BY.
  struct Core: Hashable {
    var isDistinct = false
    var items: [Item] = []
    var sources: [Source] = []
    var condition: SQLExpression?
    var groups: [SQLExpression] = []
    var groupCondition: SQLExpression?
    var windows: [String: SQLExpression.Window] = [:]
  }

  var common: [Common] = []
  /// The parts of a compound; one for a plain SELECT.
  var cores: [Core] = []
  /// Whether equal rows of the parts are one: `UNION`, not `UNION ALL`.
  var isUnion = false
  var order: [SQLOrder] = []
}
