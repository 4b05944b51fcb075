/// How far a run is.
public struct ImportProgress: Sendable {
  /// The name of the file being read.
  public var file: String
  /// The table being read.
  public var table: String
  /// The rows read so far, of all tables.
  public var rows: Int
  /// The rows of the file that are read.
  public var fileRows: Int
  /// The fraction of the file that is read, from 0 to 1; `nil` where it is not known, as of JSON.
  public var fraction: Double?

  /// The progress of a run.
  public init(file: String, table: String, rows: Int, fileRows: Int, fraction: Double?) {
    self.file = file
    self.table = table
    self.rows = rows
    self.fileRows = fileRows
    self.fraction = fraction
  }
}
