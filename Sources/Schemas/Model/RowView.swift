/// A view that shows several fields of a record as rows, one for each field with a value.
///
/// The records keep the values in columns of their own; other programs read them as a child table whose
/// key is the record and a label. For example, the options of a question with the letters that name them.
public struct RowView: Sendable, Hashable {
  /// A field and the label of the row that shows it.
  public struct Row: Sendable, Hashable {
    /// The label.
    public var label: String
    /// The field's name.
    public var field: String
  }

  /// A column that says of each row whether a list of the record has the row's label.
  public struct Mark: Sendable, Hashable {
    /// The column's name.
    public var column: String
    /// The list's name.
    public var field: String
  }

  /// The view's name in the store.
  public var name: String
  /// The column with the id of the record.
  public var ownerColumn: String
  /// The column with the label.
  public var labelColumn: String
  /// The column with the field's value.
  public var valueColumn: String
  /// The rows in order.
  public var rows: [Row]
  /// The column that marks the rows that a list names.
  public var mark: Mark?

  /// The names of the view's columns in order.
  public var columns: [String] {
    [ownerColumn, labelColumn, valueColumn] + [mark?.column].compactMap(\.self)
  }
}
