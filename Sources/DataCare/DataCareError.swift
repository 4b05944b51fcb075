public import ImportPipeline

/// Why records could not be dumped, or a dump not be read.
public enum DataCareError: Error, Sendable {
  /// The store failed.
  case store(StoreError)
  /// A file cannot be written, for the system's reason.
  case unwritable(file: String, reason: String)
  /// A file is no dump of the table, or cannot be read.
  case unreadable(file: String, reason: String)
  /// A file holds no key of masked copies, or cannot be made.
  case unusableKey(file: String)
  /// All values of the form of one of a field are taken.
  case noPseudonym(table: String, field: String)
}
