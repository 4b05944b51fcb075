/// The kind of file a template is.
public enum TemplateFormat: String, Sendable, CaseIterable {
  /// A workbook with notes, drop-downs and instructions.
  case xlsx
  /// Delimited text with a header line and nothing else.
  case csv
}
