/// The kind of files that records are exported to.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// One workbook: the templates of the tables, filled.
  case xlsx
  /// A delimited file per table.
  case csv
  /// A JSON file per table: an array with an object per record.
  case json
  /// One zip archive with a manifest, as the package's exchange says: all records in use.
  case exchange
  /// The same with the records that are known to have changed, those that are gone among them.
  case exchangeOfChanges = "exchange-of-changes"
}
