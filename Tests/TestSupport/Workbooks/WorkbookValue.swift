/// The contents of a cell that `WorkbookBuilder` writes.
public indirect enum WorkbookValue: Sendable, Hashable {
  /// No cell at all.
  case blank
  /// A text, stored as the builder's `strings` say.
  case text(String)
  /// A text of several runs, stored likewise.
  case runs([String])
  /// A number by its lexeme, as it will be stored.
  case lexeme(String)
  /// A number.
  case number(Double)
  /// A serial with the format `yyyy-mm-dd`.
  case date(Double)
  /// A serial with the format `yyyy-mm-dd hh:mm:ss`.
  case dateTime(Double)
  /// A serial with the format `hh:mm:ss`.
  case time(Double)
  /// A serial with the format `[h]:mm:ss`.
  case duration(Double)
  /// A cell of type `d` with this ISO 8601 text.
  case isoDate(String)
  /// A Boolean.
  case boolean(Bool)
  /// An error such as `#N/A`.
  case error(String)
  /// A formula with its saved result; `nil` for none.
  case formula(String, cached: WorkbookValue?)
  /// Another value under a number format of one's own.
  case formatted(WorkbookValue, code: String)
  /// A whole `c` element, as it will stand in the sheet.
  case xml(String)

  /// A whole number.
  public static func number(_ value: Int) -> WorkbookValue { .lexeme(String(value)) }
}

extension WorkbookValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .lexeme(String(value)) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A Boolean.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// No cell at all.
  public init(nilLiteral: ()) { self = .blank }
}
