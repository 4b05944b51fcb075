/// How a file of a table is written: the Table Dialect (v2) of a resource, as far as it is declared.
public struct TableDialect: Sendable, Hashable {
  /// The character between fields.
  public var delimiter: String?
  /// The character around fields; empty for none.
  public var quote: String?
  /// The character that escapes a quote, instead of doubling it.
  public var escape: String?
  /// Whether a quote inside a quoted field is doubled.
  public var doublesQuotes: Bool?
  /// Whether spaces after a delimiter are not part of the field.
  public var skipsInitialSpace: Bool?
  /// Whether there is a header row.
  public var hasHeader: Bool?
  /// The numbers of the header rows, from 1.
  public var headerRows: [Int]
  /// The character that begins a comment line.
  public var commentCharacter: String?
  /// The numbers of rows that are comments, from 1.
  public var commentRows: [Int]
  /// The name of the sheet in a workbook.
  public var sheetName: String?
  /// The encoding of the resource, `utf-8`.
  public var encoding: String?

  /// A dialect that declares nothing.
  public init() {
    headerRows = []
    commentRows = []
  }
}
