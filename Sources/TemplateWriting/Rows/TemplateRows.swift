/// Rows that a template holds, with columns of their own behind those of the template.
public struct TemplateRows: Sendable {
  /// What a cell holds.
  public enum Value: Sendable, Hashable {
    /// A text; it stays one whatever it looks like.
    case text(String)
    /// A number, with its number format as Excel writes it; `nil` leaves the column's.
    case number(Double, format: String?)
    /// Yes or no.
    case boolean(Bool)
  }

  /// A row.
  public struct Row: Sendable {
    /// The values by the machine name of their field, or of a control column: `action`, `notes`.
    public var values: [String: Value] = [:]
    /// The values of the columns behind those of the template, from the first on.
    public var others: [Value?] = []

    /// An empty row.
    public init() {}
  }

  /// The table's machine name.
  public var table: String
  /// The headers of the columns behind those of the template, with their widths in characters.
  public var others: [(header: String, width: Double)]
  /// The rows, below the header without a gap.
  public var rows: [Row]

  /// Rows of a table.
  public init(table: String, others: [(header: String, width: Double)], rows: [Row] = []) {
    self.table = table
    self.others = others
    self.rows = rows
  }
}
