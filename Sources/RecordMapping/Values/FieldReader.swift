public import TabularCore

/// A cell as a field reader receives it: what was stored and how.
public struct CellInput: Sendable {
  /// What is stored.
  public var kind: CellKind
  /// The class of the cell's number format.
  public var format: NumberFormatClass
  /// The text, the number's lexeme, `1`/`0` of a Boolean, the error's text.
  public var text: String
  /// Whether the source is a worksheet; everything in a delimited file is text.
  public var isWorksheet: Bool
  /// Whether serial dates count from 1904.
  public var countsFrom1904: Bool

  /// A cell; a text of a delimited file by default.
  public init(
    _ text: String, kind: CellKind = .text, format: NumberFormatClass = .general,
    isWorksheet: Bool = false, countsFrom1904: Bool = false
  ) {
    self.text = text
    self.kind = kind
    self.format = format
    self.isWorksheet = isWorksheet
    self.countsFrom1904 = countsFrom1904
  }
}

extension CellInput {
  /// The text that people see in the cell, dates and times in ISO 8601.
  public var shown: String { shownText(of: self) }
}

/// What the reading of a cell depends on, besides the cell.
public struct ReadingContext: Sendable {
  /// The country of the row, ISO 3166-1 alpha-2, where the field needs one and there is one.
  public var country: String?
  /// The subdivision of the row, ISO 3166-2, for postal codes.
  public var subdivision: String?
  /// The IANA time zone, for date-times.
  public var zone: String?
  /// The date that a time alone belongs to, in days since 1970-01-01.
  public var date: Int?
  /// The currency of the row, ISO 4217, for amounts; `nil` when there is none.
  public var currency: String?
  /// The e-mail address of the row, which a secret must not equal.
  public var email: String?
  /// How dates and numbers of the column are written, once it is known.
  public var column: ColumnDecision?

  /// A context in which nothing is known.
  public init() {}
}

/// How the ambiguous texts of a column are read.
public struct ColumnDecision: Sendable, Hashable {
  /// The order of day and month in `a/b/yyyy`.
  public enum DateOrder: String, Sendable {
    /// Day first.
    case dayFirst = "dmy"
    /// Month first.
    case monthFirst = "mdy"
    /// Not decidable: values with different day and month cannot be read.
    case unclear
    /// Both orders are proven: no ambiguous value can be read.
    case mixed
  }
  /// The decimal mark of a column.
  public enum DecimalMark: String, Sendable {
    /// A point; commas group.
    case point = "."
    /// A comma; points group.
    case comma = ","
    /// Both are proven: values whose reading differs cannot be read.
    case mixed
    /// Neither is proven.
    case unproven
  }

  /// The order of day and month.
  public var dateOrder: DateOrder
  /// Whether the order was declared, not derived.
  public var isDateOrderDeclared: Bool
  /// The decimal mark.
  public var decimalMark: DecimalMark
  /// Whether cells that show only a date also hold a time of day, so that a whole number is midnight.
  public var datesHaveTimes: Bool

  /// A decision about both.
  public init(
    dateOrder: DateOrder = .unclear, isDateOrderDeclared: Bool = false,
    decimalMark: DecimalMark = .unproven, datesHaveTimes: Bool = false
  ) {
    self.datesHaveTimes = datesHaveTimes
    self.dateOrder = dateOrder
    self.isDateOrderDeclared = isDateOrderDeclared
    self.decimalMark = decimalMark
  }
}

/// The result of reading a cell: its value and its remarks.
public struct FieldReading: Sendable, Equatable {
  /// The value.
  public var value: FieldValue
  /// Warnings and notes, in order.
  public var remarks: [CellRemark]
  /// Whether the cell asks to clear the stored value.
  public var isClear: Bool

  /// A value with its remarks.
  public init(_ value: FieldValue, remarks: [CellRemark] = [], isClear: Bool = false) {
    self.value = value
    self.remarks = remarks
    self.isClear = isClear
  }
}

/// A warning or note about a cell that could be read.
public struct CellRemark: Sendable, Equatable {
  /// What the issue says; its severity is the catalog's.
  public var content: IssueContent

  /// A remark that says this.
  public init(_ content: IssueContent) { self.content = content }

  /// The code.
  public var code: IssueCode { content.code }
}

/// Why a cell cannot be read; the pipeline adds the place.
public struct CellProblem: Error, Sendable, Equatable {
  /// What the issue says.
  public var content: IssueContent
  /// A better value, with the evidence for it.
  public var suggestion: Issue.Suggestion?
  /// Whether the value can be read once the column's order or decimal mark is known.
  public var awaitsColumn: Bool

  /// A problem that says this.
  public init(_ content: IssueContent, suggestion: Issue.Suggestion? = nil) {
    self.content = content
    self.suggestion = suggestion
    self.awaitsColumn = false
  }

  /// The code.
  public var code: IssueCode { content.code }

  /// The value needs the column's decision: the pipeline studies the column and reads the cell again.
  public static let awaitingColumn: CellProblem = {
    var problem = CellProblem(.runInternal(.other(reason: "the column is not known")))
    problem.awaitsColumn = true
    return problem
  }()
}

/// Reads the cells of one field; compiled once from the field's schema.
///
/// `CompiledField` does the common steps (formula and error cells, cleaning of texts, damage,
/// placeholders, `[clear]`, payment cards) and calls the type's reader for the rest.
public protocol FieldReader: Sendable {
  /// Reads a cell that is not blank.
  ///
  /// - Throws: the first problem, in the order of the checks.
  func read(_ cell: CellInput, in context: ReadingContext) throws(CellProblem) -> FieldReading
}
